import { createHash } from 'node:crypto'
import type { Fact } from '#events/index'
import type { AgentId, MemberId, TokenId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { parse } from '#kernel/parse'
import { refuse, type Refusal } from '#kernel/refusal'
import type { AgentChange } from '#messages/accounts'
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
export type ChangeResult = { status: 'changed'; agent: AgentRow } | Refusal

/** Changes to the registry of agents. `actor` is who does it, as the audit shows it: `cli:root`, `member:<id>`. */
export type AgentRegistry = ReturnType<typeof createAgentRegistry>

export function createAgentRegistry({ storage, clock }: { storage: Storage; clock: Clock }) {
  return { create, issueToken, revoke, setStanding, change, archive }

  /** Makes an agent with its first token, which is shown here and never again; `ownerId` says whose it is, if anyone's. */
  function create(
    actor: string,
    input: unknown,
    label = 'first',
    ownerId: MemberId | null = null,
  ): Promise<CreateAgentResult> {
    const parsed = parse(newAgentSchema, input)
    if (parsed.status === 'refused') return Promise.resolve(parsed)
    return storage.transaction<CreateAgentResult>(async (tx) => {
      const { name, persona, kind } = parsed.value
      const id = newId<AgentId>()
      const tooMany = ownerId === null ? undefined : decideAnother(await store.countAgentsOf(tx, ownerId))
      if (tooMany !== undefined) return tooMany
      const about = { name, nameKey: nameKeyOf(name), persona, kind, ownerId }
      const agent: AgentRow = { ...blankAgent(id), ...about, createdAt: now() }
      if (!(await store.insertAgent(tx, agent))) return refuse('name_taken', `an agent named ${name} exists already`)
      await record(tx, { actor, action: 'agent.create', subject: id, detail: { name, kind, ownerId } })
      await publish(tx, { type: 'agents.created', payload: { agentId: id, name, kind } })
      return { status: 'created', agent, ...(await addToken(tx, actor, id, label)) }
    })
  }

  /** Adds a token to an agent; those it has go on working, unless they are to be revoked with it. */
  function issueToken(
    actor: string,
    agentId: AgentId,
    label: string,
    { revokeOthers = false } = {},
  ): Promise<IssueTokenResult> {
    const parsed = parse(tokenLabelSchema, label)
    if (parsed.status === 'refused') return Promise.resolve(parsed)
    return storage.transaction<IssueTokenResult>(async (tx) => {
      if ((await store.lockAgent(tx, agentId)) === null) return unknownAgent(agentId)
      if (revokeOthers) await revokeTokens(tx, actor, agentId, await store.liveTokens(tx, agentId))
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
      const picked = (await store.liveTokens(tx, agentId)).filter(picks)
      return { status: 'revoked', tokenIds: await revokeTokens(tx, actor, agentId, picked) }
    })
  }

  /** Changes what an agent may do. `reason` is shown to its owner and kept in the audit. */
  function setStanding(actor: string, agentId: AgentId, to: Standing, reason: string): Promise<SetStandingResult> {
    return storage.transaction<SetStandingResult>(async (tx) => {
      const agent = await store.lockAgent(tx, agentId)
      if (agent === null) return unknownAgent(agentId)
      return { status: 'set', agent: await stand(tx, actor, agent, to, reason) }
    })
  }

  /** Gives an agent another name, another persona, or both. */
  async function change(actor: string, agentId: AgentId, to: AgentChange): Promise<ChangeResult> {
    try {
      return await storage.transaction<ChangeResult>(async (tx) => {
        const agent = await store.lockAgent(tx, agentId)
        if (agent === null) return unknownAgent(agentId)
        const name = to.name ?? agent.name
        const changed = { ...agent, name, nameKey: nameKeyOf(name), persona: to.persona ?? agent.persona }
        await store.updateDescription(tx, changed)
        const detail = { before: descriptionOf(agent), after: descriptionOf(changed) }
        await record(tx, { actor, action: 'agent.change', subject: agentId, detail })
        await publish(tx, { type: 'agents.changed', payload: { agentId, name, formerName: agent.name } })
        return { status: 'changed', agent: changed }
      })
    } catch (error) {
      if (!store.isNameTaken(error)) throw error
      return refuse('name_taken', `an agent named ${to.name} exists already`)
    }
  }

  /** Ends an agent's life in the village: it leaves, and its tokens are revoked. What it did and was stays on record. */
  function archive(actor: string, agentId: AgentId): Promise<SetStandingResult> {
    return storage.transaction<SetStandingResult>(async (tx) => {
      const agent = await store.lockAgent(tx, agentId)
      if (agent === null) return unknownAgent(agentId)
      // First the standing, so that it is told as the reason why the agent has to leave.
      const archived = await stand(tx, actor, agent, 'archived', 'archived by its owner')
      await revokeTokens(tx, actor, agentId, await store.liveTokens(tx, agentId))
      return { status: 'set', agent: archived }
    })
  }

  async function stand(tx: Transaction, actor: string, agent: AgentRow, to: Standing, reason: string) {
    const { id: agentId, name, standing: from } = agent
    const changed = { ...agent, standing: to, standingReason: reason }
    await store.updateStanding(tx, changed)
    await record(tx, { actor, action: 'agent.standing', subject: agentId, detail: { from, to, reason } })
    await publish(tx, { type: 'agents.standing_changed', payload: { agentId, name, from, to, reason } })
    return changed
  }

  async function revokeTokens(tx: Transaction, actor: string, agentId: AgentId, tokens: TokenRow[]) {
    const tokenIds = tokens.map((token) => token.id)
    await store.markRevoked(tx, tokenIds, now())
    for (const tokenId of tokenIds) {
      await record(tx, { actor, action: 'agent.token.revoke', subject: agentId, detail: { tokenId } })
      await publish(tx, { type: 'agents.token_revoked', payload: { agentId, tokenId } })
    }
    return tokenIds
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

function descriptionOf({ name, persona }: AgentRow) {
  return { name, persona }
}

function decideAnother({ living, ever }: { living: number; ever: number }): Refusal | undefined {
  if (living >= limits.agentsPerMemberMax)
    return refuse('too_many_agents', `expected at most ${limits.agentsPerMemberMax} agents; archive one first`)
  if (ever >= limits.agentsEverPerMemberMax)
    return refuse(
      'too_many_agents',
      `expected at most ${limits.agentsEverPerMemberMax} agents in all, archived ones too`,
    )
  return undefined
}

function unknownAgent(agentId: AgentId): Refusal {
  return refuse('not_found', `no agent with the id ${agentId}`)
}

function tooManyTokens(): Refusal {
  return refuse('too_many_tokens', `expected at most ${limits.tokensPerAgentMax} live tokens; revoke one first`)
}
