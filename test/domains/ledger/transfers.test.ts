import { expect } from 'chai'
import { openAccount, post, refusalIn, type AccountName, type Command, type PlainCommand } from '#domain/ledger'
import { limits } from '#kernel/limits'
import { amountMax, balanceMax, type Cents, type Micros } from '#kernel/money'
import { newDatabase, query } from '#test/support/cluster'
import {
  anna,
  boris,
  clara,
  grant,
  hold,
  move,
  newTransferId,
  openLedger,
  postOf,
  voidOf,
  type TestLedger,
} from '#test/support/ledger'

describe('the ledger: accounts and transfers', () => {
  let url: string
  let ledger: TestLedger
  before(async () => {
    url = await newDatabase()
    ledger = await openLedger(url)
    await ledger.give(anna, 1_000n)
  })
  after(() => ledger.close())

  it('L1 a transfer takes from one account what it gives to the other, and all balances sum to zero', async () => {
    const [before, after] = [await ledger.balance(boris), await ledger.ask(move(anna, boris, 7n))]
    expect(after).to.equal('created')
    expect(await ledger.balance(boris)).to.equal(before + 7n)
    const sums = await query(url, 'select currency, sum(balance) as sum from ledger.accounts group by currency')
    expect(sums).to.deep.equal([{ currency: 'aid', sum: '0' }])
  })

  const openings: [string, Parameters<typeof openAccount>[1], object][] = [
    ['an account', { name: 'agent:new:aid', currency: 'aid' }, { status: 'opened' }],
    ['it again', { name: 'agent:new:aid', currency: 'aid', floor: 0n }, { status: 'exists' }],
    ['it in another currency', { name: 'agent:new:aid', currency: 'usd' }, { status: 'exists_different' }],
    ['it with another floor', { name: 'agent:new:aid', currency: 'aid', floor: -1n }, { status: 'exists_different' }],
    ['one that may owe', { name: 'house:credit', currency: 'usd', floor: -500n }, { status: 'opened' }],
    ['one that must have', { name: 'house:rich', currency: 'usd', floor: 1n }, { status: 'invalid', which: 'floor' }],
    ['the outside', { name: 'external:paypal:usd', currency: 'usd', floor: null }, { status: 'opened' }],
    [
      'a bottomless agent',
      { name: 'agent:x:aid', currency: 'aid', floor: null },
      { status: 'invalid', which: 'floor' },
    ],
    ['an unknown kind', { name: 'king:x' as AccountName, currency: 'aid' }, { status: 'invalid', which: 'name' }],
    ['a kind alone', { name: 'agent:', currency: 'aid' }, { status: 'invalid', which: 'name' }],
    ['a name of lines', { name: 'agent:x\ny', currency: 'aid' }, { status: 'invalid', which: 'name' }],
  ]
  for (const [what, account, expected] of openings) {
    it(`L1 opening ${what} answers ${JSON.stringify(expected)}`, async () => {
      expect(await ledger.storage.transaction((tx) => openAccount(tx, account))).to.deep.equal(expected)
    })
  }

  it('L1 the database itself opens no account without a floor but for the outside and grants', async () => {
    const opening = `select ledger.open_account('agent:y:aid', 'aid', null)`
    const failure = await ledger.storage.database.query(opening).catch((error: Error) => error.message)
    expect(failure).to.include('only external and grant accounts')
  })

  it('L2 the same command again answers exists, and nothing moves', async () => {
    const command = move(anna, boris, 5n, { reference: 'post-1' })
    const [first] = await ledger.submit(command)
    const before = await ledger.balance(anna)
    const [second] = await ledger.submit(command)
    expect(first).to.include({ status: 'created', amount: 5n })
    expect(second).to.deep.equal({ ...first, status: 'exists' })
    expect(await ledger.balance(anna)).to.equal(before)
  })

  const changes: [string, (command: PlainCommand) => Command][] = [
    ['amount', (command) => ({ ...command, currency: 'aid', amount: 6n as Micros })],
    ['debit', (command) => ({ ...command, debit: clara })],
    ['credit', (command) => ({ ...command, credit: clara })],
    ['currency', (command) => ({ ...command, currency: 'usd', amount: 5n as Cents })],
    ['reason', (command) => ({ ...command, reason: 'another' })],
    ['reference', (command) => ({ ...command, reference: 'another' })],
    ['kind', (command) => ({ ...command, kind: 'pending', expiresInMs: 1_000 })],
    ['an amount that is none', (command) => ({ ...command, currency: 'aid', amount: 0n as Micros })],
  ]
  for (const [what, change] of changes) {
    it(`L2 the same id with another content (${what}) answers exists_different`, async () => {
      const command = move(anna, boris, 5n)
      await ledger.submit(command)
      const before = await ledger.balance(anna)
      expect(await ledger.ask(change(command))).to.equal('exists_different')
      expect(await ledger.balance(anna)).to.equal(before)
    })
  }

  it('L2 of many that ask for the same at once, one is told that it was created', async () => {
    const command = move(anna, boris, 3n)
    const results = await inTransactions(20, () => command)
    expect(results.toSorted()).to.deep.equal(['created', ...Array.from({ length: 19 }, () => 'exists')])
  })

  it('L2 of many that ask with one id on different accounts at once, one is done and the others differ', async () => {
    const id = newTransferId()
    const pairs: [AccountName, AccountName][] = [
      [anna, boris],
      [grant, 'agent:new:aid'],
    ] // no account in common, so no lock
    const results = await inTransactions(20, (at) => move(...pairs[at % 2]!, 2n, { id }))
    const done = results.filter((status) => status === 'created')
    const same = results.filter((status) => status === 'exists')
    expect(done).to.have.lengthOf(1)
    expect(same).to.have.lengthOf(9)
    expect(results.filter((status) => status === 'exists_different')).to.have.lengthOf(10)
  })

  it('L3 what is missing is told, and nothing moves', async () => {
    const has = await ledger.balance(anna)
    const [verdict] = await ledger.submit(move(anna, boris, has + 1n))
    expect(verdict).to.deep.equal({ status: 'insufficient_funds', missing: 1n })
    expect(await ledger.balance(anna)).to.equal(has)
  })

  it('L3 a floor below zero may be used up, and no more', async () => {
    await ledger.storage.transaction((tx) => openAccount(tx, { name: 'house:loan', currency: 'aid', floor: -10n }))
    expect(await ledger.ask(move('house:loan', boris, 10n))).to.equal('created')
    expect(await ledger.submit(move('house:loan', boris, 4n))).to.deep.equal([
      { status: 'insufficient_funds', missing: 4n },
    ])
  })

  for (const way of ['transactions of their own', 'the writer'] as const) {
    it(`L3 of fifty that ask at once, by ${way}, for a tenth of what is there, ten are done`, async () => {
      const name: AccountName = `agent:rush-${way.length}:aid`
      await ledger.storage.transaction((tx) => openAccount(tx, { name, currency: 'aid' }))
      await ledger.give(name, 1_000n)
      const asks = () => move(name, boris, 100n)
      const results =
        way === 'the writer'
          ? await Promise.all(Array.from({ length: 50 }, () => ledger.ask(asks())))
          : await inTransactions(50, asks)
      expect(results.filter((status) => status === 'created')).to.have.lengthOf(10)
      expect(results.filter((status) => status === 'insufficient_funds')).to.have.lengthOf(40)
      expect(await ledger.balance(name)).to.equal(0n)
    })
  }

  const much = amountMax + 1n
  const giant = 10n ** 40n
  const nobody: AccountName = 'agent:nobody:aid'
  const verdicts: [string, Command, object][] = [
    [
      'an id that is none',
      { ...move(anna, boris, 1n), id: 'x' as never },
      { status: 'invalid', which: 'id: expected a UUID in lower case' },
    ],
    ['no reason', move(anna, boris, 1n, { reason: '' }), { status: 'invalid', which: 'reason: expected a short line' }],
    [
      'a reason of two lines',
      move(anna, boris, 1n, { reason: 'a\nb' }),
      { status: 'invalid', which: 'reason: expected a short line' },
    ],
    [
      'half a character',
      move(anna, boris, 1n, { reason: '\ud800' }),
      { status: 'invalid', which: 'reason: expected a short line' },
    ],
    [
      'a long reference',
      move(anna, boris, 1n, { reference: 'x'.repeat(201) }),
      { status: 'invalid', which: 'reference: expected a short line' },
    ],
    [
      'a name that is none',
      move('anna' as never, boris, 1n),
      { status: 'invalid', which: 'debit: expected the name of an account' },
    ],
    [
      'no time',
      hold(anna, boris, 1n, { expiresInMs: 0 }),
      { status: 'invalid', which: `expiresInMs: expected 1 to ${limits.holdMsMax}` },
    ],
    ['an unknown payer, also to itself', move(nobody, nobody, 1n), { status: 'account_unknown', which: 'debit' }],
    ['an unknown payee', move(anna, nobody, 1n), { status: 'account_unknown', which: 'credit' }],
    [
      'another currency, also to itself',
      { ...move(anna, anna, 1n), currency: 'usd' } as never,
      { status: 'currency_mismatch' },
    ],
    ['accounts of two currencies', move(anna, 'external:paypal:usd', 1n), { status: 'currency_mismatch' }],
    [
      'the same account, also with nothing',
      { ...move(anna, anna, 1n), amount: 0n as never },
      { status: 'same_account' },
    ],
    ['nothing', { ...move(anna, boris, 1n), amount: 0n as never }, { status: 'amount_out_of_range' }],
    ['less than nothing', { ...move(anna, boris, 1n), amount: -1n as never }, { status: 'amount_out_of_range' }],
    [
      'too much for any account',
      { ...move(anna, boris, 1n), amount: much as never },
      { status: 'amount_out_of_range' },
    ],
    [
      'more than a column holds',
      { ...move(anna, boris, 1n), amount: giant as never },
      { status: 'amount_out_of_range' },
    ],
    ['all there could be', move(anna, boris, amountMax), { status: 'insufficient_funds', missing: 1n }],
    ['an unknown hold', voidOf({ id: newTransferId() }), { status: 'pending_unknown' }],
    [
      'nothing of an unknown hold',
      { ...postOf({ id: newTransferId() }), amount: 0n } as never,
      { status: 'amount_out_of_range' },
    ],
  ]
  for (const [what, command, expected] of verdicts) {
    it(`L4 ${what} answers ${JSON.stringify(expected, (_, value) => (typeof value === 'bigint' ? 'so much' : value))}`, async () => {
      const before = await ledger.queries.balanceOf(anna)
      const [verdict] = await ledger.submit(command)
      const missing = { missing: amountMax - before!.balance }
      expect(verdict).to.deep.equal('missing' in expected ? { ...expected, ...missing } : expected)
      expect(await ledger.queries.balanceOf(anna)).to.deep.equal(before)
    })
  }

  it('L4 a transfer that is a hold to nobody cannot be posted: the id of a plain one is no hold', async () => {
    const plain = move(anna, boris, 1n)
    await ledger.submit(plain)
    expect(await ledger.ask(postOf(plain))).to.equal('pending_unknown')
  })

  it('L5 a group is done as a whole, each seeing what the ones before it did', async () => {
    await ledger.give(clara, 10n)
    const chain = [move(clara, boris, 10n), move(boris, clara, 4n), move(clara, anna, 4n)]
    expect((await ledger.submit(...chain)).map(({ status }) => status)).to.deep.equal(['created', 'created', 'created'])
    expect((await ledger.submit(...chain)).map(({ status }) => status)).to.deep.equal(['exists', 'exists', 'exists'])
    expect(await ledger.balance(clara)).to.equal(0n)
  })

  it('L5 one command that cannot be done keeps all from being done, whichever place it has', async () => {
    for (const place of [0, 1, 2]) {
      const group = [move(anna, boris, 1n), hold(anna, boris, 1n), move(boris, anna, 1n)]
      group[place] = move(clara, boris, 1n)
      const before = await ledger.queries.balancesOf([anna, boris, clara])
      const verdicts = await ledger.submit(...group)
      expect(verdicts.map(({ status }) => status)).to.deep.equal(
        group.map((_, at) => (at === place ? 'insufficient_funds' : 'linked_failed')),
      )
      expect(refusalIn(verdicts)).to.deep.equal({ status: 'insufficient_funds', missing: 1n })
      expect(await ledger.queries.balancesOf([anna, boris, clara])).to.deep.equal(before)
    }
  })

  it('L5 a group that failed does not hold up others in its transaction', async () => {
    const results = await Promise.all([
      ledger.submit(move(anna, boris, 1n)),
      ledger.submit(move(anna, boris, 1n), move(clara, boris, 1n)),
      ledger.submit(move(anna, boris, 1n), move(boris, anna, 1n)),
    ])
    expect(results.map((verdicts) => verdicts.map(({ status }) => status))).to.deep.equal([
      ['created'],
      ['linked_failed', 'insufficient_funds'],
      ['created', 'created'],
    ])
  })

  it('L5 a group that was done and one command more is another group', async () => {
    const group = [move(anna, boris, 1n), move(anna, boris, 1n)]
    await ledger.submit(...group)
    const before = await ledger.balance(anna)
    const longer = await ledger.submit(...group, move(anna, boris, 1n))
    expect(longer.map(({ status }) => status)).to.deep.equal(['exists', 'exists', 'linked_failed'])
    const alone = await ledger.submit(group[1]!)
    expect(alone.map(({ status }) => status)).to.deep.equal(['exists_different'])
    expect(await ledger.balance(anna)).to.equal(before)
  })

  it('L5 an id twice in a group is refused before the database is asked', async () => {
    const [command, pending] = [move(anna, boris, 1n), hold(anna, boris, 1n)]
    for (const group of [
      [command, command],
      [pending, postOf(pending)],
    ]) {
      const verdicts = await ledger.submit(...group)
      expect(verdicts.map(({ status }) => status)).to.deep.equal(['linked_failed', 'invalid'])
    }
  })

  it('L6 a balance stops short of what its column holds', async () => {
    const [vault, mint]: AccountName[] = ['house:vault', 'grant:vault']
    await ledger.storage.transaction(async (tx) => {
      await openAccount(tx, { name: vault!, currency: 'aid' })
      await openAccount(tx, { name: mint!, currency: 'aid', floor: null })
    })
    const full = Array.from({ length: Number(balanceMax / amountMax) }, () => move(mint!, vault!, amountMax))
    const results = await Promise.all(full.map((command) => ledger.ask(command)))
    expect(new Set(results)).to.deep.equal(new Set(['created']))
    expect(await ledger.balance(vault!)).to.equal(balanceMax)
    expect(await ledger.ask(move(mint!, vault!, 1n))).to.equal('amount_out_of_range')
    expect(await ledger.ask(hold(mint!, vault!, 1n))).to.equal('amount_out_of_range')
  })

  // Each in a transaction of its own, all at once; as many connections as the pool has.
  function inTransactions(count: number, command: (at: number) => Command): Promise<string[]> {
    const one = (at: number) =>
      ledger.storage.database.transaction(async (tx) => (await post(tx, [command(at)]))[0]!.status)
    return Promise.all(Array.from({ length: count }, (_, at) => one(at)))
  }
})
