import { expect } from 'chai'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { createSealer } from '#domain/ledger'
import { loadSigningKey } from '#platform/signing-key'
import type { verifyReceipt } from '#proof/verify-receipt'
import { openBrowser, skipWithoutBrowser, type TestBrowser } from '#test/support/browser'
import { anna, hold, move, openLedger } from '#test/support/ledger'

describe('a receipt in a browser (slow)', () => {
  let browser: TestBrowser | undefined
  before(async function () {
    skipWithoutBrowser(this)
    browser = await openBrowser()
  })
  after(() => browser?.dispose())

  it('L18 is checked there by the same code as in Node', async () => {
    const ledger = await openLedger()
    const sealer = createSealer({
      database: ledger.storage.database,
      key: loadSigningKey({ secret: Buffer.alloc(32, 7).toString('base64'), dataDir: '' }),
    })
    await ledger.give(anna, 100n)
    const commands = [move(anna, 'agent:boris:aid', 5n), hold(anna, 'agent:boris:aid', 7n, { reference: '“ünï” 🪙' })]
    await ledger.submit(...commands)
    await sealer.seal()
    const answer = await ledger.queries.receipt(commands[1]!.id)
    await ledger.close()
    if (answer.status !== 'sealed') throw new Error(answer.status)

    const page = await browser!.newPage()
    await page.route('https://village.test/', (route) => route.fulfill({ contentType: 'text/html', body: '<p>here' }))
    await page.goto('https://village.test/') // WebCrypto is for secure pages only
    await page.addScriptTag({ content: await bundled() })
    const check = (receipt: unknown) =>
      page.evaluate(
        (given) =>
          (globalThis as unknown as { proof: { verifyReceipt: typeof verifyReceipt } }).proof.verifyReceipt(given),
        receipt,
      )
    const { receipt } = answer
    expect(await check(receipt)).to.deep.equal({ status: 'valid', receipt })
    const forged = { ...receipt, transfer: { ...receipt.transfer, amount: '8' } }
    expect(await check(forged)).to.deep.equal({ status: 'faulty', check: 'path' })
    const resealed = { ...receipt, batch: { ...receipt.batch, sealedAt: '2026-01-01T00:00:00.000000Z' } }
    expect(await check(resealed)).to.deep.equal({ status: 'faulty', check: 'signature' })
  })
})

async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('../../shared/proof/verify-receipt.ts', import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, name: 'proof', formats: ['iife'] } },
  })
  const [{ output }] = result as unknown as [{ output: { code: string }[] }]
  return output[0]!.code
}
