import { expect } from 'chai'
import { expireHolds, type Verdict } from '#domain/ledger'
import { newDatabase, query } from '#test/support/cluster'
import { anna, boris, clara, hold, move, openLedger, postOf, voidOf, type TestLedger } from '#test/support/ledger'
import { until } from '#test/support/until'

describe('the ledger: holds', () => {
  let url: string
  let ledger: TestLedger
  before(async () => {
    url = await newDatabase()
    ledger = await openLedger(url)
  })
  beforeEach(async () => {
    const has = await ledger.balance(anna)
    if (has > 0n) await ledger.submit(move(anna, clara, has)) // every test begins with 100
    await ledger.give(anna, 100n)
  })
  after(() => ledger.close())

  it('L7 a hold moves nothing, and what it holds cannot be spent or held again', async () => {
    await ledger.submit(hold(anna, boris, 60n))
    expect(await ledger.queries.balanceOf(anna)).to.include({ balance: 100n, held: 60n, available: 40n })
    expect(await ledger.submit(move(anna, boris, 41n))).to.deep.equal([{ status: 'insufficient_funds', missing: 1n }])
    expect(await ledger.submit(hold(anna, boris, 42n))).to.deep.equal([{ status: 'insufficient_funds', missing: 2n }])
    expect(await ledger.ask(move(anna, boris, 40n))).to.equal('created')
    await voidAll()
  })

  it('L7 a hold ends once: posted, it can be neither posted nor voided; voided, likewise', async () => {
    const [posted, voided] = [hold(anna, boris, 10n), hold(anna, boris, 10n)]
    await ledger.submit(posted)
    await ledger.submit(voided)
    await ledger.submit(postOf(posted))
    await ledger.submit(voidOf(voided))
    expect(await ledger.ask(postOf(posted))).to.equal('pending_already_posted')
    expect(await ledger.ask(voidOf(posted))).to.equal('pending_already_posted')
    expect(await ledger.ask(postOf(voided))).to.equal('pending_already_voided')
    expect(await ledger.ask(voidOf(voided))).to.equal('pending_already_voided')
    expect(await ledger.queries.balanceOf(anna)).to.include({ balance: 90n, held: 0n })
  })

  it('L7 of many that end a hold at once, one does', async () => {
    const pending = hold(anna, boris, 10n)
    await ledger.submit(pending)
    const all = Array.from({ length: 20 }, (_, at) => ledger.ask(at % 2 === 0 ? postOf(pending) : voidOf(pending)))
    const results = await Promise.all(all)
    expect(results.filter((status) => status === 'created')).to.have.lengthOf(1)
    expect(new Set(results).size).to.equal(2)
    expect(await ledger.held(anna)).to.equal(0n)
  })

  it('L8 a post in part pays that part and frees the rest', async () => {
    const [pending, before] = [hold(anna, boris, 50n), await ledger.balance(boris)]
    await ledger.submit(pending)
    expect((await ledger.submit(postOf(pending, 20n)))[0]).to.include({ status: 'created', amount: 20n })
    expect(await ledger.queries.balanceOf(anna)).to.include({ balance: 80n, held: 0n, available: 80n })
    expect(await ledger.balance(boris)).to.equal(before + 20n)
  })

  it('L8 more than the hold is refused, and the hold stays', async () => {
    const pending = hold(anna, boris, 50n)
    await ledger.submit(pending)
    expect(await ledger.ask(postOf(pending, 51n))).to.equal('exceeds_pending')
    expect(await ledger.held(anna)).to.equal(50n)
    expect(await ledger.ask(postOf(pending, 50n))).to.equal('created')
  })

  it('L2 each step of a hold can be asked again and answers the same', async () => {
    for (const end of [postOf, (pending: ReturnType<typeof hold>) => postOf(pending, 3n), voidOf]) {
      const pending = hold(anna, boris, 10n)
      const last = end(pending)
      const first = [await ledger.submit(pending), await ledger.submit(last)]
      const again = [await ledger.submit(pending), await ledger.submit(last)]
      expect(again).to.deep.equal(first.map(([verdict]) => [{ ...verdict, status: 'exists' }]))
    }
  })

  it('L2 the same id with another part, hold, time or end differs', async () => {
    const [pending, other] = [hold(anna, boris, 10n), hold(anna, boris, 10n)]
    const post = postOf(pending, 4n)
    for (const command of [pending, other, post]) await ledger.submit(command)
    expect(await ledger.ask({ ...pending, expiresInMs: 5 })).to.equal('exists_different')
    expect(await ledger.ask({ ...post, amount: undefined } as never)).to.equal('exists_different')
    expect(await ledger.ask({ ...voidOf(pending), id: post.id })).to.equal('exists_different')
    expect(await ledger.ask({ ...post, pendingId: other.id } as never)).to.equal('exists_different')
    await ledger.submit(voidOf(other))
  })

  it('L5 ends of holds and transfers in one group are undone together', async () => {
    const [one, other] = [hold(anna, boris, 30n), hold(anna, clara, 30n)]
    await ledger.submit(one, other)
    const before = await ledger.queries.balancesOf([anna, boris, clara])
    const verdicts = await ledger.submit(postOf(one, 5n), voidOf(other), move(anna, boris, 96n))
    expect(verdicts.map(({ status }) => status)).to.deep.equal(['linked_failed', 'linked_failed', 'insufficient_funds'])
    expect(await ledger.queries.balancesOf([anna, boris, clara])).to.deep.equal(before)
    expect((await ledger.submit(postOf(one, 5n), voidOf(other))).map(({ status }) => status)).to.deep.equal([
      'created',
      'created',
    ])
  })

  it('L9 the next to touch the account finds the money of an overdue hold free', async () => {
    const pending = await overdue(70n)
    expect(await ledger.ask(move(anna, boris, 100n))).to.equal('created')
    const [newest, before] = await ledger.queries.entriesOf(anna, undefined, 2)
    expect(newest).to.include({ kind: 'plain', amount: -100n, balance: 0n, held: 0n })
    expect(before).to.include({ kind: 'expire', amount: 0n, heldChange: -70n, reason: 'expired' })
    expect(before!.transferId).to.equal(await expiryOf(pending.id))
  })

  it('L9 who is refused still finds the overdue hold ended', async () => {
    await overdue(70n)
    expect(await ledger.submit(move(anna, boris, 101n))).to.deep.equal([{ status: 'insufficient_funds', missing: 1n }])
    expect(await ledger.held(anna)).to.equal(0n)
  })

  it('L9 a hold that is overdue can be neither posted nor voided, whether or not it was ended', async () => {
    const pending = await overdue(70n)
    expect(await ledger.ask(postOf(pending))).to.equal('pending_already_expired')
    expect(await ledger.ask(voidOf(pending))).to.equal('pending_already_expired')
    expect(await ledger.queries.balanceOf(anna)).to.include({ balance: 100n, held: 0n })
    expect(await ledger.ask(pending)).to.equal('exists')
  })

  it('L9 the timed job ends overdue holds that nobody touches, once, and no others', async () => {
    const [late, open] = [await overdue(20n), hold(anna, boris, 30n)]
    const other = await ledger.submit(open)
    expect(other[0]).to.include({ status: 'created' })
    await Promise.all([expireHolds(ledger.storage.database), expireHolds(ledger.storage.database)])
    expect(await ledger.held(anna)).to.equal(30n)
    const ends = await query(url, 'select kind, amount from ledger.transfers where pending_id = $1', [late.id])
    expect(ends).to.deep.equal([{ kind: 'expire', amount: '20' }])
    await ledger.submit(voidOf(open))
  })

  // Ends what a test has left open.
  async function voidAll(): Promise<void> {
    const open = await query<{ id: never }>(url, 'select id from ledger.holds')
    const ended: Verdict[][] = await Promise.all(open.map((row) => ledger.submit(voidOf(row))))
    expect(ended.flat().every(({ status }) => status === 'created')).to.equal(true)
  }

  async function overdue(amount: bigint) {
    const pending = hold(anna, boris, amount, { expiresInMs: 1 })
    await ledger.submit(pending)
    const due = 'select 1 from ledger.holds where id = $1 and expires_at <= clock_timestamp()'
    await until('it is overdue', async () => (await query(url, due, [pending.id])).length > 0)
    return pending
  }

  async function expiryOf(id: string): Promise<string> {
    return (await query<{ id: string }>(url, 'select ledger.expiry_id($1) as id', [id]))[0]!.id
  }
})
