import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createLedgerWriter, openAccount } from '#domain/ledger'
import type { TransferId } from '#kernel/ids'
import type { Receipt } from '#proof/receipt'
import { verifyReceipt } from '#proof/verify-receipt'
import { query } from '#test/support/cluster'
import { anna, boris, grant, hold, move, newTransferId } from '#test/support/ledger'
import { until } from '#test/support/until'
import { startVillageServer, type VillageServer } from '#test/support/village-server'

const cli = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url))

describe('a receipt, from the transfer to the person who checks it', () => {
  let server: VillageServer
  let id: TransferId
  before(async () => {
    server = await startVillageServer()
    const { storage } = server.database
    await storage.transaction(async (tx) => {
      for (const name of [anna, boris]) await openAccount(tx, { name, currency: 'aid' })
      await openAccount(tx, { name: grant, currency: 'aid', floor: null })
    })
    const gift = move(grant, anna, 1_500_000n)
    id = gift.id
    await createLedgerWriter(storage).submit(gift)
  })
  after(() => server.close())

  it('L16 L18 the server gives it within a second or two, and WebCrypto finds it valid', async () => {
    const receipt = await untilSealed(id)
    const keys = (await get('/api/ledger/keys')).body as { keys: { publicKey: string }[] }
    const trusted = keys.keys.map(({ publicKey }) => publicKey)
    expect(trusted).to.have.lengthOf(1)
    expect(await verifyReceipt(receipt, trusted)).to.include({ status: 'valid' })
    expect(receipt.transfer).to.include({ id, kind: 'plain', debit: grant, credit: anna, amount: '1500000' })
  })

  it('L18 a receipt of nothing is not found, and one that is not sealed says so', async () => {
    for (const unknown of [newTransferId(), 'x', '%00', `${id}x`]) {
      expect(await get(`/api/ledger/receipts/${unknown}`)).to.have.nested.include({
        status: 404,
        'body.code': 'not_found',
      })
    }
  })

  it('L9 the server ends overdue holds by itself', async () => {
    const pending = hold(anna, boris, 5n, { expiresInMs: 1 })
    await createLedgerWriter(server.database.storage).submit(pending)
    const ended = `select 1 from ledger.transfers where kind = 'expire' and pending_id = $1`
    await until('it is over', async () => (await query(server.databaseUrl, ended, [pending.id])).length > 0)
  })

  it('L18 L20 the command line checks a receipt and the whole ledger, and says what is wrong', async () => {
    const file = path.join(server.dataDir, 'receipt.json')
    const receipt = await untilSealed(id)
    writeFileSync(file, JSON.stringify(receipt))
    const { publicKey } = receipt
    expect(await run('verify', 'receipt', file, '--key', publicKey)).to.include({ code: 0 })
    expect((await run('verify', 'receipt', file)).output).to.match(
      /^valid: plain of 1.5 aid from grant:aid to agent:anna:aid/,
    )
    expect(await run('verify', 'ledger')).to.deep.equal({ code: 0, output: 'the ledger is sound\n' })

    writeFileSync(file, JSON.stringify({ ...receipt, transfer: { ...receipt.transfer, amount: '2500000' } }))
    expect(await run('verify', 'receipt', file)).to.deep.equal({
      code: 1,
      output: 'the receipt is not valid: path does not hold\n',
    })
    expect((await run('verify', 'receipt', `${file}.none`)).output).to.include("can't be read")
    await query(
      server.databaseUrl,
      `set session_replication_role = replica;
      update ledger.accounts set balance = balance + 1 where name = 'agent:boris:aid'`,
    )
    const found = await run('verify', 'ledger')
    expect(found.code).to.equal(1)
    expect(found.output).to.include('balance_differs\taccount agent:boris:aid')
  })

  it('L19 the key lies in DATA_DIR, for its owner alone, and in no line of the log', async () => {
    const file = path.join(server.dataDir, 'ledger-signing-key')
    expect(statSync(file).mode & 0o777).to.equal(0o600)

    expect(server.output()).not.to.include(readFileSync(file, 'utf8'))
  })

  async function get(address: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(server.url + address)
    return { status: response.status, body: await response.json() }
  }

  function untilSealed(transfer: TransferId): Promise<Receipt> {
    return until('it is sealed', async () => {
      const { status, body } = await get(`/api/ledger/receipts/${transfer}`)
      return status === 200 ? (body as Receipt) : undefined
    })
  }

  async function run(...args: string[]): Promise<{ code: number; output: string }> {
    const env = { PATH: process.env.PATH, DATABASE_URL: server.databaseUrl, DATA_DIR: server.dataDir }
    const done = promisify(execFile)(process.execPath, [cli, ...args], { env })
    return done.then(
      ({ stdout }) => ({ code: 0, output: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        output: error.stdout + error.stderr,
      }),
    )
  }
})
