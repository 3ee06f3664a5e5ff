import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxed } from '#domain/players'
import { createQuickJsRuntime } from '#domain/quickjs'
import { type Runtime } from '#domain/sandbox'
import { endlessAgent, randomAgents } from './agents.ts'
import { loadByTurns, ownCpuMs, playMatches, type Reading, type Subject } from './load.ts'
import { gamesPlayed, playMatch } from './match.ts'
import type { Options } from './options.ts'
import { leaseAndInit, limits, msOf, startOf, type Start } from './starts.ts'

/** Matches between agents in QuickJS, each in an instance of its own in a thread of its own. */
export type WebAssemblyResults = { version: string; readings: Reading[]; starts: Start[] }

const firstMatches = 100
const coldStarts = 5
const warmStarts = 100
const endlessMs = 20
const program = randomAgents.javascript
const callBudget = { msMax: 60_000, fuelMax: 1e9 }

export async function measureWebAssembly({ seconds, rounds }: Options): Promise<WebAssemblyResults> {
  const starts = await measureStarts()
  const runtime = createQuickJsRuntime({ threadsMax: 2 })
  try {
    const subjects = gamesPlayed.map((game) => subjectOf(runtime, game))
    const opening = { ...subjects[0]!, what: `WebAssembly, its first ${firstMatches} matches` }
    const first = await playMatches(opening, firstMatches, ownCpuMs)
    const then = await loadByTurns(subjects, { seconds, rounds, cpuMs: ownCpuMs })
    return { version: runtime.version, readings: [first, ...then], starts }
  } finally {
    await runtime.stop()
  }
}

function subjectOf(runtime: Runtime, game: string): Subject {
  return { what: 'WebAssembly', game, play }

  async function play(match: number, onTurn?: () => void): Promise<number> {
    const sides = [sandboxed(runtime, program, limits), sandboxed(runtime, program, limits)]
    const played = await playMatch(game, match, { runtime: runtime.id, competitors: () => sides, onTurn })
    await Promise.all(sides.map((side) => side.release()))
    return played.end.turns
  }
}

async function measureStarts(): Promise<Start[]> {
  const cold: number[] = []
  for (let at = 0; at < coldStarts; at++) cold.push(await coldStart())
  const runtime = createQuickJsRuntime({ threadsMax: 2 })
  try {
    const [leased, released, ended] = [[] as number[], [] as number[], [] as number[]]
    for (let at = 0; at < warmStarts; at++) {
      const { lease, ms } = await timedLease(runtime)
      leased.push(ms)
      released.push(await msOf(() => lease.release()))
    }
    for (let at = 0; at < coldStarts; at++) ended.push(await endInTheMiddle(runtime))
    return [
      startOf('WebAssembly: lease and init, the first of a runtime', cold),
      startOf('WebAssembly: lease and init in a warm thread', leased.slice(1)),
      startOf('WebAssembly: release', released),
      startOf('WebAssembly: release in the middle of an endless turn', ended),
    ]
  } finally {
    await runtime.stop()
  }
}

async function coldStart(): Promise<number> {
  const runtime = createQuickJsRuntime({ threadsMax: 1 })
  const { ms } = await timedLease(runtime)
  await runtime.stop()
  return ms
}

async function timedLease(runtime: Runtime) {
  const from = performance.now()
  const lease = await leaseAndInit(runtime, program)
  return { lease, ms: performance.now() - from }
}

async function endInTheMiddle(runtime: Runtime): Promise<number> {
  const lease = await leaseAndInit(runtime, endlessAgent)
  const turn = lease.call('act', '{}', callBudget).catch(() => {}) // it is told that the sandbox was released
  await sleep(endlessMs)
  const ms = await msOf(() => lease.release())
  await turn
  return ms
}
