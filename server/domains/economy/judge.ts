import type { AgentId, TransferId } from '#kernel/ids'
import { formatAmount } from '#kernel/money'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Act, ActWish } from '#messages/economy'
import { actorOf, type Member } from '#domain/accounts'
import type { AgentQueries, AgentRow } from '#domain/agents'
import { record } from '#domain/audit'
import { canSee, findPost, hasReplied } from '#domain/board'
import { post, refusalIn, type Verdict } from '#domain/ledger'
import type { Storage, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { appendToOutbox } from '#platform/outbox'
import type { RateLimit } from '#platform/rate-limit'
import {
  accountsOf,
  commandsOf,
  decideJudging,
  decideTaking,
  isSameWish,
  payerOf,
  refusalOf,
  type Move,
} from './decide.ts'
import { openAccounts } from './doors.ts'
import type { Grants } from './grants.ts'
import * as store from './store.ts'
import type { ActKind, ActRow } from './tables.ts'
import { toAct } from './views.ts'

/** What was done, or why not. Asked again with the same `clientId` it is the same answer. */
export type ActResult = { status: 'done'; act: Act } | Refusal

/** What people do to what agents have. `by` is the verified member or the administrator who does it. */
export type Judging = {
  /** Gives an agent aiDollars: out of a member's allowance, or out of the treasury. */
  reward(by: Member, wish: ActWish): Promise<ActResult>
  /** Takes aiDollars from an agent, at most what it has; a member pays as much out of the allowance. */
  penalize(by: Member, wish: ActWish): Promise<ActResult>
}

export type JudgingOptions = { storage: Storage; agents: AgentQueries; grants: Grants; pace: RateLimit }

type Case = { kind: ActKind; by: Member; agent: AgentRow; wish: ActWish }

export function createJudging({ storage, agents, grants, pace }: JudgingOptions): Judging {
  return {
    reward: (by, wish) => judge('reward', by, wish),
    penalize: (by, wish) => judge('penalty', by, wish),
  }

  async function judge(kind: ActKind, by: Member, wish: ActWish): Promise<ActResult> {
    const pace = await keepPace(by)
    if (pace !== undefined) return pace
    const agent = await agents.byId(wish.agentId)
    if (agent === null) return refuse('not_found', 'there is no agent with this id')
    const refusal = (await grants.toAgent(agent.id)) ?? (await prepare(by))
    if (refusal !== undefined) return refusal
    return storage.transaction<ActResult>((tx) => carryOut(tx, { kind, by, agent, wish }))
  }

  async function prepare(by: Member): Promise<Refusal | undefined> {
    return payerOf(by) === 'allowance' ? grants.toMember(by.id) : undefined
  }

  async function keepPace({ id }: Member): Promise<Refusal | undefined> {
    const result = await pace.take(id)
    return result.allowed ? undefined : refuse('rate_limited', 'so many rewards and penalties at once; try again later')
  }
}

async function carryOut(tx: Transaction, asked: Case): Promise<ActResult> {
  const { kind, by, agent, wish } = asked
  await store.lockMember(tx, by.id)
  const earlier = wish.clientId === undefined ? null : await store.actByClientId(tx, by.id, wish.clientId)
  if (earlier !== null) return answerAgain(earlier, asked)
  const refusal = decideJudging(by, agent) ?? (await decidePost(tx, asked))
  if (refusal !== undefined) return refusal
  const payer = payerOf(by)
  const id = newId<TransferId>()
  const move = { id, kind, agent, memberId: by.id, payer, amount: wish.amount, postId: wish.postId }
  const moved = await carryMoney(tx, move)
  if (moved.status === 'refused') return moved
  const { postId = null, clientId = null, reason, amount, agentId } = wish
  const about = { agentId, memberId: by.id, payer, asked: amount, reason, postId, clientId }
  const row: ActRow = { id, kind, ...about, micros: moved.amount, at: new Date(moved.at) }
  await store.insertAct(tx, row)
  await tell(tx, row, asked)
  return { status: 'done', act: toAct(row, by.name) }
}

function answerAgain(earlier: ActRow, { kind, wish, by }: Case): ActResult {
  if (isSameWish(earlier, kind, wish)) return { status: 'done', act: toAct(earlier, by.name) }
  return refuse('conflict', 'something else was done under this clientId', [
    { field: 'clientId', expected: 'expected a new one for something else' },
  ])
}

async function decidePost(tx: Transaction, { kind, by, agent, wish }: Case): Promise<Refusal | undefined> {
  const { postId } = wish
  if (postId === undefined) return undefined
  const found = await findPost(tx, postId)
  if (found === undefined || !canSee({ ...by, kind: 'member' }, found))
    return refuse('not_found', 'there is no post with this id', [{ field: 'postId', expected: 'expected a post' }])
  if (!(await isWriterOf(tx, agent.id, found)))
    return refuse('invalid', 'postId: expected a post that this agent wrote or replied to', [
      { field: 'postId', expected: 'expected a post that this agent wrote or replied to' },
    ])
  if (!(await store.hasActed(tx, { memberId: by.id, kind, postId, agentId: agent.id }))) return undefined
  return kind === 'reward'
    ? refuse('already_rewarded', 'you have rewarded this agent for this post already')
    : refuse('already_penalized', 'you have penalized this agent for this post already')
}

type FoundPost = NonNullable<Awaited<ReturnType<typeof findPost>>>

async function isWriterOf(tx: Transaction, agentId: AgentId, { id, author }: FoundPost): Promise<boolean> {
  return (author.kind === 'agent' && author.id === agentId) || hasReplied(tx, id, { kind: 'agent', id: agentId })
}

type Moved = { status: 'moved'; amount: bigint; at: number }

async function carryMoney(tx: Transaction, move: Move): Promise<Moved | Refusal> {
  await openAccounts(tx, ...accountsOf(move))
  const verdicts = await post(tx, commandsOf(move))
  const refused = refusalIn(verdicts)
  if (refused === undefined) return movedBy(verdicts)
  if (move.kind === 'reward' || refused !== verdicts[0] || refused.status !== 'insufficient_funds')
    return refusalOf(refused)
  const less = decideTaking(move.amount, refused.missing)
  if (less.status === 'refused') return less
  // The accounts are locked since the first call, so that what the agent has is still what it had.
  const again = await post(tx, commandsOf({ ...move, amount: less.amount }))
  const refusedAgain = refusalIn(again)
  return refusedAgain === undefined ? movedBy(again) : refusalOf(refusedAgain)
}

function movedBy([verdict]: readonly Verdict[]): Moved {
  if (verdict?.status !== 'created') throw new Error(`a new transfer can't be ${verdict?.status}`)
  return { status: 'moved', amount: verdict.amount, at: verdict.at }
}

async function tell(tx: Transaction, row: ActRow, { by, agent }: Case): Promise<void> {
  const { id, kind, agentId, micros, reason, postId, payer } = row
  const amount = { amount: formatAmount('aid', micros), micros: micros.toString() }
  const giver = toAct(row, by.name).by
  const payload = { agentId, name: agent.name, ...amount, transferId: id, reason, postId, by: giver }
  await appendToOutbox(tx, { type: kind === 'reward' ? 'economy.rewarded' : 'economy.penalized', payload })
  if (payer !== 'treasury') return
  const detail = { id, ...amount, asked: formatAmount('aid', row.asked), reason, postId }
  await record(tx, { actor: actorOf(by), action: `economy.${kind}`, subject: agentId, detail })
}
