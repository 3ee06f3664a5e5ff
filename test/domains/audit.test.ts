import { expect } from 'chai'
import { entries, record } from '#domain/audit'
import type { Database } from '#platform/database'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase, query } from '#test/support/cluster'

const entry = { actor: 'cli:me', action: 'agent.suspend', subject: 'anna', detail: { reason: 'spam' } }

describe('the audit', () => {
  let opened: OpenStorage
  let database: Database

  before(async () => {
    opened = await openDatabase(await newDatabase())
    database = opened.storage.database
  })
  after(() => opened.close())

  it('AU1 an entry commits with the act that it records', async () => {
    await opened.storage.transaction(async (tx) => {
      await record(tx, entry)
      expect(await entries(database.manager, { subject: 'anna' }, 10), 'not before').to.deep.equal([])
    })
    const [found] = await entries(database.manager, { subject: 'anna' }, 10)
    expect(found).to.deep.include(entry)
  })

  it('AU1 an act that fails leaves no entry', async () => {
    const failing = opened.storage.transaction(async (tx) => {
      await record(tx, { ...entry, subject: 'nobody' })
      throw new Error('the act failed')
    })
    expect(await failing.catch((error: Error) => error.message)).to.equal('the act failed')
    expect(await entries(database.manager, { subject: 'nobody' }, 10)).to.deep.equal([])
  })

  for (const [what, statement] of [
    ['UPDATE', `update audit_entries set actor = 'someone else'`],
    ['an UPDATE of no row', `update audit_entries set actor = 'someone else' where false`],
    ['DELETE', 'delete from audit_entries'],
    ['TRUNCATE', 'truncate audit_entries'],
    ['TRUNCATE with others', 'truncate outbox, audit_entries cascade'],
  ] as const) {
    it(`AU2 the database refuses ${what}, also to the owner of the table`, async () => {
      const before = await entries(database.manager, { subject: 'anna' }, 10)
      const failure = await query(opened.url, statement).catch((error: Error) => error)
      expect(failure).to.be.an('error').with.property('message').that.includes('append-only')
      const refused = await database.query(statement).catch((error: Error) => error)
      expect(refused)
        .to.be.an('error')
        .with.property('message')
        .that.matches(/append-only|permission denied/)
      expect(await entries(database.manager, { subject: 'anna' }, 10)).to.deep.equal(before)
    })
  }

  it('gives the newest entries about a subject first, as many as asked for', async () => {
    for (const number of [1, 2, 3]) {
      await opened.storage.transaction((tx) => record(tx, { ...entry, subject: 'boris', detail: { number } }))
    }
    const details = (await entries(database.manager, { subject: 'boris' }, 2)).map(({ detail }) => detail)
    expect(details).to.deep.equal([{ number: 3 }, { number: 2 }])
  })
})
