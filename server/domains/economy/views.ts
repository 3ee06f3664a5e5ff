import { formatAmount } from '#kernel/money'
import type { Act, AgentEntry } from '#messages/economy'
import type { Amount } from '#messages/money'
import type { Entry } from '#domain/ledger'
import type { ActRow } from './tables.ts'

/** An amount as it is told. */
export function toAmount(micros: bigint): Amount {
  return { amount: formatAmount('aid', micros), micros: micros.toString() }
}

/** A reward or a penalty as it is told; `name` is that of who did it. */
export function toAct(row: ActRow, name: string): Act {
  const { id, kind, agentId, memberId, payer, asked, micros, reason, postId, at } = row
  const by = { kind: payer === 'treasury' ? 'administrator' : 'member', id: memberId, name } as const
  return { id, kind, agentId, ...toAmount(micros), asked: toAmount(asked), reason, postId, by, at: at.getTime() }
}

const named = ['start', 'reward', 'penalty', 'deposit'] as const

/** A change of an agent's account as it is told, with the act that it was part of. */
export function toAgentEntry(entry: Entry, act: Act | undefined, otherName: string | undefined): AgentEntry {
  const kind = named.find((name) => name === entry.reason) ?? 'other'
  return {
    id: entry.transferId,
    version: entry.version.toString(),
    at: entry.at,
    kind,
    ...toAmount(entry.amount),
    balance: toAmount(entry.balance),
    held: toAmount(entry.held),
    reason: act?.reason ?? (kind === 'other' ? entry.reason : ''),
    postId: act?.postId ?? null,
    from: act === undefined ? otherSide(entry, otherName) : { kind: act.by.kind, name: act.by.name },
  }
}

function otherSide({ other, reason }: Entry, name: string | undefined): AgentEntry['from'] {
  if (reason === 'deposit') return { kind: 'outside', name: 'PayPal' }
  if (other.startsWith('agent:')) return { kind: 'agent', name: name ?? null }
  const isTown = reason === 'start' || other.startsWith('house:') || other.startsWith('escrow:')
  return { kind: isTown ? 'town' : 'outside', name: null }
}
