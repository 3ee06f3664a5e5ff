import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, tmpdir, type as osType } from 'node:os'
import * as path from 'node:path'
import { createHistoryQueries } from '#domain/history'
import type { Database, Storage } from '#platform/database'
import { openStorage } from '#storage'
import { openSample, writeSamples } from './baseline.ts'
import { type Options, readOptions } from './options.ts'
import { describe, type Results, type Times } from './report.ts'
import { recordTown } from './week.ts'

const hourMs = 3_600_000
const start = Date.UTC(2026, 0, 5)
const resultsDir = new URL('../results/', import.meta.url)

/** A week of history, what it takes to keep it and to open a moment of it, against a row per agent and second. */
export async function run(args: string[]): Promise<void> {
  const options = readOptions(args)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'village-bench-'))
  const { storage, close } = await openStorage({ dataDir, databaseUrl: undefined })
  try {
    publish(await measure(storage, options))
  } finally {
    await close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measure(storage: Storage, options: Options): Promise<Results> {
  const { agents, days, baselineHours } = options
  const chance = seeded(20_260_105)
  console.log(`recording ${days} days of ${agents} agents`)
  const ms = days * 24 * hourMs
  const recording = await recordTown(storage, { agents, start, ms, chance })
  console.log(`writing ${baselineHours} h of samples`)
  await storage.database.query('vacuum analyze history_chunks')
  const history = await measureHistory(storage, options, chance)
  const baseline = await measureBaseline(storage.database, options, chance)
  const machine = { cores: availableParallelism(), os: `${osType()} ${arch()}`, node: process.version }
  return { machine, load: options, recording, history, baseline }
}

async function measureHistory(storage: Storage, { agents, days, moments }: Options, chance: () => number) {
  const history = createHistoryQueries(storage)
  const ms = days * 24 * hourMs
  const someMoment = () => Math.floor(start + chance() * (ms - 120_000))
  const totalBytes = await sizeOf(storage.database, 'history_chunks')
  const openMs = await timed(moments, (at) => history.between(at, at), someMoment)
  const minuteMs = await timed(moments, (at) => history.between(at, at + 60_000), someMoment)
  const marksMs = await timed(20, () => history.marks(start, start + ms, 200), someMoment)
  return { totalBytes, bytesPerAgentHour: totalBytes / (agents * days * 24), openMs, minuteMs, marksMs }
}

async function measureBaseline(database: Database, options: Options, chance: () => number) {
  const { agents, baselineHours, moments } = options
  await writeSamples(database, start, agents, baselineHours)
  await database.query('vacuum analyze position_samples')
  const totalBytes = await sizeOf(database, 'position_samples')
  const someMoment = () => Math.floor(start + chance() * baselineHours * hourMs)
  const openMs = await timed(moments, (at) => openSample(database, at), someMoment)
  return { bytesPerAgentHour: totalBytes / (agents * baselineHours), rows: agents * baselineHours * 3_600, openMs }
}

async function sizeOf(database: Database, table: string): Promise<number> {
  const [row] = await database.query<{ bytes: string }[]>('select pg_total_relation_size($1) as bytes', [table])
  return Number(row!.bytes)
}

async function timed(count: number, work: (moment: number) => Promise<object>, moment: () => number): Promise<Times> {
  const took: number[] = []
  for (let number = 0; number < count; number++) {
    const at = moment()
    const since = performance.now()
    await work(at)
    took.push(performance.now() - since)
  }
  took.sort((a, b) => a - b)
  const part = (share: number) => took[Math.min(count - 1, Math.floor(count * share))]!
  return { p50: part(0.5), p99: part(0.99), max: took.at(-1)! }
}

// mulberry32 (Tommy Ettinger, public domain): the same town in every run.
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function publish(results: Results): void {
  const text = describe(results)
  mkdirSync(resultsDir, { recursive: true })
  writeFileSync(new URL('history.json', resultsDir), `${JSON.stringify(results, undefined, 2)}\n`)
  writeFileSync(new URL('history.md', resultsDir), text)
  console.log(text)
}
