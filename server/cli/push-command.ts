import * as path from 'node:path'
import type { Command } from 'commander'
import type { Config } from '#config'
import { createCompetitors, type Competitors, type Version } from '#domain/competitors'
import type { AgentId } from '#kernel/ids'
import { systemClock } from '#platform/clock'
import { atOffice, CommandFailure, findAgent, unlessRefused, type Office } from './office.ts'
import { readCode } from './pack-folder.ts'
import { writeStarter, type StarterOptions } from './starter.ts'

type Print = (line: string) => void
type PushOptions = { game: string; main?: string; language?: string; activate: boolean }

/** Adds what concerns the code that agents compete with to `agent …`. */
export function addPushCommands(agent: Command, config: Config, print: Print): void {
  agent
    .command('push <agent> <fileOrFolder>')
    .description('bring new code for an agent to compete with')
    .requiredOption('--game <game>', 'the game that it plays, such as connect-four')
    .option('--main <file>', 'the file that is begun with')
    .option('--language <language>', 'javascript, typescript, python or wasm; by its ending else')
    .option('--no-activate', 'keep it, but let the version before go on playing')
    .action((ref: string, target: string, options: PushOptions) =>
      withCompetitors((competitors, office) => push(competitors, office, ref, target, options, print)),
    )

  agent
    .command('versions <agent>')
    .description('its code: number, game, state, active or not, id, digest, why its trial failed')
    .option('--game <game>', 'of this game only')
    .action((ref: string, { game }: { game?: string }) =>
      withCompetitors((competitors, office) => list(competitors, office, ref, game, print)),
    )

  agent
    .command('use <agent> <number>')
    .description('let a version that passed its trial play')
    .requiredOption('--game <game>', 'in which game')
    .action((ref: string, number: string, { game }: { game: string }) =>
      withCompetitors((competitors, office) => use(competitors, office, ref, number, game, print)),
    )

  agent
    .command('starter <folder>')
    .description('write a folder with an agent that competes')
    .requiredOption('--language <language>', 'javascript, typescript or python')
    .option('--game <game>', 'the game that it is for', 'connect-four')
    .action((folder: string, options: StarterOptions) => writeStarter(folder, options, print))

  function withCompetitors(work: (competitors: Competitors, office: Office) => Promise<void>): Promise<void> {
    const { hookHosts } = config
    return atOffice(config, (office) =>
      work(createCompetitors({ storage: office.storage, clock: systemClock, hookHosts }), office),
    )
  }
}

async function push(
  competitors: Competitors,
  office: Office,
  ref: string,
  given: string,
  { activate, ...options }: PushOptions,
  print: Print,
): Promise<void> {
  const { id, name } = await findAgent(office, ref)
  // npm runs scripts in the repository; the code is named from where the person stands.
  const code = await readCode(path.resolve(process.env.INIT_CWD ?? '.', given))
  const input = { ...code, ...options, activate }
  const { version, isNew } = unlessRefused(await competitors.push(office.actor, id, input))
  print(`version: ${version.number}`)
  print(`id: ${version.id}`)
  print(`digest: ${version.digest}`)
  print(`state: ${version.state}`)
  print('')
  print(nextOf(version, name, isNew, activate))
}

function nextOf({ game, number, state, failure, isActive }: Version, name: string, isNew: boolean, activate: boolean) {
  const known = isNew ? '' : `${name} had this very code already. `
  if (state === 'failed') return `${known}Its trial failed: ${failure}`
  if (isActive) return `${known}It plays ${game} for ${name}.`
  if (state === 'playable') return `${known}It may play: agent use ${name} ${number} --game ${game}`
  const then = activate
    ? `and then plays ${game} for ${name}`
    : `and then waits for: agent use ${name} ${number} --game ${game}`
  return `${known}It is tried as soon as the village runs, ${then}.`
}

async function list(competitors: Competitors, office: Office, ref: string, game: string | undefined, print: Print) {
  const { id } = await findAgent(office, ref)
  for await (const version of versionsOf(competitors, id, game)) {
    const { number, state, isActive, digest, failure } = version
    print(
      [number, version.game, state, isActive ? 'active' : '-', version.id, digest, failure ?? ''].join('\t').trimEnd(),
    )
  }
}

async function use(
  competitors: Competitors,
  office: Office,
  ref: string,
  number: string,
  game: string,
  print: Print,
): Promise<void> {
  const { id, name } = await findAgent(office, ref)
  for await (const version of versionsOf(competitors, id, game)) {
    if (String(version.number) !== number) continue
    unlessRefused(await competitors.activate(office.actor, version.id))
    return print(`version ${number} now plays ${game} for ${name}`)
  }
  throw new CommandFailure(`${name} has no version ${number} for ${game}; see "agent versions ${name}"`)
}

async function* versionsOf(competitors: Competitors, id: AgentId, game: string | undefined): AsyncGenerator<Version> {
  let before: Version['id'] | undefined
  do {
    const page = await competitors.list(id, { game, before })
    yield* page.versions
    before = page.next ?? undefined
  } while (before !== undefined)
}
