import { expect } from 'chai'
import { createStorage, isStorageAway, type Storage } from '#platform/database'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase, query } from '#test/support/cluster'
import { openProxy, type Proxy } from '#test/support/proxy'

describe('the storage', () => {
  let direct: string
  let proxy: Proxy
  let opened: OpenStorage
  let storage: Storage

  before(async () => {
    direct = await newDatabase()
    proxy = await openProxy(direct)
    opened = await openDatabase(proxy.url)
    storage = opened.storage
  })
  afterEach(() => proxy.restore())
  after(async () => {
    await opened.close()
    await proxy.close()
  })

  it('refuses as storage_unavailable while the database cannot be reached, and works again after', async () => {
    await proxy.cut()
    expect(await storage.transaction(one)).to.include({ status: 'refused', code: 'storage_unavailable' })
    expect(await storage.check()).to.have.property('ready', false)
    await proxy.restore()
    expect(await storage.transaction(one)).to.equal(1)
    expect(await storage.check()).to.deep.equal({ ready: true })
  })

  it('says why the database does not answer', async () => {
    await proxy.cut()
    const checked = await storage.check()
    expect(checked)
      .to.have.property('reason')
      .that.matches(/PostgreSQL does not answer: .*(ECONNREFUSED|terminated)/)
  })

  it('refuses a transaction whose connection is killed in the middle, and keeps nothing of it', async () => {
    const result = await storage.transaction(async (tx) => {
      await tx.query(`insert into outbox (type, payload) values ('half', '{}')`)
      const [{ pid }] = await tx.query('select pg_backend_pid() as pid')
      await query(direct, 'select pg_terminate_backend($1)', [pid])
      return tx.query('select 1')
    })
    expect(result).to.include({ status: 'refused', code: 'storage_unavailable' })
    expect(await query(direct, `select 1 from outbox where type = 'half'`)).to.deep.equal([])
    expect(await storage.transaction(one)).to.equal(1)
  })

  it('throws what is not the database being away', async () => {
    const wrong = await storage.transaction((tx) => tx.query('select * from nowhere')).catch((error: Error) => error)
    expect(wrong).to.be.an('error').with.property('message').that.includes('nowhere')
    const own = await storage.transaction(() => Promise.reject(new Error('my own'))).catch((error: Error) => error)
    expect(own).to.be.an('error').with.property('message', 'my own')
  })

  it('keeps its promise to a refusal that a transaction returns: it commits', async () => {
    const result = await storage.transaction(async (tx) => {
      await tx.query(`insert into outbox (type, payload) values ('kept', '{}')`)
      return { status: 'refused' as const, code: 'invalid' as const, detail: 'x' }
    })
    expect(result).to.include({ code: 'invalid' })
    expect(await query(direct, `select 1 from outbox where type = 'kept'`)).to.have.lengthOf(1)
  })

  it('counts a closed pool as away', async () => {
    const other = await openDatabase(direct)
    await other.close()
    expect(await createStorage(other.storage.database).transaction(one)).to.include({ code: 'storage_unavailable' })
  })

  const errors: [string, unknown, boolean][] = [
    ['a refused connection', { code: 'ECONNREFUSED' }, true],
    ['a reset connection', { code: 'ECONNRESET' }, true],
    ['an unknown host', { code: 'ENOTFOUND' }, true],
    ['too many connections', { code: '53300' }, true],
    ['a full disk', { code: '53100' }, true],
    ['a shutdown', { code: '57P01' }, true],
    ['a server that is starting', { code: '57P03' }, true],
    ['a broken connection', { code: '08006' }, true],
    ['an ended connection', new Error('Connection terminated unexpectedly'), true],
    ['a connection that takes too long', new Error('timeout exceeded when trying to connect'), true],
    ['a query that takes too long', new Error('Query read timeout'), true],
    ['one of several', new AggregateError([new Error('x'), { code: 'ECONNREFUSED' }]), true],
    ['one that typeorm wraps', { message: 'QueryFailedError', driverError: { code: '57P01' } }, true],
    ['a duplicate key', { code: '23505', message: 'duplicate key value violates unique constraint' }, false],
    ['a wrong query', { code: '42601', message: 'syntax error' }, false],
    ['a missing table', { code: '42P01', message: 'relation "x" does not exist' }, false],
    ['any error', new Error('something else'), false],
    ['several others', new AggregateError([new Error('x'), { code: '42601' }]), false],
    ['nothing', {}, false],
  ]
  for (const [what, error, away] of errors) {
    it(`takes ${what} as the database ${away ? '' : 'not '}being away`, () => {
      expect(isStorageAway(error)).to.equal(away)
    })
  }
})

function one(tx: { query(text: string): Promise<unknown> }): Promise<number> {
  return tx.query('select 1 as one').then((rows) => (rows as { one: number }[])[0]!.one)
}
