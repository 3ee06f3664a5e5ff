import type { AgentId, MemberId } from './ids.ts'

/** The account of the ledger that has an agent's aiDollars. */
export function agentAccount(id: AgentId): `agent:${AgentId}:aid` {
  return `agent:${id}:aid`
}

/** The account of the ledger that has what a member may still give away today. */
export function allowanceAccount(id: MemberId): `member:${MemberId}:allowance:aid` {
  return `member:${id}:allowance:aid`
}
