import { EntitySchema } from 'typeorm'
import type { AgentId, MemberId, TokenId } from '#kernel/ids'
import type { Standing } from '#messages/agents'

export type AgentRow = {
  id: AgentId
  name: string
  /** The name as it is compared: lower case. */
  nameKey: string
  persona: string
  kind: 'agent' | 'scripted'
  look: number
  /** The member whose agent it is; null if it was made from the command line. */
  ownerId: MemberId | null
  standing: Standing
  standingReason: string
  createdAt: Date
}

export const agentTable = new EntitySchema<AgentRow>({
  name: 'agents',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    nameKey: { type: 'text', name: 'name_key' },
    persona: { type: 'text' },
    kind: { type: 'text' },
    look: { type: 'bigint', transformer: { from: Number, to: (look: number) => look } },
    ownerId: { type: 'uuid', name: 'owner_id', nullable: true },
    standing: { type: 'text' },
    standingReason: { type: 'text', name: 'standing_reason', default: '' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
  uniques: [{ name: 'agents_name_key', columns: ['nameKey'] }],
  indices: [{ name: 'agents_owner', columns: ['ownerId', 'id'] }],
})

export type TokenRow = {
  id: TokenId
  agentId: AgentId
  /** SHA-256 of the token in hexadecimal. */
  hash: string
  label: string
  createdAt: Date
  revokedAt: Date | null
}

export const tokenTable = new EntitySchema<TokenRow>({
  name: 'agent_tokens',
  columns: {
    id: { type: 'uuid', primary: true },
    agentId: { type: 'uuid', name: 'agent_id' },
    hash: { type: 'text' },
    label: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
  uniques: [{ name: 'agent_tokens_hash', columns: ['hash'] }],
  indices: [{ name: 'agent_tokens_agent', columns: ['agentId'] }],
  foreignKeys: [
    { name: 'agent_tokens_agent_fk', target: 'agents', columnNames: ['agentId'], referencedColumnNames: ['id'] },
  ],
})
