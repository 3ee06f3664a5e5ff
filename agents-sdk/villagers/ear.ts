import type { Heard } from '#sdk'
import { cast } from './cast.ts'
import { between } from './chance.ts'
import { knownIn, type Scene } from './scene.ts'
import { sceneOf, type Self } from './self.ts'
import type { HeardLine } from './talk.ts'
import { understand } from './understand.ts'

/** Something to say outside of a conversation: an answer, a greeting given back, a farewell, a mumble. */
export type Aside = { kind: 'answer' | 'passing' | 'bye' | 'asleep' | 'enough'; line: HeardLine; dueAt: number }

const partnerMs = 30_000
const answersWindowMs = 3 * 60_000
const answersMax = 8
const greetedMs = 4 * 60_000

/** A villager's ear: understands what is said around it, and decides what of it is to be answered outside of a talk. */
export function createEar(self: Self) {
  let aside: Aside | undefined
  let last: { conversation: string; topic: string } | undefined

  return { hear, due, owe, overheard }

  /** Takes in what was heard. Returns the line when it belongs to the conversation `talkId`, for its members to answer. */
  function hear(notice: Heard, talkId: string | undefined, now: number): HeardLine | undefined {
    if (notice.from === self.view.me.id) return undefined
    const scene = sceneOf(self, now)
    const meaning = understand(notice.text, knownIn(scene, [notice.name]))
    const line = { from: notice.name, meaning }
    const isMine = notice.conversation !== null && notice.conversation === talkId
    self.memory.hear(notice.name, meaning, isMine || meaning.to === self.profile.name, scene.moment)
    if (isMine) return line
    if (notice.conversation !== null && meaning.topic !== undefined)
      last = { conversation: notice.conversation, topic: meaning.topic }
    consider(scene, notice, line, talkId !== undefined, now)
    return undefined
  }

  function consider(scene: Scene, notice: Heard, line: HeardLine, isTalking: boolean, now: number): void {
    const isForMe = line.meaning.to === self.profile.name
    const isNeighbour = cast.some((profile) => profile.name === notice.name)
    if (isNeighbour) return considerNeighbour(notice, line, isForMe, now)
    if (!isForMe && !concernsMe(scene, line, now)) return
    if (self.stop.kind === 'sleep' && scene.place === self.profile.home)
      return isForMe ? plan('asleep', line, now) : undefined
    if (isTalking && line.meaning.ask === undefined && line.meaning.topic === undefined) return
    const answered = self.memory.person(notice.name).answeredAt
    while (answered.length > 0 && now - answered[0]! > answersWindowMs) answered.shift()
    if (answered.length > answersMax) return
    answered.push(now)
    plan(answered.length > answersMax ? 'enough' : 'answer', line, now)
  }

  // Neighbours who talk with each other need no help; only a greeting in passing is given back, once.
  function considerNeighbour(notice: Heard, line: HeardLine, isForMe: boolean, now: number): void {
    if (!isForMe && aside?.kind === 'answer' && line.meaning.to === aside.line.from) aside = undefined
    if (notice.conversation !== null || !isForMe || !line.meaning.greets) return
    if (now - self.memory.person(notice.name).greetedAt > greetedMs) plan('passing', line, now)
  }

  function plan(kind: Aside['kind'], line: HeardLine, now: number): void {
    const reading = Math.min(3_500, 1_000 + line.meaning.text.length * 22)
    aside = { kind, line, dueAt: now + reading + between(self.chance, 0, 1_000) }
  }

  /** What is to be said now outside of a conversation; it is handed out once. */
  function due(now: number): Aside | undefined {
    if (aside === undefined || now < aside.dueAt) return undefined
    const handed = aside
    aside = undefined
    return handed
  }

  /** Someone has taken leave and gone; a word of farewell is owed. */
  function owe(line: HeardLine, now: number): void {
    plan('bye', line, now)
  }

  /** What a conversation near by was last about. */
  function overheard(conversation: string | null): string | undefined {
    return last !== undefined && last.conversation === conversation ? last.topic : undefined
  }

  // Said to nobody by name: answered by the one it talks with, or by the nearest when it is a question or a greeting.
  function concernsMe(scene: Scene, { from, meaning }: HeardLine, now: number): boolean {
    if (meaning.to !== undefined) return false
    const answered = self.memory.person(from).answeredAt.at(-1)
    if (answered !== undefined && now - answered < partnerMs) return true
    return (meaning.ask !== undefined || meaning.greets) && isNearestTo(scene, from)
  }
}

function isNearestTo(scene: Scene, name: string): boolean {
  const speaker = scene.near.find((agent) => agent.name === name)
  if (speaker === undefined) return true
  const own = tilesBetween(scene, speaker)
  return !scene.near.some(
    (agent) => agent.kind === 'scripted' && agent.name !== name && tilesBetween(agent, speaker) < own,
  )
}

function tilesBetween(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))
}
