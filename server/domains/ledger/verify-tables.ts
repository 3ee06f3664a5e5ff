/** A row that is not as it must be: what is wrong, which row, and what is there against what should be. */
export type LedgerFault = { fault: string; row: string; detail: string }

// What each kind of transfer must have entered: on whom, how much, and how much more or less is held there.
const expectedEntries = `
  select id as transfer, debit as account, case when kind in ('plain', 'post') then -t.amount else 0 end as amount,
    case kind when 'plain' then 0 when 'pending' then t.amount else -held end as held_change
  from ledger.transfers t left join (select id as hold, amount as held from ledger.transfers where kind = 'pending') p
    on p.hold = t.pending_id
  union all
  select id, credit, amount, 0 from ledger.transfers where kind in ('plain', 'post')`

/**
 * Questions to which no row is the right answer; each row says where it stands and what is wrong there. They sort and join
 * inside the database, which spills to disk what does not fit its memory.
 */
export const tableChecks: Readonly<Record<string, string>> = {
  // Every account's row from its last entry, every entry from the one before it.
  balance_differs: `
    select 'account ' || a.name as row,
      format('has balance %s, held %s, version %s; its entries make %s, %s, %s',
        a.balance, a.held, a.version, coalesce(e.balance, 0), coalesce(e.held, 0), coalesce(e.version, 0)) as detail
    from ledger.accounts a left join lateral (
      select version, balance, held from ledger.entries where account = a.id order by version desc limit 1) e on true
    where (a.balance, a.held, a.version)
      is distinct from (coalesce(e.balance, 0), coalesce(e.held, 0), coalesce(e.version, 0))`,
  entry_does_not_follow: `
    select format('entry %s of account %s', e.version, coalesce(a.name, account::text)) as row,
      format('version %s follows %s; %s and %s held, after %s and %s changed by %s and %s', e.version,
        version_before, e.balance, e.held, balance_before, held_before, amount, held_change) as detail
    from (
      select *, lag(version, 1, 0) over chain as version_before, lag(balance, 1, 0) over chain as balance_before,
        lag(held, 1, 0) over chain as held_before
      from ledger.entries window chain as (partition by account order by version)) e
      left join ledger.accounts a on a.id = e.account
    where e.version <> version_before + 1 or e.balance <> balance_before + amount
      or e.held <> held_before + held_change
      or e.held < 0`,
  account_missing: `
    select 'account ' || account as row, 'has entries and no row' as detail
    from (select distinct account from ledger.entries) e where account not in (select id from ledger.accounts)`,
  account_name_differs: `
    select 'account ' || name as row, format('its id is %s, not %s', id, ledger.account_id(name)) as detail
    from ledger.accounts where id <> ledger.account_id(name)`,

  // Every entry from its transfer, and every transfer with its entries.
  entry_differs: `
    select case when x.transfer is null
        then format('entry %s of account %s', e.version, coalesce(a.name, e.account::text))
        else format('transfer %s', x.transfer) end as row,
      case when x.transfer is null then format('belongs to transfer %s, which makes no such entry', e.transfer)
        when e.transfer is null then format('has no entry on account %s', coalesce(a.name, x.account::text))
        else format('entry %s of account %s is %s and %s held; it should be %s and %s', e.version, a.name,
          e.amount, e.held_change, x.amount, x.held_change) end as detail
    from ledger.entries e full join (${expectedEntries}) x on x.transfer = e.transfer and x.account = e.account
      left join ledger.accounts a on a.id = coalesce(e.account, x.account)
    where (e.amount, e.held_change) is distinct from (x.amount, x.held_change)`,
  transfer_wrong: `
    select 'transfer ' || t.id as row, format('currency %s, from %s (%s) to %s (%s)', t.currency,
      coalesce(d.name, t.debit::text), d.currency, coalesce(c.name, t.credit::text), c.currency) as detail
    from ledger.transfers t left join ledger.accounts d on d.id = t.debit left join ledger.accounts c on c.id = t.credit
    where d.currency is distinct from t.currency or c.currency is distinct from t.currency`,

  // The ends of holds, from the holds.
  hold_ended_wrongly: `
    select 'transfer ' || t.id as row, format('%s of %s ends hold %s of %s', t.kind, t.amount, t.pending_id,
      coalesce(p.amount::text, 'nothing')) as detail
    from ledger.transfers t left join ledger.transfers p on p.id = t.pending_id and p.kind = 'pending'
    where t.pending_id is not null and (p.id is null or p.seq > t.seq or t.amount > p.amount
      or (t.debit, t.credit, t.currency) is distinct from (p.debit, p.credit, p.currency)
      or (t.kind <> 'post' and t.amount <> p.amount)
      or (t.kind = 'expire') <> (t.created_at >= p.created_at + p.timeout_ms * interval '1 millisecond')
      or (t.kind = 'expire' and t.id <> ledger.expiry_id(p.id)))`,
  hold_ended_twice: `
    select 'hold ' || pending_id as row, format('ended %s times', count(*)) as detail
    from ledger.transfers where pending_id is not null group by pending_id having count(*) > 1`,
  hold_differs: `
    select 'hold ' || coalesce(h.id, p.id) as row, case when h.id is null then 'is open and not among the holds'
      when p.id is null then 'is among the holds and not open' else 'differs from its transfer' end as detail
    from ledger.holds h full join (
      select id, debit as account, amount, created_at + timeout_ms * interval '1 millisecond' as expires_at
      from ledger.transfers t where kind = 'pending'
        and not exists (select from ledger.transfers r where r.pending_id = t.id)) p on p.id = h.id
    where (h.account, h.amount, h.expires_at) is distinct from (p.account, p.amount, p.expires_at)`,

  // What holds for accounts and currencies as a whole.
  below_floor: `
    select format('entry %s of account %s', e.version, a.name) as row,
      format('%s less %s held is below %s', e.balance, e.held, a.floor) as detail
    from ledger.entries e join ledger.accounts a on a.id = e.account where e.balance - e.held < a.floor`,
  sum_not_zero: `
    select 'currency ' || currency as row, format('its balances sum to %s', sum(balance)) as detail
    from ledger.accounts group by currency having sum(balance) <> 0`,
  floor_missing: `
    select 'account ' || name as row, 'has no floor' as detail
    from ledger.accounts where floor is null and name !~ '^(external|grant):'`,

  // Each transfer in one batch, or waiting for one; everything there that was ever sealed.
  transfer_sealed_wrongly: `
    select 'transfer ' || coalesce(t.id::text, 'number ' || s.seq) as row,
      case when t.id is null then format('is sealed or waits (%s) and is gone', s.places)
        when s.seq is null then 'is neither sealed nor waits'
        else format('is in %s places: %s', s.times, s.places) end as detail
    from ledger.transfers t full join (
      select seq, count(*) as times, string_agg(place, ', ') as places from (
        select unnest(seqs) as seq, 'batch ' || number as place from ledger.batches
        union all select unnest(seqs), 'waiting' from ledger.unsealed) as listed group by seq) s on s.seq = t.seq
    where t.id is null or s.seq is null or s.times <> 1`,
}
