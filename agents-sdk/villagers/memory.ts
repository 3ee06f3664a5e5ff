import type { TownMoment } from './time-words.ts'
import type { Meaning } from './understand.ts'

/** A moment both by the town's clock and in real milliseconds. */
export type Moment = TownMoment & { at: number }

/** What somebody said that is worth coming back to. */
export type Told = { topic: string | undefined; did: string | undefined; moment: Moment }

/** What a villager remembers of one other. */
export type Acquaintance = {
  name: string
  isNewcomer: boolean
  /** When and where it was last within sight. */
  seen: { place: string | null; moment: Moment } | undefined
  /** When and where they last talked. */
  talked: { place: string | null; moment: Moment } | undefined
  greetedAt: number
  told: Told[]
  /** When this villager answered it lately, in real milliseconds. */
  answeredAt: number[]
}

/** A sentence, the template that it came from, and what it tells, so that the same is not told twice in other words. */
export type Part = { text: string; from: string; about?: string | undefined }

/** How long a line counts as just said. */
export const freshMs = 10 * 60_000

const acquaintancesMax = 300
const toldMax = 12
const linesHeardMax = 40
const deedsMax = 6

/** Makes the memory of one villager: only what it saw, heard, said and did itself. */
export function createMemory() {
  const people = new Map<string, Acquaintance>()
  const saidAt = new Map<string, number>()
  const linesHeard: { text: string; at: number }[] = []
  const deeds: { did: string; topic: string | undefined; moment: Moment }[] = []

  return {
    person,
    people: () => [...people.values()],
    see,
    hear,
    talk,
    greet,
    said,
    isFresh,
    isWorn,
    did,
    deeds: () => deeds,
  }

  function person(name: string): Acquaintance {
    const known = people.get(name) ?? newAcquaintance(name)
    people.delete(name) // the one thought of last is forgotten last
    people.set(name, known)
    if (people.size > acquaintancesMax) people.delete(people.keys().next().value!)
    return known
  }

  function see(name: string, isNewcomer: boolean, place: string | null, moment: Moment): void {
    const known = person(name)
    known.isNewcomer = isNewcomer
    known.seen = { place, moment }
  }

  /** Takes in a line; `isForMe` when it was said to this villager, and so told to it. */
  function hear(name: string, meaning: Meaning, isForMe: boolean, moment: Moment): void {
    linesHeard.push({ text: plain(meaning.text), at: moment.at })
    if (linesHeard.length > linesHeardMax) linesHeard.shift()
    if (!isForMe || meaning.ask !== undefined || (meaning.topic === undefined && meaning.did === undefined)) return
    const told = person(name).told
    told.push({ topic: meaning.topic, did: meaning.did, moment })
    if (told.length > toldMax) told.shift()
  }

  function talk(name: string, place: string | null, moment: Moment): void {
    person(name).talked = { place, moment }
  }

  function greet(name: string, at: number): void {
    person(name).greetedAt = at
  }

  function said(parts: readonly Part[], at: number): void {
    for (const [line, when] of saidAt) if (at - when > freshMs) saidAt.delete(line)
    for (const { text, from, about } of parts) {
      saidAt.set(plain(text), at).set(from, at)
      if (about !== undefined) saidAt.set(about, at)
    }
  }

  /** Whether a sentence was neither said by this villager nor heard by it in the last ten minutes. */
  function isFresh(text: string, at: number): boolean {
    const line = plain(text)
    if (at - (saidAt.get(line) ?? -Infinity) < freshMs) return false
    return !linesHeard.some((heard) => at - heard.at < freshMs && heard.text.includes(line))
  }

  /** Whether a template was used lately, if with other names, or a matter told. */
  function isWorn(matter: string, at: number): boolean {
    return at - (saidAt.get(matter) ?? -Infinity) < freshMs
  }

  function did(deed: string, topic: string | undefined, moment: Moment): void {
    deeds.push({ did: deed, topic, moment })
    if (deeds.length > deedsMax) deeds.shift()
  }
}

/** The memory of one villager. */
export type Memory = ReturnType<typeof createMemory>

function newAcquaintance(name: string): Acquaintance {
  return { name, isNewcomer: false, seen: undefined, talked: undefined, greetedAt: -Infinity, told: [], answeredAt: [] }
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
