import { between, type Chance } from './chance.ts'
import type { Meaning } from './understand.ts'

/** A line that was heard, as understood, from whom. */
export type HeardLine = { from: string; meaning: Meaning }

/** A line that is to be answered, not before a moment. */
export type Pending = { line: HeardLine; dueAt: number; isForMe: boolean }

const silenceMs = 9_000
const lastsMsMax = 90_000

/**
 * One conversation as a member lives it: whose turn it is, and how much it still wants to say. Knows only what this member
 * hears and says; moments are real milliseconds.
 */
export function createTalk(id: string, me: string, chance: Chance, startedAt: number) {
  let quota = 2 + Math.floor(chance() * 3)
  let spoken = 0
  let lastAt = startedAt
  let isUnanswered = false
  let pending: Pending | undefined
  let others: string[] = []
  const parted = new Set<string>() // each is wished farewell once
  const silence = silenceMs + chance() * 4_000

  return {
    id,
    hear,
    spoke,
    due,
    left,
    isSilent,
    setOthers,
    others: () => others,
    hasSpoken: () => spoken > 0,
    owed,
    stayLonger,
  }

  function setOthers(names: readonly string[]): void {
    others = names.filter((name) => name !== me)
  }

  /** Takes in a line of another member, and decides whether and when to answer. */
  function hear(line: HeardLine, now: number): void {
    lastAt = now
    isUnanswered = false
    if (!others.includes(line.from)) others.push(line.from)
    const { to, leaves } = line.meaning
    const isForMe = to === me || (to === undefined && others.length < 2)
    if (leaves && (parted.has(line.from) || (to !== undefined && to !== me))) return
    if (pending?.isForMe === true && !isForMe) return
    const isForOther = to !== undefined && to !== me && others.length > 1
    if (isForOther) pending = undefined
    else if (isForMe || leaves || chance() < 0.6) pending = { line, isForMe, dueAt: now + hesitation(line, isForMe) }
  }

  function hesitation({ meaning }: HeardLine, isForMe: boolean): number {
    const reading = Math.min(4_200, 1_500 + meaning.text.length * 26)
    return reading + between(chance, 0, 1_200) + (isForMe ? 0 : between(chance, 2_500, 5_500))
  }

  function spoke(now: number): void {
    isUnanswered = true
    if (pending?.line.meaning.leaves === true) parted.add(pending.line.from)
    else spoken += 1
    lastAt = now
    pending = undefined
  }

  /** The line to answer now, if one is due. */
  function due(now: number): HeardLine | undefined {
    return pending !== undefined && now >= pending.dueAt ? pending.line : undefined
  }

  /** How many lines this member still wants to say; after a while, or into silence, no more than one. */
  function left(now: number): number {
    if (isUnanswered) return Math.min(1, quota - spoken)
    return now - startedAt > lastsMsMax ? Math.min(1, quota - spoken) : quota - spoken
  }

  function isSilent(now: number): boolean {
    return pending === undefined && now - lastAt > silence
  }

  /** The line that is still to be answered, even when the talk is over: someone who took leave waits for a word. */
  function owed(): HeardLine | undefined {
    return pending?.line
  }

  /** A guest gets more of one's time than a neighbour. */
  function stayLonger(): void {
    quota += 3
  }
}

/** A conversation as one member lives it. */
export type Talk = ReturnType<typeof createTalk>
