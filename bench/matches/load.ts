import { performance } from 'node:perf_hooks'
import { createStopwatch, type Spread } from './stopwatch.ts'

/** Something that plays whole matches. `play` gives how many turns one had, and tells of the end of each turn. */
export type Subject = {
  what: string
  game: string
  play(match: number, onTurn?: () => void): Promise<number> | number
}

/** What was done, in which CPU time and which time on the wall. */
export type Work = { matches: number; plies: number; cpuMs: number; wallMs: number }

/** What a subject did in all rounds. `turnMs` is from the end of a turn to the end of the next. */
export type Reading = Pick<Subject, 'what' | 'game'> & Work & { turnMs: Spread }

/** How much a load is. `cpuMs` is what has been used so far by all that takes part. */
export type LoadOptions = { seconds: number; rounds: number; cpuMs: () => number }

const nothing: Work = { matches: 0, plies: 0, cpuMs: 0, wallMs: 0 }
const warmUpSeconds = 0.5
const timingSeconds = 0.5

/** CPU time of this process so far, with all of its threads, the kernel's part included. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/**
 * Lets subjects play by turns in short rounds, so that what else the machine does meets all of them. What a turn takes is
 * read in a pass of its own, in which the clock is asked at every turn.
 */
export async function loadByTurns(subjects: readonly Subject[], options: LoadOptions): Promise<Reading[]> {
  const { seconds, rounds, cpuMs } = options
  const works = subjects.map(() => nothing)
  for (const subject of subjects) await playFor(subject, warmUpSeconds, cpuMs, 0)
  for (let round = 0; round < rounds; round++) {
    for (const [at, subject] of subjects.entries()) {
      const work = works[at]!
      works[at] = sumOf(work, await playFor(subject, seconds, cpuMs, work.matches))
    }
  }
  const readings: Reading[] = []
  for (const [at, subject] of subjects.entries())
    readings.push({ ...nameOf(subject), ...works[at]!, turnMs: await timed(subject) })
  return readings
}

/** Plays one match after another for some time, those with the numbers from `first` on. */
function playFor(subject: Subject, seconds: number, cpuMs: () => number, first: number): Promise<Work> {
  const until = performance.now() + seconds * 1_000
  return playWhile(
    () => performance.now() < until,
    (at) => subject.play(first + at),
    cpuMs,
  )
}

/** Plays so many matches, once, and reads the clock at every turn as well. */
export async function playMatches(
  subject: Subject,
  count: number,
  cpuMs: () => number,
  stopwatch = createStopwatch(),
): Promise<Reading> {
  const work = await playWhile((played) => played < count, playTimed, cpuMs)
  return { ...nameOf(subject), ...work, turnMs: stopwatch.spread() }

  function playTimed(match: number): Promise<number> | number {
    stopwatch.begin()
    return subject.play(match, stopwatch.turn)
  }
}

async function playWhile(
  goesOn: (played: number) => boolean,
  play: (at: number) => Promise<number> | number,
  cpuMs: () => number,
): Promise<Work> {
  const cpuFrom = cpuMs()
  const from = performance.now()
  let matches = 0
  let plies = 0
  while (goesOn(matches)) plies += await play(matches++)
  return { matches, plies, cpuMs: cpuMs() - cpuFrom, wallMs: performance.now() - from }
}

async function timed(subject: Subject): Promise<Spread> {
  const stopwatch = createStopwatch()
  const until = performance.now() + timingSeconds * 1_000
  for (let match = 0; performance.now() < until; match++) {
    stopwatch.begin()
    await subject.play(match, stopwatch.turn)
  }
  return stopwatch.spread()
}

export function nameOf({ what, game }: Subject): Pick<Subject, 'what' | 'game'> {
  return { what, game }
}

export function sumOf(one: Work, other: Work): Work {
  return {
    matches: one.matches + other.matches,
    plies: one.plies + other.plies,
    cpuMs: one.cpuMs + other.cpuMs,
    wallMs: one.wallMs + other.wallMs,
  }
}
