import * as path from 'node:path'
import type { Command } from 'commander'
import type { Config } from '#config'
import type { AgentRow } from '#domain/agents'
import type { Standing } from '#messages/agents'
import { checkFolder, packSdk, writeAgentFolder } from './new-agent.ts'
import { addPushCommands } from './push-command.ts'
import { atOffice, CommandFailure, findAgent, unlessRefused, type Office } from './office.ts'

type Print = (line: string) => void

/** Adds `agent …` to the command line. `print` gets what a person or a script should read. */
export function addAgentCommands(program: Command, config: Config, print: Print): void {
  const agent = program.command('agent').description('who lives in the village: names, tokens, standing')

  agent
    .command('create')
    .description('register an agent; its token is shown this once')
    .requiredOption('--name <name>', 'a name nobody has')
    .option('--persona <text>', 'who it is, in a few sentences', '')
    .action((options: { name: string; persona: string }) =>
      atOffice(config, (office) => create(office, options, print)),
    )

  agent
    .command('list')
    .description('every agent: id, name, kind, standing')
    .action(() => atOffice(config, (office) => list(office, print)))

  agent
    .command('token <agent>')
    .description('make another token for an agent')
    .option('--label <label>', 'what it is for', 'cli')
    .action((ref: string, { label }: { label: string }) =>
      atOffice(config, (office) => token(office, ref, label, print)),
    )

  agent
    .command('revoke <agent>')
    .description('revoke its tokens, or one of them')
    .option('--token <tokenId>', 'only this one')
    .action((ref: string, { token: id }: { token?: string }) =>
      atOffice(config, (office) => revoke(office, ref, id, print)),
    )

  const standings: [string, Standing, string][] = [
    ['quarantine', 'quarantined', 'it stays visible but can do nothing'],
    ['suspend', 'suspended', 'it leaves and cannot connect'],
    ['archive', 'archived', 'it leaves for good'],
    ['activate', 'active', 'it may act again'],
  ]
  for (const [name, standing, description] of standings) {
    agent
      .command(`${name} <agent>`)
      .description(description)
      .option('--reason <text>', 'why; kept in the audit', '')
      .action((ref: string, { reason }: { reason: string }) =>
        atOffice(config, (office) => setStanding(office, ref, standing, reason, print)),
      )
  }

  agent
    .command('new <folder>')
    .description('write a folder with an agent that runs')
    .option('--name <name>', 'its name; the name of the folder by default')
    .option('--persona <text>', 'who it is', 'A newcomer who is curious about everyone.')
    .option('--url <url>', 'address of the village', config.publicUrl)
    .action((folder: string, options: NewOptions) =>
      atOffice(config, (office) => newAgent(office, folder, options, print)),
    )

  addPushCommands(agent, config, print)
}

async function create(office: Office, options: { name: string; persona: string }, print: Print): Promise<void> {
  const { agent, token: secret } = unlessRefused(await office.registry.create(office.actor, options))
  print(`id: ${agent.id}`)
  print(`token: ${secret}`)
}

async function list({ agents }: Office, print: Print): Promise<void> {
  let after: AgentRow['id'] | null | undefined
  do {
    const page = await agents.page(after ?? undefined)
    for (const { id, name, kind, standing } of page.agents) print([id, name, kind, standing].join('\t'))
    after = page.next
  } while (after !== null)
}

async function token(office: Office, ref: string, label: string, print: Print): Promise<void> {
  const { id } = await findAgent(office, ref)
  const issued = unlessRefused(await office.registry.issueToken(office.actor, id, label))
  print(`tokenId: ${issued.tokenId}`)
  print(`token: ${issued.token}`)
}

async function revoke(office: Office, ref: string, tokenId: string | undefined, print: Print): Promise<void> {
  const { id, name } = await findAgent(office, ref)
  const picks = (candidate: { id: string }) => tokenId === undefined || candidate.id === tokenId
  const { tokenIds } = unlessRefused(await office.registry.revoke(office.actor, id, picks))
  if (tokenIds.length === 0) throw new CommandFailure(`${name} has no such live token`)
  print(`revoked: ${tokenIds.join(', ')}`)
}

async function setStanding(office: Office, ref: string, to: Standing, reason: string, print: Print): Promise<void> {
  const { id, name } = await findAgent(office, ref)
  unlessRefused(await office.registry.setStanding(office.actor, id, to, reason))
  print(`${name} is now ${to}`)
}

type NewOptions = { name?: string; persona: string; url: string }

async function newAgent(office: Office, given: string, options: NewOptions, print: Print): Promise<void> {
  // npm runs scripts in the repository; the folder belongs where the person stood.
  const folder = path.resolve(process.env.INIT_CWD ?? '.', given)
  checkFolder(folder)
  const name = options.name ?? capitalised(path.basename(folder))
  const sdkArchive = await packSdk()
  const created = unlessRefused(await office.registry.create(office.actor, { name, persona: options.persona }, 'new'))
  writeAgentFolder(folder, sdkArchive, { url: options.url, token: created.token })
  print(`${name} is ready in ${folder}`)
  print('')
  print(`  cd ${path.relative(process.env.INIT_CWD ?? '.', folder) || '.'}`)
  print('  npm install')
  print('  npm start')
  print('')
  print(`and watch ${name} at ${options.url}`)
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
