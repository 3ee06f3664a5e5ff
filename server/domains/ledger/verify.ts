import type { Database, Transaction } from '#platform/database'
import { chainFaults } from './verify-chain.ts'
import { tableChecks, type LedgerFault } from './verify-tables.ts'

/** As many are named; where there are more, there is work to do anyway. */
const faultsMax = 1_000
const queryMsMax = 3_600_000

/**
 * Works out the whole ledger anew from its tables, as of one moment, and names what does not fit; nothing if all does. It
 * reads in pages, so that its memory does not grow with the ledger, and writes nothing: it may run beside a live server.
 */
export async function verifyLedger(database: Database): Promise<LedgerFault[]> {
  return database.transaction('REPEATABLE READ', async (tx) => {
    await tx.query('set transaction read only')
    await tx.query(`set local statement_timeout = ${queryMsMax}`)
    const faults: LedgerFault[] = []
    for (const [fault, text] of Object.entries(tableChecks)) {
      if (faults.length < faultsMax) faults.push(...(await rowsOf(tx, fault, text)))
    }
    if (faults.length < faultsMax) faults.push(...(await chainFaults(tx, faultsMax - faults.length)))
    return faults.slice(0, faultsMax)
  })
}

// The pool's own patience is for requests; a check of everything takes as long as it takes.
async function rowsOf(tx: Transaction, fault: string, text: string): Promise<LedgerFault[]> {
  const client = (await tx.queryRunner!.connect()) as {
    query(config: object): Promise<{ rows: { row: string; detail: string }[] }>
  }
  const { rows } = await client.query({ text: `${text} limit ${faultsMax}`, query_timeout: queryMsMax })
  return rows.map(({ row, detail }) => ({ fault, row, detail }))
}
