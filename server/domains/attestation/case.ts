import type { AgentFunction, Language, RuntimeId } from '#domain/sandbox'
import type { Json } from '#games/game'
import type { Verdict } from '#match/verdict'

/** What an answer has to be, said as data, so that it counts in the suite's digest. */
export type Expected =
  | { is: 'anything' }
  | { is: 'equal'; value: Json }
  | { is: 'counted'; field: string; max: number }
  | { is: 'each turn'; field: string }

/** One hostile program and all that may come of it. Whatever else comes of it has broken the runtime. */
export type Case = {
  /** Also the name of its program in deploy/hostile, in the folder of its language. */
  name: string
  language: Language
  /** The call under attack. Those before it have to return; it may end by one of `verdicts`, or as `answer` says. */
  attacks: AgentFunction
  verdicts: readonly Verdict[]
  /** If there is none, it may not return at all. */
  answer: Expected | undefined
  /** How often it has a turn, as long as it lives. */
  turns: number
  /** How many instances play it, one after the other; what one leaves must not reach the next. */
  leases: number
  /** Whether all instances have to answer the same. */
  isSameAgain: boolean
  /** What its turns may use: `unmetered` has only the clock to end it; `patient` is that with time to take memory in. */
  budget: 'usual' | 'unmetered' | 'patient'
  runtimes: readonly RuntimeId[]
}

/** A case as the lists write it: what is left out is the usual. */
export type CaseEntry = Pick<Case, 'name' | 'verdicts'> & Partial<Case>

const usual = {
  attacks: 'act',
  answer: undefined,
  turns: 1,
  leases: 1,
  isSameAgain: false,
  budget: 'usual',
} as const satisfies Partial<Case>

/** Completes the cases of a list. */
export function casesOf(language: Language, runtimes: readonly RuntimeId[], entries: readonly CaseEntry[]): Case[] {
  return entries.map((entry) => ({ ...usual, language, runtimes, ...entry }))
}

/** What ends endless work. */
export const outOfTime = ['timeout', 'fuel'] as const satisfies readonly Verdict[]
/** What ends work that takes more and more; whose end is the system's has crashed. */
export const outOfSpace = ['timeout', 'fuel', 'memory', 'crash'] as const satisfies readonly Verdict[]
/** What an answer is that can't be written. */
export const unwritable = ['invalid_reply', 'crash'] as const satisfies readonly Verdict[]
/** What is too much to be written. */
export const unwritablyLong = [...outOfSpace, 'invalid_reply', 'flood'] as const satisfies readonly Verdict[]
/** What becomes of an instance whose process is gone, or does not speak as it should. */
export const outOfOrder = [...unwritablyLong, 'violation'] as const satisfies readonly Verdict[]

export const sane = { is: 'equal', value: 'a' } as const satisfies Expected
export const nothingReached = { is: 'equal', value: { reached: [] } } as const satisfies Expected
export const anything = { is: 'anything' } as const satisfies Expected

/** The answer is an object whose field is a number of at most `max`. */
export function counted(field: string, max: number): Expected {
  return { is: 'counted', field, max }
}

/** The case, with time to take memory in. */
export function patient(entry: CaseEntry): CaseEntry {
  return { ...entry, budget: 'patient' }
}

/** The same case for several programs, named in one text. */
export function each(names: string, entry: Omit<CaseEntry, 'name'>): CaseEntry[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => ({ name, ...entry }))
}
