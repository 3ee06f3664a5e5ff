import { createHash } from 'node:crypto'
import type { AccountId } from '#kernel/ids'
import type { Currency } from '#kernel/money'
import type { Transaction } from '#platform/database'

/** What an account is for; the first part of its name. Only `external` and `grant` may be without a floor. */
const accountKinds = ['agent', 'member', 'escrow', 'house', 'external', 'grant'] as const
export type AccountKind = (typeof accountKinds)[number]

/** A readable, unique name: `agent:<id>:aid`, `member:<id>:allowance`, `external:paypal:usd`, `grant:aid`. */
export type AccountName = `${AccountKind}:${string}`

const nameCharsMax = 120
const namePattern = new RegExp(`^(${accountKinds.join('|')})(:[A-Za-z0-9._-]+)+$`)

export function isAccountName(name: string): name is AccountName {
  return name.length <= nameCharsMax && namePattern.test(name)
}

const known = new Map<AccountName, AccountId>()
const knownMax = 10_000

/** The id of an account is made from its name (SHA-256, as a UUID of version 8), as the database makes it. */
export function accountIdOf(name: AccountName): AccountId {
  const found = known.get(name)
  if (found !== undefined) return found
  const id = uuidFrom(name) as AccountId
  if (known.size >= knownMax) known.clear()
  known.set(name, id)
  return id
}

function uuidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** An account to open. `floor` is the lowest that its balance may be: 0 unless given, null for none at all. */
export type NewAccount = { name: AccountName; currency: Currency; floor?: bigint | null }

type OpenStatus = 'opened' | 'exists' | 'exists_different'

/** Whether the account is there as asked for; `invalid` says which of the three can't be. */
export type OpenResult = { status: OpenStatus } | { status: 'invalid'; which: string }

/** Opens an account, or finds that it is open already; safe to repeat. It is there when the transaction commits. */
export async function openAccount(tx: Transaction, account: NewAccount): Promise<OpenResult> {
  const { name, currency, floor = 0n } = account
  if (!isAccountName(name)) return { status: 'invalid', which: 'name' }
  const mayGoBelow = name.startsWith('external:') || name.startsWith('grant:')
  if (floor === null ? !mayGoBelow : floor > 0n) return { status: 'invalid', which: 'floor' }
  const query = 'select ledger.open_account($1, $2, $3) as status'
  const rows = await tx.query<{ status: OpenStatus }[]>(query, [name, currency, floor?.toString() ?? null])
  return { status: rows[0]!.status }
}
