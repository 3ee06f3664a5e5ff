import { createLedgerWriter, isDone, openAccount, refusalIn, type AccountName, type Command } from '#domain/ledger'
import type { TransferId } from '#kernel/ids'
import { micros } from '#kernel/money'
import type { Storage } from '#platform/database'
import { newId } from '#platform/ids'

/** Transfers that became durable in a second, and how long one took from asking to being told, in milliseconds. */
export type Reading = { perSecond: number; p50: number; p99: number }

/** The times that transfers took, each in milliseconds, and how many seconds they were read for. */
export type Samples = { took: number[]; seconds: number }

/** Which accounts pay whom: any two of many, or always one and the same on one side. */
export type Pattern = 'spread' | 'hot'

const floor = -(10n ** 15n)
const accountsBatch = 100

/** Opens the accounts that the load moves money between. */
export async function openAccounts({ database }: Storage, count: number): Promise<AccountName[]> {
  const names = Array.from({ length: count }, (_, at): AccountName => `house:bench:${at}`)
  for (let at = 0; at < count; at += accountsBatch) {
    await database.transaction(async (tx) => {
      for (const name of names.slice(at, at + accountsBatch)) await openAccount(tx, { name, currency: 'aid', floor })
    })
  }
  return names
}

/** Lets callers submit one transfer after another, each as soon as its last was decided, for some time. */
export async function load(
  { database }: Storage,
  accounts: readonly AccountName[],
  given: { callers: number; pattern: Pattern; seconds: number },
): Promise<Samples> {
  const writer = createLedgerWriter({ database })
  const took: number[] = []
  const began = performance.now()
  const end = began + given.seconds * 1_000
  await Promise.all(Array.from({ length: given.callers }, () => call()))
  return { took, seconds: (performance.now() - began) / 1_000 }

  async function call(): Promise<void> {
    while (performance.now() < end) {
      const since = performance.now()
      const result = await writer.submit(transfer(accounts, given.pattern))
      if (result.status !== 'decided' || !isDone(result.verdicts[0]!)) throw new Error(why(result))
      took.push(performance.now() - since)
    }
  }
}

/** What samples from several rounds say together. */
export function readingOf(rounds: readonly Samples[]): Reading {
  const took = rounds.flatMap((round) => round.took).sort((a, b) => a - b)
  const seconds = rounds.reduce((sum, round) => sum + round.seconds, 0)
  const part = (share: number) => took[Math.floor((took.length - 1) * share)]!
  return { perSecond: took.length / seconds, p50: part(0.5), p99: part(0.99) }
}

function why(result: Awaited<ReturnType<ReturnType<typeof createLedgerWriter>['submit']>>): string {
  return `a transfer was not made: ${result.status === 'decided' ? refusalIn(result.verdicts)?.status : result.status}`
}

function transfer(accounts: readonly AccountName[], pattern: Pattern): Command {
  const from = pattern === 'hot' ? 0 : Math.floor(Math.random() * accounts.length)
  const to = (from + 1 + Math.floor(Math.random() * (accounts.length - 1))) % accounts.length
  const [debit, credit] = [accounts[from]!, accounts[to]!]
  const id = newId<TransferId>()
  return { id, kind: 'plain', debit, credit, currency: 'aid', amount: micros(1n), reason: 'bench' }
}
