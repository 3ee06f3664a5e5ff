import { limits } from '#kernel/limits'
import { formatAmount } from '#kernel/money'
import type { TransfersFilter, TransferView } from '#messages/economy'
import type { Storage } from '#platform/database'
import * as books from './books.ts'
import { csvLine } from './csv.ts'

const rowsAtOnce = 1_000
const columns = [
  'sequence',
  'id',
  'at',
  'kind',
  'debit',
  'credit',
  'currency',
  'amount',
  'units',
  'reason',
  'reference',
  'pendingId',
] as const

/** The ledger as administrators read it: page by page, or all at once as a file. Throws when the database is away. */
export function createLedgerBook({ database }: Storage) {
  return { page, file }

  /** A page of the transfers that a filter picks, newest first; `next` goes into `before`. */
  async function page(filter: TransfersFilter): Promise<{ transfers: TransferView[]; next: string | null }> {
    const rows = await books.transfers(database, filter, limits.transfersPageMax)
    const next = rows.length === limits.transfersPageMax ? rows.at(-1)!.cursor : null
    return { transfers: rows.map(toView), next }
  }

  /**
   * All of them, newest first, as lines of CSV (RFC 4180), read as they are taken; at most `transfersExportMax`. The first
   * are there when this resolves, so that an absent database is known before anything is sent.
   */
  async function file(filter: TransfersFilter): Promise<AsyncIterable<string>> {
    return lines(filter, await books.transfers(database, filter, rowsAtOnce))
  }

  async function* lines(filter: TransfersFilter, first: books.TransferRow[]): AsyncGenerator<string> {
    yield csvLine(columns)
    let rows = first
    for (let written = 0; written < limits.transfersExportMax; written += rowsAtOnce) {
      yield rows.map(toLine).join('')
      if (rows.length < rowsAtOnce) return
      rows = await books.transfers(database, { ...filter, before: rows.at(-1)!.cursor }, rowsAtOnce)
    }
  }
}

export type LedgerBook = ReturnType<typeof createLedgerBook>

function toView({ seq, id, at, kind, debit, credit, currency, amount, ...row }: books.TransferRow): TransferView {
  const { reason, reference, pendingId } = row
  const money = { currency, amount: formatAmount(currency, BigInt(amount)), units: amount }
  return { sequence: seq, id, at: at.getTime(), kind, debit, credit, ...money, reason, reference, pendingId }
}

function toLine(row: books.TransferRow): string {
  const view = { ...toView(row), at: row.at.toISOString() }
  return csvLine(columns.map((column) => view[column] ?? ''))
}
