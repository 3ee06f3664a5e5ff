import { refuse, type Refusal } from '#kernel/refusal'
import { limits } from '#kernel/limits'
import type { VersionId } from '#kernel/ids'
import { decideActing, type AgentRow } from '#domain/agents'
import { record } from '#domain/audit'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { appendToOutbox } from '#platform/outbox'
import { shown } from './files.ts'
import * as store from './store.ts'
import type { VersionRow } from './tables.ts'
import { toVersion, type Version } from './views.ts'

export type ActivateResult = { status: 'activated'; version: Version } | Refusal

/** What came of a trial; `reason` is told to everyone, so that it must hold nothing of the source. */
export type TrialResult = { status: 'passed' } | { status: 'failed'; reason: string }

/** Which version plays. */
export function createActivation({ storage, clock }: { storage: Storage; clock: Clock }) {
  return { activate, settleTrial }

  /** Lets a version play for its agent from now on; whatever was wished before counts no more. */
  function activate(actor: string, versionId: VersionId): Promise<ActivateResult> {
    return storage.transaction<ActivateResult>(async (tx) => {
      const found = await lockVersion(tx, versionId)
      if (found === undefined) return unknownVersion()
      const { row, agent } = found
      const refusal = decideActing(agent.standing) ?? decidePlayable(row)
      if (refusal !== undefined) return refusal
      await makeActive(tx, actor, row, agent, new Date(clock.now()))
      return { status: 'activated', version: toVersion(row, true) }
    })
  }

  /**
   * Notes what came of a version's trial, in the caller's transaction; the first result stands. A version that passed
   * plays at once if that was the last thing wished for.
   */
  async function settleTrial(tx: Transaction, versionId: VersionId, result: TrialResult): Promise<void> {
    const found = await lockVersion(tx, versionId)
    if (found === undefined) throw new Error(`there is no version ${versionId} to settle the trial of`)
    const { row, agent } = found
    if (row.state !== 'untried') return
    const state = result.status === 'passed' ? 'playable' : 'failed'
    const failure = result.status === 'passed' ? null : plain(result.reason)
    await store.updateVersion(tx, row.id, { state, failure })
    await appendToOutbox(tx, {
      type: 'competitors.tried',
      payload: { ...factsOf(row, agent), state, reason: failure ?? '' },
    })
    if (state === 'playable' && decideActing(agent.standing) === undefined) await grantWish(tx, row, agent)
  }
}

// Trials may end in another order than they were asked for in: the last wish counts, not the last trial.
async function grantWish(tx: Transaction, row: VersionRow, agent: AgentRow): Promise<void> {
  const { agentId, game, wishedAt } = row
  if (wishedAt === null) return
  const active = await store.activeOf(tx, agentId, game)
  const current = active === null ? null : await store.versionById(tx, active.versionId)
  const isLater =
    active === null ||
    wishedAt > active.wishedAt ||
    (wishedAt.getTime() === active.wishedAt.getTime() && row.number > current!.number)
  if (isLater) await makeActive(tx, 'system:trial', row, agent, wishedAt)
}

/** Lets a version play, and says so unless it did already. */
export async function makeActive(
  tx: Transaction,
  actor: string,
  row: VersionRow,
  agent: AgentRow,
  wishedAt: Date,
): Promise<void> {
  const { id: versionId, agentId, game, number } = row
  const before = await store.activeOf(tx, agentId, game)
  await store.setActive(tx, { agentId, game, versionId, wishedAt })
  if (before?.versionId === versionId) return
  const detail = { versionId, game, number, before: before?.versionId ?? null }
  await record(tx, { actor, action: 'competitors.activate', subject: agentId, detail })
  await appendToOutbox(tx, { type: 'competitors.activated', payload: factsOf(row, agent) })
}

/** What an event tells of a version. */
export function factsOf({ id: versionId, agentId, game, number, digest }: VersionRow, { name }: AgentRow) {
  return { versionId, agentId, name, game, number, digest }
}

export function unknownVersion(): Refusal {
  return refuse('not_found', 'there is no version with this id')
}

async function lockVersion(tx: Transaction, id: VersionId) {
  const seen = await store.versionById(tx, id)
  if (seen === null) return undefined
  const agent = (await store.lockAgent(tx, seen.agentId))!
  return { agent, row: (await store.versionById(tx, id))! }
}

// An agent may have a say in the words, and PostgreSQL refuses some characters.
function plain(reason: string): string {
  const line = shown(reason.replaceAll(/\s+/g, ' ').trim(), limits.trialReasonCharsMax - 1)
  return line === '' ? 'its trial failed' : line
}

function decidePlayable({ state, failure }: VersionRow): Refusal | undefined {
  if (state === 'playable') return undefined
  return refuse(
    'not_playable',
    state === 'failed' ? `the trial of this version failed: ${failure}` : 'this version has not had its trial yet',
  )
}
