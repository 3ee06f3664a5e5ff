import { createAgentRegistry, type AgentRow } from '#domain/agents'
import { createCompetitors, type Competitors, type TrialResult, type Version } from '#domain/competitors'
import type { Standing } from '#messages/agents'
import type { PushInput } from '#messages/competitors'
import type { Refusal } from '#kernel/refusal'
import type { OpenStorage } from '#storage'
import { createTestClock, type TestClock } from './clock.ts'
import { newDatabase, openDatabase, query } from './cluster.ts'

/** Competitors on a database of their own, with agents and a clock of its own. */
export type TestCompetitors = OpenStorage & {
  clock: TestClock
  competitors: Competitors
  /** The same on the same database, as another process has it, perhaps with other settings. */
  another(hookHosts?: string[]): Competitors
  agent(): Promise<AgentRow>
  stand(agent: AgentRow, standing: Standing): Promise<void>
  /** Pushes and expects it to be taken; for Connect Four, unless said otherwise. */
  push(agent: AgentRow, input: Partial<PushInput>): Promise<Version>
  /** Pushes and expects it to be refused. */
  refused(agent: AgentRow, input: Partial<PushInput>): Promise<Refusal>
  settle(version: Version, result?: TrialResult): Promise<void>
  /** Rows of a query, as the owner of the tables. */
  rows<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
}

/** Hosts that the village under test calls. */
export const hookHosts = ['agent.example', 'agent.example:8443', 'localhost:9000', '[::1]:9000', '127.0.0.1:9000']

export async function openTestCompetitors(): Promise<TestCompetitors> {
  const opened = await openDatabase(await newDatabase())
  const { storage, url } = opened
  const clock = createTestClock()
  const registry = createAgentRegistry({ storage, clock })
  const competitors = another()
  let names = 0
  return { ...opened, clock, competitors, another, agent, stand, push, refused, settle, rows }

  function another(hosts: string[] = hookHosts): Competitors {
    return createCompetitors({ storage, clock, hookHosts: hosts })
  }

  async function agent(): Promise<AgentRow> {
    const made = await registry.create('test', { name: `Agent ${++names}` })
    if (made.status === 'refused') throw new Error(made.detail)
    return made.agent
  }

  async function stand({ id }: AgentRow, standing: Standing): Promise<void> {
    await registry.setStanding('test', id, standing, '')
  }

  async function push({ id }: AgentRow, input: Partial<PushInput>): Promise<Version> {
    const result = await competitors.push('test', id, { game: 'connect-four', ...input })
    if (result.status === 'refused') throw new Error(`${result.code}: ${result.detail}`)
    return result.version
  }

  async function refused({ id }: AgentRow, input: Partial<PushInput>): Promise<Refusal> {
    const result = await competitors.push('test', id, { game: 'connect-four', ...input })
    if (result.status === 'refused') return result
    throw new Error(`expected a refusal, but it is version ${result.version.number}`)
  }

  async function settle({ id }: Version, result: TrialResult = { status: 'passed' }): Promise<void> {
    await storage.transaction((tx) => competitors.settleTrial(tx, id, result))
  }

  function rows<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(url, text, values)
  }
}

/** A program of one file that nobody else has. */
export function someSource(what = String(Math.random())): Partial<PushInput> {
  return { source: `export default { act: () => ${what} }\n`, language: 'javascript' }
}
