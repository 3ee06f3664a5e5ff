import { expect } from 'chai'
import { createSealer, verifyLedger, type LedgerFault } from '#domain/ledger'
import { loadSigningKey } from '#platform/signing-key'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase, query } from '#test/support/cluster'
import { anna, boris, clara, hold, move, openLedger, postOf, voidOf } from '#test/support/ledger'

// Who owns the server can switch every refusal off.
const asOwner = 'set session_replication_role = replica; '
const ofAnna = `(select id from ledger.accounts where name = 'agent:anna:aid')`
const nth = (n: number) => `(select id from ledger.transfers order by seq limit 1 offset ${n - 1})`

describe('the ledger: what verifyLedger finds', () => {
  let story: string
  let url: string
  let opened: OpenStorage
  before(async () => {
    story = await newDatabase()
    const ledger = await openLedger(story)
    const sealer = createSealer({
      database: ledger.storage.database,
      key: loadSigningKey({ secret: Buffer.alloc(32, 7).toString('base64'), dataDir: '' }),
    })
    const [first, second, third] = [hold(anna, boris, 30n), hold(anna, boris, 20n), hold(anna, clara, 10n)]
    await ledger.give(anna, 500n) // 1
    await ledger.submit(first) // 2
    await ledger.submit(postOf(first, 25n)) // 3
    await sealer.seal()
    await ledger.submit(move(anna, boris, 40n), move(boris, clara, 5n)) // 4, 5
    await ledger.submit(second) // 6
    await ledger.submit(voidOf(second)) // 7
    await sealer.seal()
    await ledger.submit(third) // 8
    await sealer.seal()
    await ledger.submit(move(anna, boris, 1n)) // 9, still waits
    await ledger.close()
  })
  beforeEach(async () => {
    url = await newDatabase(story)
    opened = await openDatabase(url)
  })
  afterEach(() => opened.close())

  it('L20 finds nothing where nothing is wrong', async () => {
    expect(await faults()).to.deep.equal([])
  })

  const tampered: [string, string, string[]][] = [
    [
      'a balance',
      `update ledger.accounts set balance = balance + 1 where name = 'agent:anna:aid'`,
      ['balance_differs account agent:anna:aid', 'sum_not_zero currency aid'],
    ],
    [
      'two balances, so that the sum fits',
      `update ledger.accounts set balance = balance + case when name like '%anna%' then 1 else -1 end where name in ('agent:anna:aid', 'agent:boris:aid')`,
      ['balance_differs account agent:anna:aid', 'balance_differs account agent:boris:aid'],
    ],
    [
      'what is held',
      `update ledger.accounts set held = 0 where name = 'agent:anna:aid'`,
      ['balance_differs account agent:anna:aid'],
    ],
    [
      'a version',
      `update ledger.accounts set version = version + 1 where name = 'agent:anna:aid'`,
      ['balance_differs account agent:anna:aid'],
    ],
    [
      'a floor',
      `update ledger.accounts set floor = null where name = 'agent:anna:aid'`,
      ['floor_missing account agent:anna:aid'],
    ],
    [
      'a name',
      `update ledger.accounts set name = 'agent:eve:aid' where name = 'agent:clara:aid'`,
      ['account_name_differs account agent:eve:aid', 'transfer_differs transfer 5', 'transfer_differs transfer 8'],
    ],
    [
      'a currency',
      `update ledger.accounts set currency = 'usd' where name = 'agent:clara:aid'`,
      [
        'transfer_wrong transfer 5',
        'transfer_wrong transfer 8',
        'sum_not_zero currency aid',
        'sum_not_zero currency usd',
      ],
    ],
    [
      'an account removed',
      `delete from ledger.accounts where name = 'agent:clara:aid'`,
      [
        'account_missing account *',
        'transfer_wrong transfer 5',
        'transfer_wrong transfer 8',
        'sum_not_zero currency aid',
        'transfer_differs transfer 5',
        'transfer_differs transfer 8',
      ],
    ],
    [
      'an amount',
      `update ledger.transfers set amount = 41 where id = ${nth(4)}`,
      ['entry_differs transfer 4', 'entry_differs transfer 4', 'transfer_differs transfer 4'],
    ],
    [
      'the amount of what still waits',
      `update ledger.transfers set amount = 2 where id = ${nth(9)}`,
      ['entry_differs transfer 9', 'entry_differs transfer 9'],
    ],
    ['a reason', `update ledger.transfers set reason = 'other' where id = ${nth(4)}`, ['transfer_differs transfer 4']],
    [
      'a moment',
      `update ledger.transfers set created_at = created_at + interval '1 microsecond' where id = ${nth(4)}`,
      ['transfer_differs transfer 4'],
    ],
    [
      'a payee',
      `update ledger.transfers set credit = ${ofAnna.replace('anna', 'clara')} where id = ${nth(4)}`,
      [
        'entry_differs entry 2 of account agent:boris:aid',
        'entry_differs transfer 4',
        'transfer_differs transfer 4',
      ].toSorted(),
    ],
    [
      'a transfer removed',
      `delete from ledger.transfers where id = ${nth(4)}`,
      [
        'entry_differs entry 2 of account agent:boris:aid',
        'entry_differs entry 4 of account agent:anna:aid',
        'transfer_sealed_wrongly transfer number 4',
      ],
    ],
    [
      'the end of a hold removed',
      `delete from ledger.transfers where id = ${nth(7)}`,
      [
        'entry_differs entry 6 of account agent:anna:aid',
        'hold_differs hold 6',
        'transfer_sealed_wrongly transfer number 7',
      ],
    ],
    [
      'an entry',
      `update ledger.entries set balance = balance + 1 where version = 2 and account = ${ofAnna}`,
      [
        'entry_does_not_follow entry 2 of account agent:anna:aid',
        'entry_does_not_follow entry 3 of account agent:anna:aid',
      ],
    ],
    [
      'an entry removed',
      `delete from ledger.entries where version = 2 and account = ${ofAnna}`,
      ['entry_does_not_follow entry 3 of account agent:anna:aid', 'entry_differs transfer 2'],
    ],
    [
      'the last entry removed',
      `delete from ledger.entries where account = ${ofAnna} and version = 8`,
      ['balance_differs account agent:anna:aid', 'entry_differs transfer 9'],
    ],
    [
      'an entry of its own',
      `insert into ledger.entries select account, version + 1, gen_random_uuid(), 1, 0, balance + 1, held from ledger.entries where account = ${ofAnna} and version = 8`,
      ['balance_differs account agent:anna:aid', 'entry_differs entry 9 of account agent:anna:aid'],
    ],
    ['a hold removed', `delete from ledger.holds`, ['hold_differs hold 8']],
    ['a hold', `update ledger.holds set amount = 1`, ['hold_differs hold 8']],
    [
      'a hold of its own',
      `insert into ledger.holds select ${nth(6)}, account, 20, expires_at from ledger.holds`,
      ['hold_differs hold 6'],
    ],
    ['what waits removed', `delete from ledger.unsealed`, ['transfer_sealed_wrongly transfer 9']],
    [
      'what waits twice',
      `insert into ledger.unsealed (seqs) select seqs from ledger.unsealed`,
      ['transfer_sealed_wrongly transfer 9'],
    ],
    [
      'a root',
      `update ledger.batches set root = sha256('x') where number = 2`,
      ['signature_wrong batch 2', 'root_differs batch 2', 'batch_link_differs batch 3'],
    ],
    [
      'a time of sealing',
      `update ledger.batches set sealed_at = replace(sealed_at, '2', '3') where number = 2`,
      ['signature_wrong batch 2', 'batch_link_differs batch 3'],
    ],
    [
      'a signature',
      `update ledger.batches set signature = signature_before.signature from (select signature from ledger.batches where number = 1) signature_before where number = 2`,
      ['signature_wrong batch 2'],
    ],
    [
      'a leaf',
      `update ledger.batches set leaves = set_byte(leaves, 40, get_byte(leaves, 40) # 1) where number = 2`,
      ['root_differs batch 2', 'transfer_differs transfer 5'],
    ],
    [
      'two batches swapped',
      `update ledger.batches set number = 7 - number where number > 1; update ledger.batches set number = number - 2 where number > 3`,
      [
        'signature_wrong batch 2',
        'signature_wrong batch 3',
        'batch_link_differs batch 2',
        'batch_link_differs batch 3',
      ],
    ],
    [
      'a batch removed',
      `delete from ledger.batches where number = 2`,
      [
        'batch_missing batch 2',
        'batch_link_differs batch 3',
        ...[4, 5, 6, 7].map((n) => `transfer_sealed_wrongly transfer ${n}`),
      ],
    ],
    ['the last batch removed', `delete from ledger.batches where number = 3`, ['transfer_sealed_wrongly transfer 8']],
    ['a key', `update ledger.keys set public_key = sha256('x')`, [1, 2, 3].map((n) => `key_missing batch ${n}`)],
    ['a key removed', `delete from ledger.keys`, [1, 2, 3].map((n) => `key_missing batch ${n}`)],
    [
      'money out of nothing, entered everywhere',
      `insert into ledger.transfers (id, kind, debit, credit, currency, amount, reason, created_at)
        select '00000000-0000-4000-8000-000000000001', 'plain', ledger.account_id('grant:aid'), ${ofAnna}, 'aid', 1000, 'gift', now();
      insert into ledger.entries select id, version + 1, '00000000-0000-4000-8000-000000000001', case name when 'grant:aid' then -1000 else 1000 end, 0,
        balance + case name when 'grant:aid' then -1000 else 1000 end, held from ledger.accounts where name in ('grant:aid', 'agent:anna:aid');
      update ledger.accounts set version = version + 1, balance = balance + case name when 'grant:aid' then -1000 else 1000 end
        where name in ('grant:aid', 'agent:anna:aid')`,
      ['transfer_sealed_wrongly transfer 10'],
    ],
  ]
  for (const [what, statement, expected] of tampered) {
    it(`L20 finds ${what}, and names the row`, async () => {
      await query(url, asOwner + statement)
      expect(await faults()).to.deep.equal(expected.toSorted())
    })
  }

  it('L20 says what is there and what should be', async () => {
    await query(url, `${asOwner} update ledger.accounts set balance = 7 where name = 'agent:clara:aid'`)
    const [fault] = await verifyLedger(opened.storage.database)
    expect(fault).to.deep.equal({
      fault: 'balance_differs',
      row: 'account agent:clara:aid',
      detail: 'has balance 7, held 0, version 1; its entries make 5, 0, 1',
    } satisfies LedgerFault)
  })

  // Transfers by their number of making, since their ids are new in every run.
  async function faults(): Promise<string[]> {
    const found = await verifyLedger(opened.storage.database)
    const rows = await query<{ id: string; seq: string }>(url, 'select id, seq from ledger.transfers')
    const numbers = new Map(rows.map(({ id, seq }) => [id, seq]))
    const readable = (row: string) =>
      row
        .replace(
          /^(transfer|hold) ([0-9a-f-]{36})$/,
          (_, kind: string, id: string) => `${kind} ${numbers.get(id) ?? '*'}`,
        )
        .replace(/[0-9a-f-]{36}/, '*')
    return found.map(({ fault, row }) => `${fault} ${readable(row)}`).toSorted()
  }
})
