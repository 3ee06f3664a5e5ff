import { createAgentQueries, createAgentRegistry, type AgentRow } from '#domain/agents'
import { createAttestations, suite, type Attestations } from '#domain/attestation'

import { createCompetitors, type Competitors, type Version } from '#domain/competitors'
import { createMatches, type Matches, type MatchWorker } from '#domain/matches'
import type { AskVillager } from '#domain/players'
import { createQuickJsRuntime } from '#domain/quickjs'
import { type Runtime } from '#domain/sandbox'
import type { FeedEvent } from '#events/index'
import type { MemberId } from '#kernel/ids'
import { parse } from '#kernel/parse'
import type { Refusal } from '#kernel/refusal'
import { matchRequestSchema, type MatchView } from '#messages/matches'
import { systemClock } from '#platform/clock'
import { createLog } from '#platform/log'
import { openQueue, type Queue } from '#platform/queue'
import { deriveSigningKey } from '#platform/signing-key'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase, query } from './cluster.ts'
import { until } from './until.ts'

/** Matches on a database of their own, on the real queue and in the real sandbox. */
export type TestMatches = OpenStorage & {
  matches: Matches
  competitors: Competitors
  attestations: Attestations
  queue: Queue
  agent(ownerId?: MemberId): Promise<AgentRow>
  /** Pushes code for an agent, and lets it play without a trial. */
  playable(agent: AgentRow, source: string, game?: string): Promise<Version>
  /** Asks for a match as an agent. */
  ask(by: AgentRow, request: object): Promise<MatchView | Refusal>
  /** Waits until a match waits no more and runs no more. */
  ended(id: string): Promise<MatchView>
  worker(atOnceMax?: number): Promise<MatchWorker>
  rows<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  dispose(): Promise<void>
}

const secret = Buffer.alloc(32, 7).toString('base64')
const shortSuite = suite
  .filter(({ runtimes, language }) => runtimes.includes('quickjs') && language === 'javascript')
  .slice(0, 1)

export type TestMatchesOptions = { runtime?: (real: Runtime) => Runtime; askVillager?: AskVillager }

export async function openTestMatches({
  runtime = (real) => real,
  askVillager = nobody,
}: TestMatchesOptions = {}): Promise<TestMatches> {
  const opened = await openDatabase(await newDatabase())
  const { storage, url } = opened
  const clock = systemClock
  const log = createLog('silent', 'json')
  const registry = createAgentRegistry({ storage, clock })
  const agents = createAgentQueries(storage)
  const competitors = createCompetitors({ storage, clock, hookHosts: ['localhost:9000'] })
  const real = createQuickJsRuntime({ threadsMax: 2 })
  const attestations = createAttestations({ storage, clock, runtimes: [runtime(real)], log, cases: shortSuite })
  const queue = await openQueue(url, log)
  const key = deriveSigningKey({ secret, dataDir: '' }, 'match logs')
  const matches = createMatches({ storage, clock, log, queue, agents, competitors, attestations, key, askVillager })
  const workers: MatchWorker[] = []
  let names = 0
  return { ...opened, matches, competitors, attestations, queue, agent, playable, ask, ended, worker, rows, dispose }

  async function agent(ownerId?: MemberId): Promise<AgentRow> {
    const made = await registry.create('test', { name: `Agent ${++names}` }, 'first', ownerId ?? null)
    if (made.status === 'refused') throw new Error(made.detail)
    return made.agent
  }

  async function playable({ id }: AgentRow, source: string, game = 'connect-four'): Promise<Version> {
    const pushed = await competitors.push('test', id, { game, language: 'javascript', source })
    if (pushed.status === 'refused') throw new Error(pushed.detail)
    await storage.transaction((tx) => competitors.settleTrial(tx, pushed.version.id, { status: 'passed' }))
    return pushed.version
  }

  async function ask(by: AgentRow, request: object): Promise<MatchView | Refusal> {
    const parsed = parse(matchRequestSchema, { game: 'connect-four', ...request })
    if (parsed.status === 'refused') return parsed
    return matches.request({ actor: 'test', agentId: by.id }, parsed.value)
  }

  function ended(id: string): Promise<MatchView> {
    return until(
      'the match is over',
      async () => {
        const match = (await matches.one(id)) as MatchView
        return match.state === 'queued' || match.state === 'running' ? undefined : match
      },
      40_000,
    )
  }

  async function worker(atOnceMax = 2): Promise<MatchWorker> {
    const started = await matches.startWorker(atOnceMax)
    workers.push(started)
    return started
  }

  function rows<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(url, text, values)
  }

  async function dispose(): Promise<void> {
    await Promise.all(workers.map((one) => one.stop()))
    await queue.stop()
    await attestations.stop()
    await real.stop()
    await opened.close()
  }
}

const nobody: AskVillager = async () => ({ status: 'absent', detail: 'there is no village here' })

/** The event of a push, as the feed hands it on. */
export function pushedEvent({ id, agentId, game, number, digest }: Version): FeedEvent {
  const payload = { versionId: id, agentId, name: '', game, number, digest }
  return { type: 'competitors.pushed', payload, position: 1, at: 0 }
}
