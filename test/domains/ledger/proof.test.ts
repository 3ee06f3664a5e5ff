import { expect } from 'chai'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { createSealer, post, verifyLedger, type Sealer } from '#domain/ledger'
import { loadSigningKey } from '#platform/signing-key'
import { limits } from '#kernel/limits'
import { headerBytes, noPrevious, toHex } from '#proof/canonical'
import { pathOf, rootOf } from '#proof/merkle'
import type { Receipt } from '#proof/receipt'
import { verifyReceipt } from '#proof/verify-receipt'
import { newDatabase, query } from '#test/support/cluster'
import { anna, boris, hold, move, openLedger, postOf, type TestLedger } from '#test/support/ledger'

const secret = Buffer.alloc(32, 7).toString('base64')

describe('the ledger: proof', () => {
  let url: string
  let ledger: TestLedger
  let sealer: Sealer
  before(async () => {
    url = await newDatabase()
    ledger = await openLedger(url)
    sealer = createSealer({ database: ledger.storage.database, key: loadSigningKey({ secret, dataDir: '' }) })
    await ledger.give(anna, 1_000_000n)
    await sealer.seal()
  })
  after(() => ledger.close())

  it('L16 what waits is sealed, once, in the order in which it was made', async () => {
    const commands = [move(anna, boris, 1n), hold(anna, boris, 2n), move(anna, boris, 3n)]
    for (const command of commands) await ledger.submit(command)
    expect(await ledger.queries.receipt(commands[0]!.id)).to.deep.equal({ status: 'unsealed' })
    expect(await sealer.seal()).to.equal(3)
    expect(await sealer.seal()).to.equal(0)
    const receipts = await Promise.all(commands.map(({ id }) => receiptOf(id)))
    expect(receipts.map(({ leafIndex }) => leafIndex)).to.deep.equal([0, 1, 2])
    expect(new Set(receipts.map(({ batch }) => batch.number)).size).to.equal(1)
  })

  it('L16 a transaction that commits late is not skipped: it comes into the next batch', async () => {
    const [late, soon] = [move(anna, boris, 1n), move('grant:aid', 'agent:clara:aid', 1n)]
    let commit!: () => void
    const held = new Promise<void>((resolve) => (commit = resolve))
    let isPosted!: () => void
    const posted = new Promise<void>((resolve) => (isPosted = resolve))
    const transaction = ledger.storage.transaction(async (tx) => {
      await post(tx, [late])
      isPosted()
      await held
    })
    await posted
    await ledger.submit(soon)
    expect(await sealer.seal(), 'the later one does not wait').to.equal(1)
    commit()
    await transaction
    expect(await sealer.seal()).to.equal(1)
    const [first, second] = [await receiptOf(soon.id), await receiptOf(late.id)]
    expect(Number(second.transfer.sequence)).to.be.lessThan(Number(first.transfer.sequence))
    expect(Number(second.batch.number)).to.equal(Number(first.batch.number) + 1)
  })

  it('L16 what was rolled back is never sealed, and leaves no hole', async () => {
    const failing = ledger.storage.transaction(async (tx) => {
      await post(tx, [move(anna, boris, 1n)])
      throw new Error('away')
    })
    await failing.catch(() => {})
    expect(await sealer.seal()).to.equal(0)
    expect(await verifyLedger(ledger.storage.database)).to.deep.equal([])
  })

  it('L16 of several sealers at once one seals, and much is put into several batches', async () => {
    const many = Array.from({ length: limits.ledgerSealMax + 10 }, () => move(anna, boris, 1n))
    await Promise.all(many.map((command) => ledger.submit(command)))
    const other = createSealer({ database: ledger.storage.database, key: loadSigningKey({ secret, dataDir: '' }) })
    const sealed = await Promise.all([sealer.seal(), other.seal(), sealer.seal()])
    expect(sealed.reduce((sum, count) => sum + count)).to.equal(many.length)
    const [first, last] = [await receiptOf(many[0]!.id), await receiptOf(many.at(-1)!.id)]
    expect(Number(last.batch.number)).to.be.greaterThan(Number(first.batch.number))
    expect(first.batch.count).to.be.at.most(limits.ledgerSealMax)
    for (const receipt of [first, last]) expect(await verifyReceipt(receipt)).to.include({ status: 'valid' })
  })

  it('L17 each batch names the hash of the one before, beginning with none', async () => {
    const rows = await query<{ previous: Buffer }>(url, 'select previous from ledger.batches order by number')
    const first = await query<{ id: string }>(url, 'select id from ledger.transfers order by seq limit 1')
    const { batch } = await receiptOf(first[0]!.id)
    expect(rows[0]!.previous.toString('hex')).to.equal(noPrevious)
    expect(rows[1]!.previous.toString('hex')).to.equal(createHash('sha256').update(headerBytes(batch)).digest('hex'))
  })

  it('L17 the tree is that of RFC 6962', () => {
    // https://github.com/google/certificate-transparency: the reference vectors of its Merkle tree
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
    const leaves = inputs.map((hex) => hash(Buffer.from(`00${hex}`, 'hex')))
    expect(toHex(rootOf(leaves.slice(0, 1), hash))).to.equal(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
    expect(toHex(rootOf(leaves.slice(0, 5), hash))).to.equal(
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    )
    expect(toHex(rootOf(leaves, hash))).to.equal('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
    expect(pathOf(leaves.slice(0, 5), 4, hash).map(toHex)).to.deep.equal([
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })

  it('L18 a receipt of every kind of transfer in trees of every shape is valid', async () => {
    for (let count = 1; count <= 9; count++) {
      const pending = hold(anna, boris, 5n, { reference: 'ünï "quoted" \\ 🪙' })
      const all = [pending, postOf(pending, 2n), ...Array.from({ length: count }, () => move(anna, boris, 1n))]
      for (const command of all.slice(0, count)) await ledger.submit(command)
      await sealer.seal()
      for (const { id } of all.slice(0, count)) {
        expect(await verifyReceipt(JSON.parse(JSON.stringify(await receiptOf(id))))).to.include({ status: 'valid' })
      }
    }
  })

  it('L18 one character changed anywhere, and it fails', async () => {
    const commands = Array.from({ length: 6 }, () => hold(anna, boris, 123n, { reference: 'post-1' }))
    await ledger.submit(...commands)
    await sealer.seal()
    const receipt = await receiptOf(commands[3]!.id)
    expect(await verifyReceipt(receipt)).to.include({ status: 'valid' })
    const text = JSON.stringify(receipt)
    let tried = 0
    for (let at = 0; at < text.length; at++) {
      for (const changed of changesOf(text, at)) {
        const result = await verifyReceipt(changed)
        expect(result.status, `character ${at} of ${text}`).to.equal('faulty')
        tried++
      }
    }
    expect(tried).to.be.greaterThan(800)
  })

  it('L18 the check that fails is named', async () => {
    const command = move(anna, boris, 1n)
    await ledger.submit(command, move(anna, boris, 1n))
    await sealer.seal()
    const receipt = await receiptOf(command.id)
    const other = loadSigningKey({ secret: Buffer.alloc(32, 8).toString('base64'), dataDir: '' })
    const batch = { ...receipt.batch, keyId: other.id }
    const forged = { ...receipt, batch, publicKey: other.publicKey.toString('hex') }
    const faults: [unknown, string][] = [
      [{}, 'form'],
      [null, 'form'],
      [{ ...receipt, extra: 1 }, 'form'],
      [{ ...receipt, auditPath: [] }, 'form'],
      [{ ...receipt, transfer: { ...receipt.transfer, amount: '2' } }, 'path'],
      [{ ...receipt, leafIndex: 1 }, 'path'],
      [{ ...receipt, publicKey: forged.publicKey }, 'key'],
      [forged, 'signature'],
      [{ ...receipt, batch: { ...receipt.batch, number: '999' } }, 'signature'],
    ]
    for (const [given, check] of faults) expect(await verifyReceipt(given)).to.deep.equal({ status: 'faulty', check })
    const signature = other.sign(headerBytes(batch)).toString('hex')
    expect(await verifyReceipt({ ...forged, signature }), 'whose key, nobody asked').to.include({ status: 'valid' })
    expect(await verifyReceipt({ ...forged, signature }, [receipt.publicKey])).to.include({ check: 'key' })
    expect(await verifyReceipt(receipt, [receipt.publicKey])).to.include({ status: 'valid' })
  })

  it('L18 there is no receipt of what there is not', async () => {
    const { id } = move(anna, boris, 1n)
    expect(await ledger.queries.receipt(id)).to.deep.equal({ status: 'unknown' })
  })

  it('L19 without a setting the key is made once, for its owner alone, and is another elsewhere', () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'village-key-'))
    try {
      const nested = path.join(dataDir, 'new')
      const first = loadSigningKey({ secret: undefined, dataDir: nested })
      expect(loadSigningKey({ secret: undefined, dataDir: nested }).id).to.equal(first.id)
      expect(statSync(path.join(nested, 'ledger-signing-key')).mode & 0o777).to.equal(0o600)
      expect(loadSigningKey({ secret: undefined, dataDir }).id).not.to.equal(first.id)
      expect(loadSigningKey({ secret, dataDir }).publicKey.toString('hex')).to.equal(
        'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
      )
    } finally {
      rmSync(dataDir, { recursive: true })
    }
  })

  async function receiptOf(id: string): Promise<Receipt> {
    const answer = await ledger.queries.receipt(id as never)
    if (answer.status !== 'sealed') throw new Error(`${id} is ${answer.status}`)
    return answer.receipt
  }
})

// The receipt with one letter or digit of a value changed; names of fields are left alone.
function changesOf(text: string, at: number): unknown[] {
  const before = text[at]!
  if (!/[0-9a-zA-Z]/.test(before)) return []
  const after = /\d/.test(before) ? String((Number(before) + 1) % 10) : before === 'a' ? 'b' : 'a'
  try {
    return [JSON.parse(text.slice(0, at) + after + text.slice(at + 1))]
  } catch {
    return []
  }
}
