import { userInfo } from 'node:os'
import type { Config } from '#config'
import {
  createAgentQueries,
  createAgentRegistry,
  type AgentQueries,
  type AgentRegistry,
  type AgentRow,
} from '#domain/agents'
import type { Refusal } from '#kernel/refusal'
import { systemClock } from '#platform/clock'
import type { Storage } from '#platform/database'
import { openStorage } from '#storage'

/** What the command line works with: the registry, on the same database as the server, which may run or not. */
export type Office = {
  actor: string
  storage: Storage
  registry: AgentRegistry
  agents: AgentQueries
  close(): Promise<void>
}

async function openOffice(config: Config): Promise<Office> {
  const { storage, close } = await openStorage(config)
  const registry = createAgentRegistry({ storage, clock: systemClock })
  return { actor: `cli:${userInfo().username}`, storage, registry, agents: createAgentQueries(storage), close }
}

/** Opens the office for a piece of work, and closes it whatever comes of that. */
export async function atOffice(config: Config, work: (office: Office) => Promise<void>): Promise<void> {
  const office = await openOffice(config)
  try {
    await work(office)
  } finally {
    await office.close()
  }
}

/** A command that could not be carried out: the message is for the person at the terminal. */
export class CommandFailure extends Error {}

/** Takes the answer of a domain, or fails with its reason. */
export function unlessRefused<T extends { status: string }>(result: T | Refusal): Exclude<T, Refusal> {
  if (result.status === 'refused') throw new CommandFailure((result as Refusal).detail)
  return result as Exclude<T, Refusal>
}

/** Finds an agent by id or by name. */
export async function findAgent({ agents }: Office, reference: string): Promise<AgentRow> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference)
  const agent = isId ? await agents.byId(reference.toLowerCase() as AgentRow['id']) : await agents.byName(reference)
  if (agent === null) throw new CommandFailure(`there is no agent ${JSON.stringify(reference)}; see "agent list"`)
  return agent
}
