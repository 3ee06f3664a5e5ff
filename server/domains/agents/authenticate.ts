import type { FeedEvent } from '#events/index'
import type { AgentId, TokenId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Standing } from '#messages/agents'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import { decideEntry } from './standing.ts'
import * as store from './store.ts'
import type { AgentRow } from './tables.ts'
import { hashOf, isTokenShaped } from './token.ts'

export type Authenticated = { status: 'authenticated'; agent: AgentRow; tokenId: TokenId }
export type AuthenticateResult = Authenticated | Refusal

type Ending = Extract<FeedEvent, { type: 'agents.token_revoked' | 'agents.standing_changed' }>
type Change = Ending | Extract<FeedEvent, { type: 'agents.changed' }>

const rememberedMs = 60_000
const rememberedMax = 10_000

/** Tells whose token it is. `onEvent` has to be fed with the feed, so that a revocation is known at once. */
export type Authenticator = ReturnType<typeof createAuthenticator>

export function createAuthenticator({ storage, clock }: { storage: Storage; clock: Clock }) {
  const remembered = new Map<string, { answer: Authenticated; until: number }>()
  let changes = 0
  const revoked = new Map<TokenId, number>()
  const standings = new Map<AgentId, { standing: Standing; reason: string; at: number }>()
  return { authenticate, recheck, onEvent }

  async function authenticate(token: string): Promise<AuthenticateResult> {
    if (!isTokenShaped(token)) return unknownToken()
    const hash = hashOf(token)
    const known = remembered.get(hash)
    if (known !== undefined && known.until > clock.now()) return known.answer
    const changesBefore = changes
    const answer = await storage.transaction((tx) => lookUp(tx, hash))
    // What was read before a change that was reported meanwhile may be out of date.
    if (answer.status === 'authenticated' && changes === changesBefore) remember(hash, answer)
    return answer
  }

  function remember(hash: string, answer: Authenticated): void {
    if (remembered.size >= rememberedMax) remembered.delete(remembered.keys().next().value!)
    remembered.set(hash, { answer, until: clock.now() + rememberedMs })
  }

  function onEvent(event: FeedEvent): void {
    if (!isChange(event)) return
    changes += 1
    forget(event.payload.agentId)
    if (event.type !== 'agents.changed') note(event)
  }

  /** Whether someone authenticated a moment ago may still enter: for a seat that was reserved and is taken later. */
  function recheck({ agentId, tokenId }: { agentId: AgentId; tokenId: TokenId }): Refusal | undefined {
    if (revoked.has(tokenId)) return revokedToken()
    const change = standings.get(agentId)
    return change === undefined ? undefined : decideEntry(change.standing, change.reason)
  }

  function note(event: Ending): void {
    const now = clock.now()
    if (event.type === 'agents.token_revoked') revoked.set(event.payload.tokenId, now)
    else standings.set(event.payload.agentId, { standing: event.payload.to, reason: event.payload.reason, at: now })
    for (const [tokenId, at] of revoked) if (now - at > rememberedMs) revoked.delete(tokenId)
    for (const [agentId, { at }] of standings) if (now - at > rememberedMs) standings.delete(agentId)
  }

  function forget(agentId: AgentId): void {
    for (const [hash, { answer }] of remembered) if (answer.agent.id === agentId) remembered.delete(hash)
  }
}

async function lookUp(tx: Parameters<typeof store.tokenByHash>[0], hash: string): Promise<AuthenticateResult> {
  const token = await store.tokenByHash(tx, hash)
  if (token === null) return unknownToken()
  if (token.revokedAt !== null) return revokedToken()
  const agent = (await store.agentById(tx, token.agentId))!
  return decideEntry(agent.standing, agent.standingReason) ?? { status: 'authenticated', agent, tokenId: token.id }
}

function isChange(event: FeedEvent): event is FeedEvent & Change {
  return ['agents.token_revoked', 'agents.standing_changed', 'agents.changed'].includes(event.type)
}

function revokedToken(): Refusal {
  return refuse('token_revoked', 'this token was revoked')
}

function unknownToken(): Refusal {
  return refuse('unauthenticated', 'expected the token of an agent, as "Authorization: Bearer avt_…"')
}
