import { agentAccount, allowanceAccount } from '#kernel/accounts'
import type { MemberId, PostId, TransferId } from '#kernel/ids'
import { formatAmount, type Micros } from '#kernel/money'
import { refuse, type Refusal } from '#kernel/refusal'
import type { ActWish } from '#messages/economy'
import type { Member } from '#domain/accounts'
import type { AgentRow } from '#domain/agents'
import type { AccountName, PlainCommand, Verdict } from '#domain/ledger'
import { derivedId } from '#platform/ids'
import { penalties, treasury } from './doors.ts'
import type { ActKind, ActRow, Payer } from './tables.ts'

/** Whether someone may judge an agent at all. */
export function decideJudging(by: Member, agent: AgentRow): Refusal | undefined {
  if (agent.ownerId === by.id) return refuse('own_agent', 'this agent is your own; others judge it')
  if (agent.standing === 'archived')
    return refuse('archived', 'this agent is archived; nothing about it changes any more')
  return undefined
}

export function payerOf({ role }: Pick<Member, 'role'>): Payer {
  return role === 'administrator' ? 'treasury' : 'allowance'
}

/** Whether an act that was done is what is asked for again. */
export function isSameWish(act: ActRow, kind: ActKind, wish: ActWish): boolean {
  return (
    act.kind === kind &&
    act.agentId === wish.agentId &&
    act.asked === wish.amount &&
    act.reason === wish.reason &&
    act.postId === (wish.postId ?? null)
  )
}

/** What is to be moved: for what, how much, and by whom. */
export type Move = {
  id: TransferId
  kind: ActKind
  agent: AgentRow
  memberId: MemberId
  payer: Payer
  amount: Micros
  postId: PostId | undefined
}

/** The accounts between which a move goes. */
export function accountsOf({ agent, memberId, payer }: Omit<Move, 'amount'>): AccountName[] {
  return [agentAccount(agent.id), penalties, payer === 'treasury' ? treasury : allowanceAccount(memberId)]
}

/** The transfers of a move; the first is that of the agent. A member who penalizes pays the same, an administrator not. */
export function commandsOf(move: Move): PlainCommand[] {
  const { id, kind, agent, memberId, payer, amount, postId } = move
  const reference = postId === undefined ? {} : { reference: postId }
  const common = { kind: 'plain', currency: 'aid', amount, ...reference } as const
  const account = agentAccount(agent.id)
  const own = payer === 'treasury' ? treasury : allowanceAccount(memberId)
  if (kind === 'reward') return [{ ...common, id, debit: own, credit: account, reason: kind }]
  const taking: PlainCommand = { ...common, id, debit: account, credit: penalties, reason: kind }
  if (payer === 'treasury') return [taking]
  const paying: PlainCommand = {
    ...common,
    id: derivedId(`${id}:own`),
    debit: own,
    credit: penalties,
    reason: 'penalty.own',
  }
  return [taking, paying]
}

/** How much of a penalty there is to take, given that the agent lacks some of it. */
export function decideTaking(asked: Micros, missing: bigint): { status: 'less'; amount: Micros } | Refusal {
  if (missing >= asked) return refuse('nothing_to_take', 'this agent has nothing that could be taken')
  return { status: 'less', amount: (asked - missing) as Micros }
}

/** Why nothing was moved, in words for who asked. */
export function refusalOf(verdict: Exclude<Verdict, { status: 'created' | 'exists' }>): Refusal {
  if (verdict.status === 'insufficient_funds') {
    const missing = `${formatAmount('aid', verdict.missing)} aiDollars are missing in what you may give away today`
    return refuse('insufficient_funds', missing, [{ field: 'amount', expected: missing }])
  }
  if (verdict.status === 'amount_out_of_range')
    return refuse('invalid', 'amount: expected less', [{ field: 'amount', expected: 'expected less' }])
  throw new Error(`a move of the economy can't fail as ${verdict.status}`)
}
