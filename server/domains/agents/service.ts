import { createHash } from 'node:crypto'
import type { Fact } from '#events/index'
import type { AgentId, TokenId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { parse } from '#kernel/parse'
import { refuse, type Refusal } from '#kernel/refusal'
import { newAgentSchema, tokenLabelSchema, type Standing } from '#messages/agents'
import { record } from '#domain/audit'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { appendToOutbox } from '#platform/outbox'
import * as store from './store.ts'
import type { AgentRow, TokenRow } from './tables.ts'
import { hashOf, newToken } from './token.ts'

export type CreateAgentResult = { status: 'created'; agent: AgentRow; token: string; tokenId: TokenId } | Refusal
export type IssueTokenResult = { status: 'issued'; token: string; tokenId: TokenId } | Refusal
export type RevokeResult = { status: 'revoked'; tokenIds: TokenId[] } | Refusal
export type SetStandingResult = { status: 'set'; agent: AgentRow } | Refusal

/** Changes to the registry of agents. `actor` is who does it, as the audit shows it: `cli:root`, `system:villagers`. */
export type AgentRegistry = ReturnType<typeof createAgentRegistry>

export function createAgentRegistry({ storage, clock }: { storage: Storage; clock: Clock }) {
  return { create, issueToken, revoke, setStanding }

  /** Makes an agent with its first token, which is shown here and never again. */
  function create(actor: string, input: unknown, label = 'first'): Promise<CreateAgentResult> {
    const parsed = parse(newAgentSchema, input)
    if (parsed.status === 'refused') return Promise.resolve(parsed)
    return storage.transaction<CreateAgentResult>(async (tx) => {
      const { name, persona, kind } = parsed.value
      const id = newId<AgentId>()
      const agent: AgentRow = { ...blankAgent(id), name, nameKey: nameKeyOf(name), persona, kind, createdAt: now() }
      if (!(await store.insertAgent(tx, agent))) return refuse('name_taken', `an agent named ${name} exists already`)
      await record(tx, { actor, action: 'agent.create', subject: id, detail: { name, kind } })
      await publish(tx, { type: 'agents.created', payload: { agentId: id, name, kind } })
      return { status: 'created', agent, ...(await addToken(tx, actor, id, label)) }
    })
  }

  /** Adds a token to an agent; the tokens it has go on working. */
  function issueToken(actor: string, agentId: AgentId, label: string): Promise<IssueTokenResult> {
    const parsed = parse(tokenLabelSchema, label)
    if (parsed.status === 'refused') return Promise.resolve(parsed)
    return storage.transaction<IssueTokenResult>(async (tx) => {
      if ((await store.lockAgent(tx, agentId)) === null) return unknownAgent(agentId)
      const live = await store.liveTokens(tx, agentId)
      if (live.length >= limits.tokensPerAgentMax) return tooManyTokens()
      return { status: 'issued', ...(await addToken(tx, actor, agentId, parsed.value)) }
    })
  }

  /** Revokes the tokens of an agent that the filter picks, all of them by default. */
  function revoke(
    actor: string,
    agentId: AgentId,
    picks: (token: TokenRow) => boolean = () => true,
  ): Promise<RevokeResult> {
    return storage.transaction<RevokeResult>(async (tx) => {
      if ((await store.lockAgent(tx, agentId)) === null) return unknownAgent(agentId)
      const tokenIds = (await store.liveTokens(tx, agentId)).filter(picks).map((token) => token.id)
      await store.markRevoked(tx, tokenIds, now())
      for (const tokenId of tokenIds) {
        await record(tx, { actor, action: 'agent.token.revoke', subject: agentId, detail: { tokenId } })
        await publish(tx, { type: 'agents.token_revoked', payload: { agentId, tokenId } })
      }
      return { status: 'revoked', tokenIds }
    })
  }

  /** Changes what an agent may do. `reason` is shown to its owner and kept in the audit. */
  function setStanding(actor: string, agentId: AgentId, to: Standing, reason: string): Promise<SetStandingResult> {
    return storage.transaction<SetStandingResult>(async (tx) => {
      const agent = await store.lockAgent(tx, agentId)
      if (agent === null) return unknownAgent(agentId)
      const from = agent.standing
      const changed = { ...agent, standing: to, standingReason: reason }
      await store.updateStanding(tx, changed)
      await record(tx, { actor, action: 'agent.standing', subject: agentId, detail: { from, to, reason } })
      await publish(tx, { type: 'agents.standing_changed', payload: { agentId, name: agent.name, from, to, reason } })
      return { status: 'set', agent: changed }
    })
  }

  async function addToken(tx: Transaction, actor: string, agentId: AgentId, label: string) {
    const token = newToken()
    const tokenId = newId<TokenId>()
    await store.insertToken(tx, { id: tokenId, agentId, hash: hashOf(token), label, createdAt: now(), revokedAt: null })
    await record(tx, { actor, action: 'agent.token.create', subject: agentId, detail: { tokenId, label } })
    await publish(tx, { type: 'agents.token_created', payload: { agentId, tokenId } })
    return { token, tokenId }
  }

  function now(): Date {
    return new Date(clock.now())
  }
}

function publish(tx: Transaction, fact: Fact): Promise<void> {
  return appendToOutbox(tx, fact)
}

function blankAgent(id: AgentId): Pick<AgentRow, 'id' | 'look' | 'ownerId' | 'standing' | 'standingReason'> {
  return { id, look: lookOf(id), ownerId: null, standing: 'active', standingReason: '' }
}

function lookOf(id: AgentId): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0)
}

export function nameKeyOf(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase()
}

function unknownAgent(agentId: AgentId): Refusal {
  return refuse('not_found', `no agent with the id ${agentId}`)
}

function tooManyTokens(): Refusal {
  return refuse('too_many_tokens', `expected at most ${limits.tokensPerAgentMax} live tokens; revoke one first`)
}
