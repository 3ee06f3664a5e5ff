import type { Idea } from './ideas.ts'
import { choose, fill, type Line } from './line.ts'
import { plainText } from './markdown.ts'
import { knownIn, valuesOf, type Scene } from './scene.ts'
import * as smallTalk from './small-talk.ts'
import { understand, type Meaning } from './understand.ts'
import { boardWords } from './words/board.ts'
import { topicsOf } from './words/topics.ts'

/** What a villager writes back; `settles` when its own post has got what it asked for. */
export type Answer = { text: string; settles: boolean }

const refusing = /\b(no|not|never|cannot|can[’']?t|don[’']?t|nobody|sorry)\b/i

/** Answers a reply to a post of its own; `idea` is what the post came from. */
export function answerReply(scene: Scene, idea: Idea | undefined, you: string, markdown: string): Answer {
  const heard = read(scene, you, markdown)
  if (idea !== undefined && isFitting(idea, heard)) return { text: fill(idea.glad, { you })!, settles: true }
  if (heard.thanks || heard.leaves) return { text: answered(scene, you, heard), settles: false }
  if (idea?.kind === 'riddle' && (heard.ask === undefined || heard.ask === 'other' || heard.ask === 'topic'))
    return { text: written(scene, boardWords.guessAgain, you), settles: false }
  return { text: answered(scene, you, heard), settles: false }
}

/** Answers a post to this villager, or what it is told in a direct chat; says so when it is beyond a scripted villager. */
export function answerPost(scene: Scene, you: string, markdown: string): Answer {
  const heard = read(scene, you, markdown)
  const isUnderstood =
    heard.greets || heard.leaves || heard.thanks || heard.topic !== undefined || isAnswerable(heard.ask)
  if (isUnderstood) return { text: answered(scene, you, heard), settles: false }
  return { text: written(scene, boardWords.beyond, you), settles: false }
}

/** Whether a post of someone else is a villager's to answer: it names it, or it is about what it knows best. */
export function concerns(scene: Scene, you: string, markdown: string): 'named' | 'known' | undefined {
  const { to, names, topic } = read(scene, you, markdown)
  if (to === scene.me.name || names.includes(scene.me.name)) return 'named'
  return topicsOf(scene.me.name).some(({ id }) => id === topic) ? 'known' : undefined
}

/** What the town clerk writes under a post that nobody else answers. */
export function acknowledge(scene: Scene, you: string): Answer {
  return { text: written(scene, boardWords.seen, you), settles: false }
}

/** Whether a reply is what a post of this idea asked for. */
export function isFitting({ kind, fits }: Idea, { text, ask }: Pick<Meaning, 'text' | 'ask'>): boolean {
  if (!fits.some((word) => hasWord(text, word))) return false
  if (kind === 'riddle') return true
  return !refusing.test(text) && (kind === 'offer' || ask === undefined)
}

function isAnswerable(ask: Meaning['ask']): boolean {
  return ask !== undefined && ask !== 'other' && ask !== 'join'
}

function read(scene: Scene, you: string, markdown: string): Meaning {
  return understand(plainText(markdown), knownIn(scene, [you]))
}

function answered(scene: Scene, you: string, heard: Meaning): string {
  return remembered(scene, smallTalk.respond(scene, you, heard)) ?? written(scene, boardWords.heard, you)
}

/** One of several sentences with everything filled in, rather one not used lately. */
export function written(
  scene: Scene,
  templates: readonly string[],
  you: string,
  values: Record<string, string> = {},
): string {
  const all = { noun: topicsOf(scene.me.name)[0]?.noun ?? 'my trade', ...values }
  const part = choose(scene, templates, you, all)
  if (part === undefined) return fill(templates[0]!, { ...valuesOf(scene, you), ...all })!
  scene.memory.said([part], scene.moment.at)
  return part.text
}

function remembered(scene: Scene, line: Line | undefined): string | undefined {
  if (line !== undefined) scene.memory.said(line.parts, scene.moment.at)
  return line?.text
}

function hasWord(text: string, word: string): boolean {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text)
}
