import type { AgentId, TransferId } from '#kernel/ids'
import type { Giver } from '#messages/economy'

/** Amounts as shared/messages/money.ts tells them: `amount` in aiDollars, `micros` exact. */
type Moved = {
  agentId: AgentId
  /** What the agent was called then. */
  name: string
  amount: string
  micros: string
  /** The transfer to the agent or from it. */
  transferId: TransferId
}

type Judged = Moved & {
  reason: string
  /** The post or reply that it was for. */
  postId: string | null
  by: Giver
}

/** What people have done to what agents have. */
export type EconomyEvents = {
  'economy.rewarded': Judged
  'economy.penalized': Judged
}

/** Real money that has come in. */
export type PaymentsEvents = {
  'payments.deposited': Moved & { usd: string; paypalTransactionId: string }
}
