import type { AgentId, VersionId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { parse } from '#kernel/parse'
import { refuse, type Refusal } from '#kernel/refusal'
import { pushSchema, type Push } from '#messages/competitors'
import { games, gameOf } from '#games'
import { decideActing, type AgentRow } from '#domain/agents'
import { record } from '#domain/audit'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { appendToOutbox } from '#platform/outbox'
import { createRateLimit } from '#platform/rate-limit'
import { factsOf, makeActive } from './activate.ts'
import { digestOf, encode, type Content } from './canonical.ts'
import { decideHook, refuseField } from './hook.ts'
import { readProgram } from './program.ts'
import * as store from './store.ts'
import type { VersionRow } from './tables.ts'
import { toVersion, type Version } from './views.ts'

/** `isNew` is false if the agent had this very code for this game already. */
export type PushResult = { status: 'pushed'; version: Version; isNew: boolean } | Refusal

export type PushingOptions = { storage: Storage; clock: Clock; hookHosts: readonly string[] }

type ReadContent = { status: 'read'; content: Content } | Refusal

const hourMs = 3_600_000

/** How new code comes in. */
export function createPushing({ storage, clock, hookHosts }: PushingOptions) {
  const pushes = createRateLimit('pushes', limits.pushesPerMinuteMax, undefined)
  return { push }

  /** Adds a version to an agent, untried; the same code for the same game again is the version that is there. */
  async function push(actor: string, agentId: AgentId, input: unknown): Promise<PushResult> {
    const parsed = parse(pushSchema, input)
    if (parsed.status === 'refused') return parsed
    const refusal = (await decidePace(agentId)) ?? decideGame(parsed.value) ?? (await decidePusher(agentId))
    if (refusal !== undefined) return refusal
    const read = await readContent(parsed.value)
    if (read.status === 'refused') return read
    return storage.transaction<PushResult>((tx) => keep(tx, actor, agentId, parsed.value, read.content))
  }

  // Unpacking takes time, so that it is counted and nothing is unpacked for those who may not push.
  async function decidePace(agentId: AgentId): Promise<Refusal | undefined> {
    const { allowed } = await pushes.take(agentId)
    return allowed ? undefined : refuse('rate_limited', 'too many pushes within a minute; try again shortly')
  }

  async function decidePusher(agentId: AgentId): Promise<Refusal | undefined> {
    const decide = async (tx: Transaction) => decideAgent(await store.agentById(tx, agentId))
    return storage.transaction<Refusal | undefined>(decide)
  }

  async function readContent(push: Push): Promise<ReadContent> {
    if (push.hook === undefined) {
      const read = await readProgram(push)
      return read.status === 'refused' ? read : { status: 'read', content: { kind: 'code', program: read.program } }
    }
    const decided = decideHook(push.hook, push.game, hookHosts)
    return decided.status === 'refused' ? decided : { status: 'read', content: { kind: 'hook', hook: decided.hook } }
  }

  async function keep(tx: Transaction, actor: string, agentId: AgentId, { game, activate }: Push, content: Content) {
    const agent = await store.lockAgent(tx, agentId)
    const refusal = decideAgent(agent)
    if (refusal !== undefined) return refusal
    const now = new Date(clock.now())
    const wishedAt = activate ? now : null
    const source = encode(content)
    const digest = digestOf(source)
    const before = await store.versionByDigest(tx, { agentId, game, digest })
    if (before !== null) return again(tx, actor, agent!, before, wishedAt)
    const counts = await store.countVersions(tx, { agentId, game, since: new Date(now.getTime() - hourMs) })
    const tooMany = decideAnother(counts)
    if (tooMany !== undefined) return tooMany
    const made = { number: counts.ofGame + 1, digest, wishedAt, createdAt: now, createdBy: actor }
    const row: VersionRow = { id: newId<VersionId>(), agentId, game, ...describe(content), ...made, ...untried }
    await store.insertVersion(tx, { ...row, source })
    await record(tx, { actor, action: 'competitors.push', subject: agentId, detail: detailOf(row, activate) })
    await appendToOutbox(tx, { type: 'competitors.pushed', payload: factsOf(row, agent!) })
    return { status: 'pushed', version: toVersion(row, false), isNew: true } as const
  }

  /** The version is there; that it should play is a wish like any other. */
  async function again(tx: Transaction, actor: string, agent: AgentRow, row: VersionRow, wishedAt: Date | null) {
    if (wishedAt !== null && row.state === 'playable') await makeActive(tx, actor, row, agent, wishedAt)
    if (wishedAt !== null && row.state === 'untried') {
      await store.updateVersion(tx, row.id, { wishedAt })
      await record(tx, { actor, action: 'competitors.push', subject: agent.id, detail: detailOf(row, true) })
    }
    const active = await store.activeOf(tx, agent.id, row.game)
    return { status: 'pushed', version: toVersion(row, active?.versionId === row.id), isNew: false } as const
  }
}

const untried = { state: 'untried', failure: null } as const

function describe(content: Content): Pick<VersionRow, 'kind' | 'language' | 'main' | 'bytes'> {
  if (content.kind === 'hook') return { kind: 'hook', language: null, main: null, bytes: 0 }
  const { language, main, files } = content.program
  return { kind: 'code', language, main, bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0) }
}

function detailOf({ id: versionId, game, number, digest }: VersionRow, activate: boolean) {
  return { versionId, game, number, digest, activate }
}

function decideGame({ game }: Push): Refusal | undefined {
  if (gameOf(game) !== undefined) return undefined
  return refuseField('game', `expected one of ${games.map(({ id }) => id).join(', ')}`)
}

function decideAgent(agent: AgentRow | null): Refusal | undefined {
  return agent === null ? refuse('not_found', 'there is no agent with this id') : decideActing(agent.standing)
}

function decideAnother({ ofGame, recent }: { ofGame: number; recent: number }): Refusal | undefined {
  if (ofGame >= limits.versionsPerGameMax)
    return refuse('too_many_versions', `expected at most ${limits.versionsPerGameMax} versions for a game`)
  if (recent >= limits.versionsPerHourMax)
    return refuse('rate_limited', `expected at most ${limits.versionsPerHourMax} new versions within an hour`)
  return undefined
}
