import { expect } from 'chai'
import pg from 'pg'
import { createLedgerWriter, openAccount, verifyLedger } from '#domain/ledger'
import type { Database } from '#platform/database'
import { openStorage } from '#storage'
import { newDatabase, query } from '#test/support/cluster'
import { anna, boris, hold, move, openLedger, type TestLedger } from '#test/support/ledger'

const tables = ['transfers', 'entries', 'batches', 'keys'] as const

describe('the ledger: append-only', () => {
  let url: string
  let ledger: TestLedger
  let database: Database
  before(async () => {
    url = await newDatabase()
    ledger = await openLedger(url)
    database = ledger.storage.database
    await ledger.give(anna, 100n)
    await ledger.submit(hold(anna, boris, 10n))
  })
  after(() => ledger.close())

  for (const table of tables) {
    for (const statement of [
      `update ledger.${table} set ${table === 'keys' || table === 'batches' ? 'signature = null' : 'amount = 1'}`.replace(
        'ledger.keys set signature = null',
        `ledger.keys set id = 'x'`,
      ),
      `delete from ledger.${table}`,
      `delete from ledger.${table} where false`,
      `truncate ledger.${table}`,
      `truncate outbox, ledger.${table} cascade`,
    ]) {
      it(`L14 the database refuses "${statement}" to its owner, and more so to the application`, async () => {
        const failure = await query(url, statement).catch((error: Error) => error)
        expect(failure).to.be.an('error').with.property('message').that.includes(`ledger.${table} is append-only`)
        const refused = await database.query(statement).catch((error: Error) => error)
        expect(refused).to.be.an('error').with.property('message').that.includes('permission denied')
      })
    }
  }

  for (const statement of [
    'update ledger.accounts set balance = 1',
    'delete from ledger.accounts',
    'truncate ledger.accounts',
    'delete from ledger.holds',
    'delete from ledger.unsealed',
    `insert into ledger.accounts (id, name, currency) values (gen_random_uuid(), 'agent:x:aid', 'aid')`,
    'insert into ledger.transfers (id) values (gen_random_uuid())',
    'insert into ledger.entries select * from ledger.entries',
    'alter table ledger.transfers disable trigger all',
    'drop trigger transfers_append_only on ledger.transfers',
    'drop table ledger.entries',
    'create table ledger.mine ()',
    `alter function ledger.refuse_change() rename to refuse_nothing`,
    `create or replace function ledger.refuse_change() returns trigger language plpgsql as 'begin return null; end'`,
    'set session_replication_role = replica',
    'alter role village_app superuser',
    'grant village_ledger to village_app',
    'delete from ledger.batches where number = 1',
    `update migrations set name = 'x'`,
    'drop table outbox',
  ]) {
    it(`L14 the application may not: ${statement.slice(0, 60)}`, async () => {
      const refused = await database.query(statement).catch((error: Error) => error)
      expect(refused).to.be.an('error')
      expect((refused as Error).message).to.match(/permission denied|must be owner|must be able to|only roles with/i)
    })
  }

  it('L14 the application works as village_app, which owns nothing', async () => {
    const [row] = await database.query<{ role: string }[]>('select current_user as role')
    expect(row!.role).to.equal('village_app')
    const owned = `select relname from pg_class where relowner = 'village_app'::regrole
      union all select proname from pg_proc where proowner = 'village_app'::regrole`
    expect(await query(url, owned)).to.deep.equal([])
  })

  it('L14 with a login of its own, the application cannot become another role even if it tries', async () => {
    const login = `app_${new URL(url).pathname.slice(1)}`
    await query(url, `create role ${login} login password 'secret'`)
    const own = new URL(url)
    ;[own.username, own.password] = [login, 'secret']
    const opened = await openStorage({ databaseUrl: own.href, databaseOwnerUrl: url, dataDir: '' })
    try {
      const writer = createLedgerWriter(opened.storage)
      expect(await writer.submit(move(anna, boris, 1n))).to.have.nested.include({ 'verdicts[0].status': 'created' })
      await opened.storage.transaction((tx) => openAccount(tx, { name: 'agent:zoe:aid', currency: 'aid' }))
      expect(await verifyLedger(opened.storage.database)).to.deep.equal([])
      const client = new pg.Client({ connectionString: own.href })
      await client.connect()
      const tries = ['set role village_ledger', `set role "${new URL(url).username}"`, 'delete from ledger.entries']
      for (const statement of tries) {
        const refused = await client.query(statement).catch((error: Error) => error)
        expect(refused).to.be.an('error').with.property('message').that.includes('permission denied')
      }
      await client.end()
    } finally {
      await opened.close()
    }
  })

  it('L14 an existing PostgreSQL whose user may create roles, but is no superuser, will do', async () => {
    const name = `plain_${new URL(url).pathname.slice(1)}`
    await query(url, `create role ${name} login createrole password 'secret'`)
    await query(url, `grant village_app, village_ledger to ${name} with admin option`) // which are there already
    await query(url, `create database ${name} owner ${name}`)
    const own = new URL(url)
    ;[own.username, own.password, own.pathname] = [name, 'secret', `/${name}`]
    const other = await openLedger(own.href)
    await other.give(anna, 5n)
    expect(await verifyLedger(other.storage.database)).to.deep.equal([])
    const [row] = await other.storage.database.query<{ role: string }[]>('select current_user as role')
    expect(row!.role).to.equal('village_app')
    await other.close()
  })

  it('L14 a user who may not create or use the roles is told what to do', async () => {
    const name = `poor_${new URL(url).pathname.slice(1)}`
    await query(url, `create role ${name} login password 'secret'`)
    await query(url, `create database ${name} owner ${name}`)
    const own = new URL(url)
    ;[own.username, own.password, own.pathname] = [name, 'secret', `/${name}`]
    const failure = await openStorage({ databaseUrl: own.href, dataDir: '' }).catch((error: Error) => error)
    expect(failure)
      .to.be.an('error')
      .with.property('message')
      .that.matches(/let an administrator run: create role/)
  })

  it('L15 an entry with a version that is taken breaks a key', async () => {
    const again =
      'set session_replication_role = replica; insert into ledger.entries select * from ledger.entries limit 1'
    const failure = await query(url, again).catch((error: Error) => error)
    expect(failure).to.be.an('error').with.property('message').that.includes('entries_pkey')
  })

  it('L15 the entries of an account tell its whole story, newest first, page by page', async () => {
    const all = await ledger.queries.entriesOf(anna, undefined, 200)
    expect(all.map(({ version }) => version)).to.deep.equal(all.map((_, at) => BigInt(all.length - at)))
    expect(all.at(-1)).to.include({ kind: 'plain', other: 'grant:aid', amount: 100n, balance: 100n, held: 0n })
    expect(all.at(-2)).to.include({ kind: 'pending', other: boris, amount: 0n, heldChange: 10n, held: 10n })
    expect(await ledger.queries.entriesOf(anna, all[0]!.version, 1)).to.deep.equal([all[1]])
    expect(await ledger.queries.balanceOf('agent:nobody:aid')).to.equal(undefined)
  })
})
