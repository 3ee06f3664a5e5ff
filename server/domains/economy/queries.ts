import type { AgentId, MemberId } from '#kernel/ids'
import { agentAccount, allowanceAccount } from '#kernel/accounts'
import { limits } from '#kernel/limits'
import type { Micros } from '#kernel/money'
import type { Refusal } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import type { AgentBalance, Allowance, BalanceHistory, EntriesPage, MoneyNotice, Notices } from '#messages/economy'
import type { Accounts, Member } from '#domain/accounts'
import type { AgentQueries } from '#domain/agents'
import type { Entry, LedgerQueries } from '#domain/ledger'
import type { Storage } from '#platform/database'
import * as books from './books.ts'
import type { Grants } from './grants.ts'
import * as store from './store.ts'
import type { ActRow } from './tables.ts'
import { toAct, toAgentEntry, toAmount } from './views.ts'

export type EconomyQueriesOptions = {
  storage: Storage
  ledger: LedgerQueries
  agents: AgentQueries
  grants: Grants
  daily: Micros | null
  membersById: Accounts['membersById']
}

/** Reads from the economy. Agents must exist. These throw when the database is away. */
export function createEconomyQueries(options: EconomyQueriesOptions) {
  const { storage, ledger, agents, grants, daily, membersById } = options
  const { database } = storage
  return { balanceOf, balancesOf, entriesOf, historyOf, allowanceOf, noticesFor, heard }

  /** What an agent has; what it starts with is given first, if it has not been yet. */
  async function balanceOf(id: AgentId): Promise<AgentBalance | Refusal> {
    const refusal = await grants.toAgent(id)
    if (refusal !== undefined) return refusal
    const found = await ledger.balanceOf(agentAccount(id))
    const { balance = 0n, held = 0n, available } = found ?? {}
    return { agentId: id, balance: toAmount(balance), held: toAmount(held), available: toAmount(available ?? 0n) }
  }

  /** What several agents have, as decimal numbers; those without an account are left out. */
  async function balancesOf(ids: readonly AgentId[]): Promise<Map<AgentId, string>> {
    const found = await ledger.balancesOf(ids.map(agentAccount))
    return new Map(
      ids.flatMap((id) => {
        const balance = found.get(agentAccount(id))?.balance
        return balance === undefined ? [] : [[id, toAmount(balance).amount] as const]
      }),
    )
  }

  /** The changes of an agent's account, newest first, in pages. */
  async function entriesOf(id: AgentId, before: string | undefined, limit: number): Promise<EntriesPage | Refusal> {
    const refusal = await grants.toAgent(id)
    if (refusal !== undefined) return refusal
    const cursor = before === undefined ? undefined : BigInt(before)
    const entries = await ledger.entriesOf(agentAccount(id), cursor, limit)
    const [acts, names] = await Promise.all([actsOf(entries.map(({ transferId }) => transferId)), agentNames(entries)])
    return {
      agentId: id,
      entries: entries.map((entry) => toAgentEntry(entry, acts.get(entry.transferId), names.get(entry.other))),
      next: entries.length === limit && entries.at(-1)!.version > 1n ? entries.at(-1)!.version.toString() : null,
    }
  }

  /** How an agent's balance went from one moment to another. */
  async function historyOf(id: AgentId, from: Millis, to: Millis): Promise<BalanceHistory> {
    const rows = await books.points(database, id, from, to)
    const earlier = rows[0] !== undefined && rows[0].at < from ? rows.shift()!.balance : 0n
    const changes = rows.map(({ at, balance }) => ({ at, ...toAmount(balance) }))
    const last = rows.at(-1)?.balance ?? earlier
    const points = [{ at: from, ...toAmount(earlier) }, ...changes, { at: to, ...toAmount(last) }]
    return { agentId: id, from, to, points }
  }

  /** What a member may still give away today; that of the day is given first. Nothing to who is not verified. */
  async function allowanceOf(member: Member): Promise<Allowance | Refusal> {
    const refusal = member.verified ? await grants.toMember(member.id) : undefined
    if (refusal !== undefined) return refusal
    const found = await ledger.balanceOf(allowanceAccount(member.id))
    return {
      allowance: toAmount(found?.available ?? 0n),
      daily: toAmount(member.verified ? (daily ?? 0n) : 0n),
      renewsAt: grants.renewsAt(),
      source: member.role === 'administrator' ? 'treasury' : 'allowance',
    }
  }

  /** What an agent is to be told of its money: after a transfer, or after the last that it said it had heard of. */
  async function noticesFor(id: AgentId, after?: string): Promise<Notices> {
    const from = after === undefined ? await store.heardOf(database.manager, id) : BigInt(after)
    const rows = await books.noticesAfter(database, id, from, limits.moneyNoticesPageMax)
    const acts = await actsOf(rows.map((row) => row.id))
    const notices = rows.map(({ seq, id, at, kind, amount }): MoneyNotice => {
      const act = acts.get(id)
      const words = { reason: act?.reason ?? '', postId: act?.postId ?? null, from: act?.by.name ?? 'PayPal' }
      return { sequence: seq, id, at: at.getTime(), kind, ...toAmount(BigInt(amount)), ...words }
    })
    return { notices, heard: rows.at(-1)?.seq ?? from.toString(), more: rows.length === limits.moneyNoticesPageMax }
  }

  /** Notes up to which transfer an agent has heard. */
  async function heard(id: AgentId, sequence: string): Promise<{ heard: string } | Refusal> {
    return storage.transaction(async (tx) => {
      await store.raiseHeard(tx, id, BigInt(sequence))
      return { heard: sequence }
    })
  }

  async function actsOf(ids: ActRow['id'][]) {
    const rows = await store.actsByIds(database.manager, ids)
    const givers = await membersById([...new Set(rows.map(({ memberId }): MemberId => memberId))])
    return new Map(rows.map((row) => [row.id, toAct(row, givers.get(row.memberId)?.name ?? '')]))
  }

  async function agentNames(entries: readonly Entry[]): Promise<Map<string, string>> {
    const ids = new Set(entries.flatMap(({ other }) => (other.startsWith('agent:') ? [other.split(':')[1]!] : [])))
    const rows = ids.size === 0 ? [] : await agents.byIds([...ids] as AgentId[])
    return new Map(rows.map(({ id, name }) => [agentAccount(id), name]))
  }
}

export type EconomyQueries = ReturnType<typeof createEconomyQueries>
