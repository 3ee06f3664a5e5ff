import { openAccount, type AccountName } from '#domain/ledger'
import type { Transaction } from '#platform/database'

/** Accounts of the economy that are nobody's: where money comes from, and where penalties go. */
export const grants = 'external:grants:aid' satisfies AccountName
export const treasury = 'external:treasury:aid' satisfies AccountName
export const penalties = 'house:penalties:aid' satisfies AccountName

/** Sees to it that these accounts of aiDollars are there; those outside may be without a floor. */
export async function openAccounts(tx: Transaction, ...names: AccountName[]): Promise<void> {
  // In one order, so that two who open the same ones do not wait for each other in a circle.
  for (const name of names.toSorted()) {
    const floor = name.startsWith('external:') ? null : 0n
    const { status } = await openAccount(tx, { name, currency: 'aid', floor })
    if (status !== 'opened' && status !== 'exists') throw new Error(`the account ${name} can't be used: ${status}`)
  }
}
