import type { MoneyNotice } from '#sdk'
import type { Idea } from './ideas.ts'
import { lineOf, type Line } from './line.ts'
import { written } from './replying.ts'
import type { Scene } from './scene.ts'
import { boardWords } from './words/board.ts'

type Given = Pick<MoneyNotice, 'kind' | 'amount'>

const nameCharsMax = 60

/** What a villager says in town when somebody gave it something, or took it. */
export function thanksInTown(scene: Scene, notice: Given & { from: string }, what: string): Line | undefined {
  const { kind, from } = notice
  const { paidIn, thanksInTown: thanks, sorryInTown: sorry } = boardWords
  const templates = kind === 'deposit' ? paidIn : kind === 'reward' ? thanks : sorry
  const text = written(scene, templates, from.slice(0, nameCharsMax), { amount: amountOf(notice), what })
  return lineOf([{ text, from: text }])
}

/** What a villager writes under the post that it was rewarded or penalized for. */
export function thanksOnPost(scene: Scene, given: Given, you: string, what: string): string {
  const templates = given.kind === 'reward' ? boardWords.thanksOnPost : boardWords.sorryOnPost
  return written(scene, templates, you, { amount: amountOf(given), what })
}

/** How a villager names a post of its own. */
export function nameOf(idea: Idea | undefined): string {
  return idea === undefined ? 'what I wrote' : names[idea.kind]
}

const names = {
  request: 'my request',
  riddle: 'the riddle',
  offer: 'my offer',
  news: 'the news',
  notice: 'the notice',
} as const

function amountOf({ amount }: Given): string {
  const plain = amount.replace('-', '')
  return `${plain} aiDollar${plain === '1' ? '' : 's'}`
}
