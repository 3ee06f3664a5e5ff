import type { AccountName, Command, HoldCommand, PlainCommand } from '#domain/ledger'
import { amountMax, balanceMax } from '#kernel/money'

/** What the model knows of an account; as few rules as possible, in the plainest way. */
export type ModelAccount = { floor: bigint | null; balance: bigint; held: bigint; version: bigint }
export type ModelVerdict = { status: string; missing?: bigint }

type Done = { content: string; amount: bigint }
type Hold = { command: HoldCommand; fate: 'open' | 'posted' | 'voided' | 'expired'; isOverdue: boolean }

/** The ledger as it should be: one currency, in memory, one group after another. */
export class LedgerModel {
  accounts = new Map<AccountName, ModelAccount>()
  done = new Map<string, Done>()
  holds = new Map<string, Hold>()

  open(name: AccountName, floor: bigint | null): void {
    this.accounts.set(name, { floor, balance: 0n, held: 0n, version: 0n })
  }

  /** The time of a hold is over. */
  passDeadline(id: string): void {
    const hold = this.holds.get(id)
    if (hold !== undefined) hold.isOverdue = true
  }

  /** Ends what is overdue on these accounts; on all of them by default. */
  expire(names: readonly AccountName[] = [...this.accounts.keys()]): void {
    for (const [id, hold] of this.holds) {
      if (hold.fate === 'open' && hold.isOverdue && names.includes(hold.command.debit)) this.endHold(id, 'expired', 0n)
    }
  }

  submit(group: readonly Command[]): ModelVerdict[] {
    this.expire(group.flatMap((command) => this.accountsOf(command)))
    const before = structuredClone([this.accounts, this.done, this.holds] as const)
    const groupId = group.length > 1 ? group[0]!.id : null
    const verdicts: ModelVerdict[] = []
    for (const command of group) {
      verdicts.push(this.decide(command, groupId))
      if (!['created', 'exists'].includes(verdicts.at(-1)!.status)) break
    }
    const statuses = new Set(verdicts.map(({ status }) => status))
    if (verdicts.length === group.length && statuses.size === 1) return verdicts
    ;[this.accounts, this.done, this.holds] = before
    return group.map((_, at) => {
      const verdict = verdicts[at] ?? { status: 'linked_failed' }
      return verdict.status === 'created' ? { status: 'linked_failed' } : verdict
    })
  }

  private accountsOf(command: Command): AccountName[] {
    if (!('pendingId' in command)) return [command.debit, command.credit]
    const hold = this.holds.get(command.pendingId)
    return hold === undefined ? [] : [hold.command.debit, hold.command.credit]
  }

  private decide(command: Command, groupId: string | null): ModelVerdict {
    const content = contentOf(command, groupId)
    const old = this.done.get(command.id)
    if (old !== undefined) {
      const pending = 'pendingId' in command ? this.holds.get(command.pendingId)?.command.amount : undefined
      const asked = 'amount' in command ? (command.amount ?? pending) : pending
      const isSame = old.content === content && old.amount === asked
      return { status: isSame ? 'exists' : 'exists_different' }
    }
    const verdict = 'pendingId' in command ? this.decideEnd(command) : this.decideMove(command)
    if (verdict.status !== 'created') return verdict
    const amount = 'amount' in command && command.amount !== undefined ? command.amount : undefined
    const held = 'pendingId' in command ? this.holds.get(command.pendingId)!.command.amount : 0n
    this.done.set(command.id, { content, amount: amount ?? held })
    return verdict
  }

  private decideMove(command: PlainCommand | HoldCommand): ModelVerdict {
    const [debit, credit] = [this.accounts.get(command.debit), this.accounts.get(command.credit)]
    const { amount } = command
    if (debit === undefined || credit === undefined) return { status: 'account_unknown' }
    if (debit === credit) return { status: 'same_account' }
    if (amount < 1n || amount > amountMax || credit.balance + amount > balanceMax)
      return { status: 'amount_out_of_range' }
    const missing = debit.floor === null ? 0n : amount - (debit.balance - debit.held - debit.floor)
    if (missing > 0n) return { status: 'insufficient_funds', missing }
    if (command.kind === 'pending') {
      debit.held += amount
      this.holds.set(command.id, { command, fate: 'open', isOverdue: false })
    } else {
      debit.balance -= amount
      credit.balance += amount
      credit.version++
    }
    debit.version++
    return { status: 'created' }
  }

  private decideEnd(command: Exclude<Command, PlainCommand | HoldCommand>): ModelVerdict {
    const hold = this.holds.get(command.pendingId)
    const amount = command.kind === 'post' ? (command.amount ?? hold?.command.amount) : 0n
    if (amount !== undefined && command.kind === 'post' && (amount < 1n || amount > amountMax)) {
      return { status: 'amount_out_of_range' }
    }
    if (hold === undefined) return { status: 'pending_unknown' }
    if (hold.fate !== 'open') return { status: `pending_already_${hold.fate}` }
    if (amount! > hold.command.amount) return { status: 'exceeds_pending' }
    this.endHold(command.pendingId, command.kind === 'post' ? 'posted' : 'voided', amount!)
    return { status: 'created' }
  }

  private endHold(id: string, fate: Hold['fate'], paid: bigint): void {
    const hold = this.holds.get(id)!
    const [debit, credit] = [this.accounts.get(hold.command.debit)!, this.accounts.get(hold.command.credit)!]
    hold.fate = fate
    debit.held -= hold.command.amount
    debit.balance -= paid
    debit.version++
    if (paid === 0n) return
    credit.balance += paid
    credit.version++
  }
}

function contentOf(command: Command, groupId: string | null): string {
  const { kind, reason, reference } = command
  if ('pendingId' in command) return JSON.stringify([kind, command.pendingId, groupId, reason, reference])
  const timeout = command.kind === 'pending' ? command.expiresInMs : null
  return JSON.stringify([kind, command.debit, command.credit, command.currency, timeout, groupId, reason, reference])
}
