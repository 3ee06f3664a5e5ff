import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createLedgerWriter, createSealer, verifyLedger, type Command } from '#domain/ledger'
import { loadSigningKey } from '#platform/signing-key'

import { openDatabase, query } from '#test/support/cluster'
import { anna, boris, clara, hold, move, openLedger, postOf } from '#test/support/ledger'
import { startFaultyPostgres, type FaultyPostgres } from '#test/support/postgres'
import { until } from '#test/support/until'

const callers = 40
const acknowledgedMin = 400

describe('the ledger when something is killed in the middle (slow)', () => {
  let postgres: FaultyPostgres
  before(async () => {
    postgres = await startFaultyPostgres()
    const ledger = await openLedger(postgres.url)
    await ledger.give(anna, 10_000_000n)
    await ledger.close()
  })
  after(() => postgres.remove())

  it('L11 L16 L20 PostgreSQL is killed under load: what was acknowledged is there, once, and the books are sound', async () => {
    const { storage, close } = await openDatabase(postgres.url)
    const sealer = createSealer({ database: storage.database, key: signingKey() })
    const writer = createLedgerWriter(storage)
    const told = { acknowledged: new Set<string>(), again: 0 }
    let isOver = false
    const loads = Array.from({ length: callers }, () => load())
    const sealing = sealAll()
    for (const round of [1, 2, 3]) {
      await until(`round ${round} is under way`, () => told.acknowledged.size > round * acknowledgedMin)
      await postgres.kill()
      await postgres.start()
    }
    await until('it goes on', () => told.acknowledged.size > 4 * acknowledgedMin)
    isOver = true
    await Promise.all([...loads, sealing])
    await close()
    await expectSound(told.acknowledged)
    expect(told.again, 'some were asked again').to.be.greaterThan(0)

    async function load(): Promise<void> {
      while (!isOver) {
        const command = move(anna, boris, 1n)
        await insist(command)
        const pending = hold(anna, clara, 2n)
        await insist(pending)
        await insist(postOf(pending, 1n))
      }
    }

    // Asks with the same id until it is decided.
    async function insist(command: Command): Promise<void> {
      for (;;) {
        const result = await writer.submit(command)
        if (result.status === 'decided') {
          expect(result.verdicts[0]!.status).to.be.oneOf(['created', 'exists'])
          told.acknowledged.add(command.id)
          return
        }
        told.again++
        await until('it answers', () => storage.check().then(({ ready }) => ready))
      }
    }

    async function sealAll(): Promise<void> {
      while (!isOver) await sealer.seal().catch(() => 0)
    }
  })

  it('L11 L16 L20 a server process is killed under load: what it acknowledged is there, once, and the books are sound', async () => {
    const script = `
      import { createLedgerWriter, createSealer } from '#domain/ledger'
      import { loadSigningKey } from '#platform/signing-key'
      import { openDatabase } from '#test/support/cluster'
      import { anna, boris, move } from '#test/support/ledger'
      const { storage } = await openDatabase(process.env.DATABASE)
      const writer = createLedgerWriter(storage)
      const sealer = createSealer({ database: storage.database, key: loadSigningKey({ secret: process.env.KEY, dataDir: '' }) })
      const load = async () => {
        for (;;) {
          const command = move(anna, boris, 1n)
          await writer.submit([command, move(boris, anna, 1n)])
          process.stdout.write(command.id + '\\n')
        }
      }
      for (let caller = 0; caller < ${callers}; caller++) void load()
      for (;;) await sealer.seal()`
    const acknowledged = new Set<string>()
    for (const round of [1, 2]) {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', hooked(script)], {
        env: { ...process.env, DATABASE: postgres.url, KEY: secret },
      })
      let text = ''
      let errors = ''
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk))
      await until(
        'it works',
        () => {
          if (child.exitCode !== null) throw new Error(errors)
          return text.length > round * acknowledgedMin * 37
        },
        30_000,
      )
      child.kill('SIGKILL')
      await once(child, 'close')
      for (const line of text.split('\n').slice(0, -1)) acknowledged.add(line)
    }
    await expectSound(acknowledged)
  })

  async function expectSound(acknowledged: Set<string>): Promise<void> {
    const { storage, close } = await openDatabase(postgres.url)
    const sealer = createSealer({ database: storage.database, key: signingKey() })
    await sealer.seal()
    const rows = await query<{ id: string }>(postgres.url, 'select id from ledger.transfers')
    const made = new Set(rows.map(({ id }) => id))
    expect([...acknowledged].filter((id) => !made.has(id))).to.deep.equal([])
    expect(await query(postgres.url, 'select * from ledger.unsealed')).to.deep.equal([])
    expect(await verifyLedger(storage.database)).to.deep.equal([])
    await close()
  }
})

const secret = Buffer.alloc(32, 7).toString('base64')

function signingKey() {
  return loadSigningKey({ secret, dataDir: '' })
}

// The support files have a root hook, which needs the test runner.
function hooked(script: string): string {
  return `globalThis.after = () => {}\n${script.replaceAll(/^\s*import (.*) from ('.*')$/gm, 'const $1 = await import($2)')}`
}
