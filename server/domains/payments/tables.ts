import { EntitySchema } from 'typeorm'
import type { AgentId, MemberId, TransferId } from '#kernel/ids'

const whole = { type: 'bigint', transformer: { from: BigInt, to: String } } as const

export type DepositRow = {
  /** Also the id of the transfer to the agent. */
  id: TransferId
  paypalTransactionId: string
  agentId: AgentId
  cents: bigint
  micros: bigint
  /** The administrator who credited it. */
  memberId: MemberId
  at: Date
}

/** Payments that were credited, each once; rows are only ever added. */
export const depositTable = new EntitySchema<DepositRow>({
  name: 'payments_deposits',
  columns: {
    id: { type: 'uuid', primary: true },
    paypalTransactionId: { type: 'text', name: 'paypal_transaction_id' },
    agentId: { type: 'uuid', name: 'agent_id' },
    cents: whole,
    micros: whole,
    memberId: { type: 'uuid', name: 'member_id' },
    at: { type: 'timestamptz' },
  },
  uniques: [{ name: 'payments_deposits_paypal', columns: ['paypalTransactionId'] }],
  indices: [{ name: 'payments_deposits_at', columns: ['at', 'id'] }],
  foreignKeys: [
    { name: 'payments_deposits_agent_fk', target: 'agents', columnNames: ['agentId'], referencedColumnNames: ['id'] },
  ],
})
