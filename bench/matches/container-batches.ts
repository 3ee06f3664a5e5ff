import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxed } from '#domain/players'
import type { ContainerRuntime } from '#domain/containers'
import type { Docker } from '#platform/docker'
import { randomAgents } from './agents.ts'
import { containersCpu, sumOfCpu, type ContainerCpu } from './containers-cpu.ts'
import { ownCpuMs, playMatches, sumOf, type Reading, type Work } from './load.ts'
import { playMatch } from './match.ts'
import { limits } from './starts.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'

/** What containers are of: what runs them, and what is in them. */
export type Kind = { docker: Docker; id: 'runc' | 'runsc'; language: 'javascript' | 'python'; what: string }

/** Matches in waiting containers. `cpu` is where the CPU time went; `cycleMs` is the time with making and removing them. */
export type ContainerReading = Reading & Costs
type Costs = { cpu: ContainerCpu; cycleMs: number }

/** Matches for which containers wait. */
export const batchMatches = 4
const waitMsMax = 90_000
const lookMs = 10

export async function measureGame(
  kind: Kind,
  runtime: ContainerRuntime,
  game: string,
  matches: number,
): Promise<ContainerReading> {
  const stopwatch = createStopwatch()
  const batches: (Work & Costs)[] = []
  for (let first = 0; first < matches; first += batchMatches)
    batches.push(await playBatch(kind, runtime, { game, first, stopwatch }))
  const total = batches.reduce((one, other) => ({
    ...sumOf(one, other),
    cpu: sumOfCpu(one.cpu, other.cpu),
    cycleMs: one.cycleMs + other.cycleMs,
  }))
  return { what: kind.what, game, ...total, turnMs: stopwatch.spread() }
}

type Batch = { game: string; first: number; stopwatch: Stopwatch }

/** Plays in containers that wait, and lets go of them afterwards: what a match costs, and apart from that its containers. */
async function playBatch(
  kind: Kind,
  runtime: ContainerRuntime,
  { game, first, stopwatch }: Batch,
): Promise<Work & Costs> {
  await untilWaiting(kind, runtime)
  const program = randomAgents[kind.language]
  const sides = Array.from({ length: 2 * batchMatches }, () => sandboxed(runtime, program, limits))
  const readCpu = await containersCpu(kind.docker)
  const [began, from] = [performance.now(), readCpu()]
  const work = await playMatches({ what: kind.what, game, play }, batchMatches, ownCpuMs, stopwatch)
  const to = readCpu()
  const cpu = { own: work.cpuMs, containers: to.containers - from.containers, daemons: to.daemons - from.daemons }
  await Promise.all(sides.map((side) => side.release()))
  await untilWaiting(kind, runtime)
  const cpuMs = cpu.own + cpu.containers + cpu.daemons
  return { ...work, cpuMs, cpu, cycleMs: performance.now() - began }

  async function play(match: number, onTurn?: () => void): Promise<number> {
    const competitors = () => sides.slice(2 * match, 2 * match + 2)
    const played = await playMatch(game, first + match, { runtime: runtime.id, competitors, onTurn })
    return played.end.turns
  }
}

/** Waits until as many containers wait as there may be. */
export async function untilWaiting({ language, what }: Kind, runtime: ContainerRuntime): Promise<void> {
  const until = performance.now() + waitMsMax
  while (runtime.waiting(language) < 2 * batchMatches) {
    if (performance.now() > until) throw new Error(`${what}: the containers are not there`)
    await sleep(lookMs)
  }
}
