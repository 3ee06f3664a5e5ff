import { EntitySchema } from 'typeorm'
import type { AgentId, MemberId, PostId, TransferId } from '#kernel/ids'

const micros = { type: 'bigint', transformer: { from: BigInt, to: String } } as const
const agentKey = (table: string) => ({
  name: `${table}_agent_fk`,
  target: 'agents',
  columnNames: ['agentId'],
  referencedColumnNames: ['id'],
})

export type ActKind = 'reward' | 'penalty'

/** Out of what it is paid: a member's own allowance, or the town's treasury by an administrator. */
export type Payer = 'allowance' | 'treasury'

export type ActRow = {
  /** Also the id of the transfer to the agent, or from it. */
  id: TransferId
  kind: ActKind
  agentId: AgentId
  memberId: MemberId
  payer: Payer
  asked: bigint
  /** What the agent got or lost. */
  micros: bigint
  reason: string
  postId: PostId | null
  /** The name that whoever asked gave this act, so that asking again finds it. */
  clientId: string | null
  at: Date
}

/** Rewards and penalties; rows are only ever added. */
export const actTable = new EntitySchema<ActRow>({
  name: 'economy_acts',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    agentId: { type: 'uuid', name: 'agent_id' },
    memberId: { type: 'uuid', name: 'member_id' },
    payer: { type: 'text' },
    asked: micros,
    micros,
    reason: { type: 'text' },
    postId: { type: 'uuid', name: 'post_id', nullable: true },
    clientId: { type: 'uuid', name: 'client_id', nullable: true },
    at: { type: 'timestamptz' },
  },
  uniques: [
    { name: 'economy_acts_client', columns: ['memberId', 'clientId'] },
    { name: 'economy_acts_once', columns: ['memberId', 'postId', 'agentId', 'kind'] },
  ],
  foreignKeys: [agentKey('economy_acts')],
})

export type AllowanceRow = { memberId: MemberId; day: string; micros: bigint }

/** On which days a member got an allowance, and how much; rows are only ever added. */
export const allowanceTable = new EntitySchema<AllowanceRow>({
  name: 'economy_allowances',
  columns: {
    memberId: { type: 'uuid', name: 'member_id', primary: true },
    day: { type: 'date', primary: true },
    micros,
  },
})

export type HeardRow = { agentId: AgentId; sequence: bigint }

/** Up to which transfer an agent has said that it has heard of its money. */
export const heardTable = new EntitySchema<HeardRow>({
  name: 'economy_heard',
  columns: {
    agentId: { type: 'uuid', name: 'agent_id', primary: true },
    sequence: micros,
  },
  foreignKeys: [agentKey('economy_heard')],
})
