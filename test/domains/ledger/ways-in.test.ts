import { expect } from 'chai'
import { createLedgerWriter, post, refusalIn } from '#domain/ledger'
import { limits } from '#kernel/limits'
import { newDatabase, openDatabase, query } from '#test/support/cluster'
import { anna, boris, clara, hold, move, openLedger, postOf, type TestLedger } from '#test/support/ledger'
import { openProxy } from '#test/support/proxy'

describe('the ledger: two ways in', () => {
  let url: string
  let ledger: TestLedger
  before(async () => {
    url = await newDatabase()
    ledger = await openLedger(url)
    await ledger.give(anna, 100_000n)
  })
  after(() => ledger.close())

  it('L10 a post commits with the transaction it joins', async () => {
    const command = move(anna, boris, 1n)
    await ledger.storage.transaction(async (tx) => {
      await tx.query(`insert into outbox (type, payload) values ('post', '{}')`)
      expect((await post(tx, [command]))[0]).to.include({ status: 'created' })
      expect(await made(command.id), 'not before the commit').to.equal(0)
    })
    expect(await made(command.id)).to.equal(1)
  })

  it('L10 a post vanishes with the transaction it joined', async () => {
    const [command, before] = [move(anna, boris, 1n), await ledger.queries.balanceOf(anna)]
    const failing = ledger.storage.transaction(async (tx) => {
      await post(tx, [command])
      throw new Error('the act failed')
    })
    expect(await failing.catch((error: Error) => error.message)).to.equal('the act failed')
    expect(await made(command.id)).to.equal(0)
    expect(await ledger.queries.balanceOf(anna)).to.deep.equal(before)
  })

  it('L10 a refusal leaves the transaction usable', async () => {
    const other = move(anna, boris, 2n)
    await ledger.storage.transaction(async (tx) => {
      const verdicts = await post(tx, [move(anna, boris, 1n), move(clara, boris, 1n)])
      expect(refusalIn(verdicts)).to.deep.equal({ status: 'insufficient_funds', missing: 1n })
      await post(tx, [other])
    })
    expect(await made(other.id)).to.equal(1)
  })

  it('L10 no more commands in a group than the limit, and at least one', async () => {
    const many = Array.from({ length: limits.ledgerGroupMax + 1 }, () => move(anna, boris, 1n))
    for (const group of [[], many]) {
      const failure = await ledger.storage.transaction((tx) => post(tx, group)).catch((error: Error) => error)
      expect(failure).to.be.an.instanceOf(RangeError)
    }
    expect((await ledger.submit(...many.slice(1))).every(({ status }) => status === 'created')).to.equal(true)
  })

  it('L11 what is asked while a transaction runs shares the next, each with its own verdict, in order', async () => {
    const asks = [move(clara, boris, 5n), move(anna, clara, 8n), move(clara, boris, 5n), move(clara, boris, 5n)]
    const results = await Promise.all(asks.map((command) => ledger.ask(command)))
    expect(results).to.deep.equal(['insufficient_funds', 'created', 'created', 'insufficient_funds'])
    const ids = asks.filter((_, at) => results[at] === 'created').map(({ id }) => id)
    const together = 'select count(distinct xmin::text)::int as n from ledger.transfers where id = any($1)'
    expect(await query(url, together, [ids])).to.deep.equal([{ n: 1 }])
    await ledger.submit(move(clara, anna, 3n))
  })

  it('L11 the same id twice in one breath is created, then exists; a hold and its post follow one another', async () => {
    const [command, pending] = [move(anna, boris, 1n), hold(anna, boris, 9n)]
    const asked = [command, pending, command, postOf(pending, 4n), postOf(pending)]
    const results = await Promise.all(asked.map((one) => ledger.ask(one)))
    expect(results).to.deep.equal(['created', 'created', 'exists', 'created', 'pending_already_posted'])
  })

  it('L11 beyond what may wait it answers busy, does nothing, and takes more when there is room', async () => {
    const asks = Array.from({ length: limits.ledgerWaitingMax + 3 }, () => move(anna, boris, 1n))
    const before = await ledger.balance(boris)
    const results = await Promise.all(asks.map((command) => ledger.writer.submit(command)))
    const busy = results.filter(({ status }) => status === 'busy')
    expect(busy).to.have.lengthOf(3)
    expect(results.slice(-3)).to.deep.equal(busy)
    expect(await ledger.balance(boris)).to.equal(before + BigInt(limits.ledgerWaitingMax))
    expect(await ledger.ask(asks.at(-1)!)).to.equal('created')
  })

  it('L11 while the database is away it says so, and asking again with the same id does it once', async () => {
    const proxy = await openProxy(url)
    const opened = await openDatabase(proxy.url)
    const writer = createLedgerWriter(opened.storage)
    const [command, before] = [move(anna, boris, 1n), await ledger.balance(boris)]
    await proxy.cut()
    const away = await Promise.all([writer.submit(command), writer.submit(move(anna, boris, 1n))])
    expect(away).to.deep.equal([{ status: 'storage_unavailable' }, { status: 'storage_unavailable' }])
    await proxy.restore()
    expect(await writer.submit(command)).to.have.nested.include({ 'verdicts[0].status': 'created' })
    expect(await writer.submit(command)).to.have.nested.include({ 'verdicts[0].status': 'exists' })
    expect(await ledger.balance(boris)).to.equal(before + 1n)
    await opened.close()
    await proxy.close()
  })

  it('L2 L11 of two writers with one id on different accounts at once, one does it and the other differs', async () => {
    const writers = [ledger.writer, createLedgerWriter(ledger.storage)]
    for (let round = 0; round < 20; round++) {
      const [one, other] = [move(anna, boris, 1n), move('grant:aid', clara, 1n)]
      const asked = [one, { ...other, id: one.id }]
      const results = await Promise.all(writers.map((writer, at) => writer.submit(asked[at]!)))
      const statuses = results.map((result) =>
        result.status === 'decided' ? result.verdicts[0]!.status : result.status,
      )
      expect(statuses.toSorted()).to.deep.equal(['created', 'exists_different'])
    }
  })

  it('L12 transfers to and fro at once, joined and submitted, never wait in a circle', async () => {
    const pairs = [
      [anna, boris],
      [boris, anna],
      [anna, clara],
      [clara, boris],
    ] as const
    const joined = Array.from({ length: 80 }, (_, at) => {
      const [debit, credit] = pairs[at % 4]!
      const group = [move(debit, credit, 1n), move(credit, debit, 1n)]
      return ledger.storage.database.transaction((tx) => post(tx, group))
    })
    const submitted = Array.from({ length: 80 }, (_, at) => ledger.submit(move(...pairs[at % 4]!, 1n)))
    const verdicts = (await Promise.all([...joined, ...submitted])).flat()
    const statuses = new Set(verdicts.map(({ status }) => status))
    expect(
      [...statuses].filter((status) => !['created', 'insufficient_funds', 'linked_failed'].includes(status)),
    ).to.deep.equal([])
    const deadlocks = 'select deadlocks::int as n from pg_stat_database where datname = current_database()'
    expect(await query(url, deadlocks)).to.deep.equal([{ n: 0 }])
  })

  it('L13 what is announced is an event of the same transaction; what is not, or was done before, is none', async () => {
    const told = move(anna, boris, 12n, { announce: true, reference: 'post-7' })
    const joined = move(anna, boris, 13n, { announce: true })
    const refused = move(clara, boris, 10n ** 12n, { announce: true })
    await Promise.all([told, move(anna, boris, 1n), told, refused].map((command) => ledger.ask(command)))
    await ledger.storage.transaction((tx) => post(tx, [joined, move(anna, boris, 1n)]))
    const failing = ledger.storage.transaction(async (tx) => {
      await post(tx, [move(anna, boris, 1n, { announce: true })])
      throw new Error('away with it')
    })
    await failing.catch(() => {})
    const events = await query<{ payload: object }>(
      url,
      `select payload from outbox where type = 'ledger.transferred' order by id`,
    )
    const common = { kind: 'plain', debit: anna, credit: boris, currency: 'aid', reason: 'test' }
    expect(events.map(({ payload }) => payload)).to.deep.equal([
      { ...common, transferId: told.id, amount: '12', reference: 'post-7' },
      { ...common, transferId: joined.id, amount: '13', reference: null },
    ])
  })

  async function made(id: string): Promise<number> {
    const rows = await query(url, 'select 1 from ledger.transfers where id = $1', [id])
    return rows.length
  }
})
