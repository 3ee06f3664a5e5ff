import * as path from 'node:path'
import { startChild, type Child } from './child.ts'
import { cpuMsOfMachine, cpuMsOfTrees } from './cpu.ts'
import type { ServerReading } from './meter.ts'
import type { Options } from './options.ts'
import type { Probe, ProbeReading } from './probe.ts'
import type { SpectatorOptions, SpectatorReading, Spectators } from './spectators.ts'
import type { Subject } from './subject.ts'
import { round } from './summary.ts'
import type { WalkerReading, Walkers } from './walkers.ts'

/** A server to measure: its file, how spectators reach it, and whether agents connect to it and speak. */
export type Scenario = { name: string; file: string; via: SpectatorOptions['via']; hasAgents: boolean }

/** What a scenario has at hand: tokens of registered agents, and the database with the process that runs it. */
export type Surroundings = {
  walkerTokens: string[]
  speakerTokens: string[]
  dataDir: string
  databaseUrl: string
  databasePid: number
}

export type Reading = {
  server: ServerReading
  spectators: SpectatorReading
  walkers: WalkerReading | undefined
  says: ProbeReading | undefined
  databaseCpuPercent: number
  /** What else used the machine meanwhile, in % of one core: how far the numbers can be trusted. */
  strangersCpuPercent: number
}

type Cast = {
  subject: Child<Subject>
  spectators: Child<Spectators>
  walkers: Child<Walkers> | undefined
  probe: Child<Probe> | undefined
}

const warmUpMs = 8_000
const joinBatch = 100
const setUpMsMax = 60_000 // beside the window itself

/** Runs one scenario from the start of its server to the end of every process it started. */
export async function runScenario(scenario: Scenario, options: Options, around: Surroundings): Promise<Reading> {
  const cast: Cast = {
    subject: startChild<Subject>(scenario.file, 0),
    spectators: startChild<Spectators>('./spectators.ts', 1),
    walkers: scenario.hasAgents ? startChild<Walkers>('./walkers.ts', 1) : undefined,
    probe: scenario.hasAgents ? startChild<Probe>('./probe.ts', 1) : undefined,
  }
  try {
    return await within(setUpMsMax + options.seconds * 1000, scenario.name, play(cast, scenario, options, around))
  } finally {
    await Promise.all([cast.spectators.end(), cast.walkers?.end(), cast.probe?.end()])
    await cast.subject.end()
  }
}

async function play(cast: Cast, scenario: Scenario, options: Options, around: Surroundings): Promise<Reading> {
  const { databaseUrl, dataDir, walkerTokens, speakerTokens } = around
  const { url } = await cast.subject.ask('start', { databaseUrl, dataDir, agents: options.agents })
  await cast.walkers?.ask('start', { url, tokens: walkerTokens, batch: joinBatch })
  await cast.spectators.ask('start', { url, via: scenario.via, count: options.spectators, batch: joinBatch })
  await cast.probe?.ask('start', { url, tokens: speakerTokens })
  await cast.subject.ask('go')
  await pause(warmUpMs)
  const profileFile = options.profileDir && path.resolve(options.profileDir, `${scenario.name}.cpuprofile`)
  return measure(cast, options, around, profileFile)
}

async function measure(
  cast: Cast,
  { says, seconds }: Options,
  { databasePid }: Surroundings,
  profileFile: string | undefined,
): Promise<Reading> {
  const { subject, spectators, walkers, probe } = cast
  const before = readClocks(databasePid)
  await Promise.all([
    subject.ask('begin', { profileFile }),
    spectators.ask('begin'),
    walkers?.ask('begin'),
    probe?.ask('begin', { says, seconds }),
  ])
  await pause(seconds * 1000)
  const after = readClocks(databasePid)
  const [server, watched, walked, said] = await Promise.all([
    subject.ask('end'),
    spectators.ask('end'),
    walkers?.ask('end'),
    probe?.ask('end'),
  ])
  return { server, spectators: watched, walkers: walked, says: said, ...sharesOf(before, after) }
}

type Clocks = { at: number; database: number; bench: number; machine: number }

function readClocks(databasePid: number): Clocks {
  return {
    at: performance.now(),
    database: cpuMsOfTrees([databasePid]),
    bench: cpuMsOfTrees([process.pid, databasePid]),
    machine: cpuMsOfMachine(),
  }
}

function sharesOf(before: Clocks, after: Clocks): { databaseCpuPercent: number; strangersCpuPercent: number } {
  const percent = (ms: number) => round((Math.max(0, ms) / (after.at - before.at)) * 100)
  const bench = after.bench - before.bench
  return {
    databaseCpuPercent: percent(after.database - before.database),
    strangersCpuPercent: percent(after.machine - before.machine - bench),
  }
}

async function within<T>(msMax: number, name: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name}: took longer than ${msMax} ms`)), msMax)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
