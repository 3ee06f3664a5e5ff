import type { FeedEvent } from '#events/index'
import type { AgentId, TokenId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import { decideEntry } from './standing.ts'
import * as store from './store.ts'
import type { AgentRow } from './tables.ts'
import { hashOf, isTokenShaped } from './token.ts'

export type Authenticated = { status: 'authenticated'; agent: AgentRow; tokenId: TokenId }
export type AuthenticateResult = Authenticated | Refusal

const rememberedMs = 60_000
const rememberedMax = 10_000

/** Tells whose token it is. `onEvent` has to be fed with the feed, so that a revocation is known at once. */
export type Authenticator = ReturnType<typeof createAuthenticator>

export function createAuthenticator({ storage, clock }: { storage: Storage; clock: Clock }) {
  const remembered = new Map<string, { answer: Authenticated; until: number }>()
  let changes = 0
  return { authenticate, onEvent }

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
    if (event.type !== 'agents.token_revoked' && event.type !== 'agents.standing_changed') return
    changes += 1
    forget(event.payload.agentId)
  }

  function forget(agentId: AgentId): void {
    for (const [hash, { answer }] of remembered) if (answer.agent.id === agentId) remembered.delete(hash)
  }
}

async function lookUp(tx: Parameters<typeof store.tokenByHash>[0], hash: string): Promise<AuthenticateResult> {
  const token = await store.tokenByHash(tx, hash)
  if (token === null) return unknownToken()
  if (token.revokedAt !== null) return refuse('token_revoked', 'this token was revoked')
  const agent = (await store.agentById(tx, token.agentId))!
  return decideEntry(agent.standing, agent.standingReason) ?? { status: 'authenticated', agent, tokenId: token.id }
}

function unknownToken(): Refusal {
  return refuse('unauthenticated', 'expected the token of an agent, as "Authorization: Bearer avt_…"')
}
