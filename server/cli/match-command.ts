import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Command } from 'commander'
import type { Config } from '#config'
import { games } from '#games'
import type { Json } from '#games/game'
import { limits } from '#kernel/limits'
import { usualBudget } from '#match/budget'
import { InfrastructureFault } from '#match/contract'
import { headerOf, type Header } from '#match/header'
import { play, type Played } from '#match/play'
import { modes, usualFaultRules, type Mode } from '#match/verdict'
import { signed } from '#domain/matches'
import { nodeHash } from '#platform/node-hash'
import { createLog } from '#platform/log'
import { deriveSigningKey } from '#platform/signing-key'
import { buildRuntimes, type Runtimes } from '#runtimes'
import { CommandFailure, unlessRefused } from './office.ts'
import { resultLines } from './result-lines.ts'
import { enter, needsContainer, readSide, type Side } from './sides.ts'

type Print = (line: string) => void
type Options = {
  game: string
  seed?: string
  log?: string
  mode: string
  runtime?: string[]
  set: Record<string, Json>
  suddenDeath: string
}

const wasmRuntimes = ['quickjs', 'wasm'] as const
const containerRuntimes = ['runsc', 'runc'] as const
const attemptsMax = 3

/** Adds `match`: plays one match here, between code of one's own, without a server and without a database. */
export function addMatchCommand(program: Command, config: Config, print: Print): void {
  program
    .command('match <player...>')
    .description('play a match here: files or folders with agents, addresses of web hooks, or "random"')
    .requiredOption('--game <game>', `one of ${games.map(({ id }) => id).join(', ')}`)
    .option('--seed <text>', 'what all chance comes from; another one each time if it is left out')
    .option('--log <file>', 'where to write the signed log')
    .option('--mode <mode>', `what faults cost: ${modes.join(', ')}`, 'sandbox')
    .option('--set <name=value>', 'a setting of the game; may be said again', collectSetting, {})
    .option('--sudden-death <rounds>', 'how long a tied match may go on, if the game can', '0')
    .option('--runtime <id...>', 'only these runtimes: quickjs, wasm, runsc, runc')
    .action((players: string[], options: Options) => playHere(config, players, options, print))
}

function collectSetting(text: string, settings: Record<string, Json>): Record<string, Json> {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? []
  if (name === undefined) throw new CommandFailure(`--set: expected name=value, not ${JSON.stringify(text)}`)
  return { ...settings, [name]: valueOf(value!) }
}

function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

async function playHere(config: Config, players: string[], options: Options, print: Print): Promise<void> {
  const { game, seed = randomBytes(4).readUInt32BE(0).toString() } = options
  const mode = modeOf(options.mode)
  const sides: Side[] = []
  for (const player of players) sides.push(await readSide(player, game))
  const runtimes = await runtimesFor(config, sides, options.runtime)
  try {
    const made = await playPatiently(config, sides, { ...options, mode, seed }, runtimes)
    for (const line of resultLines(made.header, made.played, seed)) print(line)
    if (options.log !== undefined) writeLog(config, options.log, made.played, print)
  } finally {
    await runtimes.stop()
  }
}

function modeOf(text: string): Mode {
  const mode = modes.find((one) => one === text)
  if (mode === undefined) throw new CommandFailure(`--mode: expected one of ${modes.join(', ')}`)
  return mode
}

// Containers take seconds to be ready, so they are made only if somebody needs one.
async function runtimesFor(config: Config, sides: readonly Side[], asked: string[] | undefined): Promise<Runtimes> {
  const all = [...wasmRuntimes, ...containerRuntimes]
  const unknown = asked?.find((id) => !all.includes(id as never))
  if (unknown !== undefined) throw new CommandFailure(`--runtime: expected ${all.join(', ')}, not ${unknown}`)
  const isContainerNeeded = sides.some(needsContainer)
  const wanted = asked ?? [...wasmRuntimes, ...(isContainerNeeded ? containerRuntimes : [])]
  const preferred = all.filter((id) => wanted.includes(id))
  const log = createLog('warn', 'pretty')
  const runtimes = buildRuntimes({ ...config.arena, runtimes: preferred }, log)
  await runtimes.complete()
  return runtimes
}

type Settings = Pick<Options, 'game' | 'set' | 'suddenDeath'> & { mode: Mode; seed: string }
type Made = { header: Header; played: Played }

async function playPatiently(
  config: Config,
  sides: readonly Side[],
  settings: Settings,
  runtimes: Runtimes,
): Promise<Made> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await playOnce(config, sides, settings, runtimes)
    } catch (error) {
      if (!(error instanceof InfrastructureFault)) throw error
      if (attempt === attemptsMax) throw new CommandFailure(`what runs the agents failed: ${error.message}`)
    }
  }
}

async function playOnce(config: Config, sides: readonly Side[], settings: Settings, runtimes: Runtimes): Promise<Made> {
  const { game: gameId, mode, seed, set } = settings
  const secret = nodeHash(`village-local ${seed}`)
  // Nothing of it is of this machine or this moment: the same players and the same seed make the same log.
  const identity = [gameId, mode, set, seed, sides.map(({ name, digest }) => [name, digest])]
  const id = `local-${nodeHash(JSON.stringify(identity)).slice(0, 16)}`
  const entered = sides.map((side, number) => enter(side, id, number, runtimes, config))
  const setup = {
    id,
    game: gameId,
    mode,
    options: set,
    faultRules: usualFaultRules[mode],
    budget: usualBudget,
    suddenDeathMax: roundsOf(settings.suddenDeath),
    entrants: entered.map(({ entrant }) => entrant),
    seatedBy: 'seed' as const,
  }
  const { game, header } = unlessRefused(headerOf(setup, secret, nodeHash))
  const competitors = entered.map(({ competitor }) => competitor)
  try {
    return { header, played: await play({ game, header, secret, competitors, hash: nodeHash }) }
  } finally {
    await Promise.all(competitors.map((competitor) => competitor.release()))
  }
}

function roundsOf(text: string): number {
  const rounds = Number(text)
  if (Number.isInteger(rounds) && rounds >= 0 && rounds <= limits.suddenDeathRoundsMax) return rounds
  throw new CommandFailure(`--sudden-death: expected a whole number from 0 to ${limits.suddenDeathRoundsMax}`)
}

function writeLog(config: Config, given: string, played: Played, print: Print): void {
  const key = deriveSigningKey({ secret: config.ledgerSigningKey, dataDir: config.dataDir }, 'match logs')
  const file = path.resolve(process.env.INIT_CWD ?? '.', given)
  try {
    writeFileSync(file, signed(played, key))
  } catch (error) {
    throw new CommandFailure(`--log: ${(error as Error).message}`)
  }
  print(`log: ${given}, ${played.end.turns} turns, head ${played.head}`)
}
