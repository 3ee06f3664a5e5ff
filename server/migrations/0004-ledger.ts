import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The ledger, in a schema of its own that belongs to `village_ledger`; the application, `village_app`, may read it and
 * call its functions. Roles belong to the whole PostgreSQL, so they outlast the migration.
 */
export class Ledger1763900000000 implements MigrationInterface {
  readonly name = 'Ledger1763900000000'

  async up(db: QueryRunner): Promise<void> {
    for (const role of ['village_app', 'village_ledger']) await db.query(makeRole(role))
    await db.query('create schema ledger authorization village_ledger')
    await db.query('set local role village_ledger')
    for (const statement of [...domains, ...tables, ...appendOnly, ...functions, ...grants]) await db.query(statement)
    await db.query('reset role')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop schema ledger cascade')
  }
}

function makeRole(name: string): string {
  return `do $$ begin
    begin
      if not exists (select from pg_roles where rolname = '${name}') then create role ${name} nologin; end if;
    exception when duplicate_object or unique_violation then null; -- another database of this PostgreSQL was faster
    end;
    if not (select rolsuper from pg_roles where rolname = current_user) then grant ${name} to current_user; end if;
  exception when insufficient_privilege then
    raise exception 'the database user % may not create or use the role ${name}; '
      'let an administrator run: create role ${name} nologin; grant ${name} to % with admin option', current_user, current_user;
  end $$`
}

// What a column alone may be stands in its type: a table's checks are read anew from the catalog by every statement that
// writes to it, which took a tenth of the time of a transfer; a domain's are kept by the connection.
const domains = [
  `create domain ledger.kind as text check (value in ('plain', 'pending', 'post', 'void', 'expire'))`,
  `create domain ledger.currency as text check (value in ('aid', 'usd'))`,
  'create domain ledger.amount as bigint check (value > 0)',
  'create domain ledger.held as bigint check (value >= 0)',
  'create domain ledger.floor as bigint check (value <= 0)',
]

const tables = [
  `create table ledger.accounts (
    id uuid constraint accounts_pkey primary key,
    name text not null constraint accounts_name unique,
    currency ledger.currency not null,
    floor ledger.floor,
    balance bigint not null default 0,
    held ledger.held not null default 0,
    version bigint not null default 0,
    opened_at timestamptz not null default clock_timestamp(),
    constraint accounts_floor check (balance - held >= floor)
  ) with (fillfactor = 50)`,
  // No foreign keys: they would lock each account twice for what the functions see to and verifyLedger looks at.
  `create table ledger.transfers (
    id uuid constraint transfers_pkey primary key,
    seq bigint generated always as identity constraint transfers_seq unique,
    kind ledger.kind not null,
    debit uuid not null,
    credit uuid not null check (credit <> debit),
    currency text not null,
    amount ledger.amount not null,
    pending_id uuid check ((pending_id is not null) = (kind in ('post', 'void', 'expire'))),
    timeout_ms integer check ((timeout_ms is not null) = (kind = 'pending')),
    group_id uuid,
    reason text not null,
    reference text,
    created_at timestamptz not null
  )`,
  'create unique index transfers_pending on ledger.transfers (pending_id) where pending_id is not null',
  'create index transfers_reference on ledger.transfers (reference, seq) where reference is not null',
  `create table ledger.entries (
    account uuid not null,
    version bigint not null,
    transfer uuid not null,
    amount bigint not null,
    held_change bigint not null,
    balance bigint not null,
    held bigint not null,
    constraint entries_pkey primary key (account, version)
  )`,
  // Holds that are open: what of the transfers is still pending.
  `create table ledger.holds (
    id uuid constraint holds_pkey primary key,
    account uuid not null,
    amount bigint not null,
    expires_at timestamptz not null
  )`,
  'create index holds_account on ledger.holds (account, expires_at)',
  'create index holds_expiry on ledger.holds (expires_at)',
  // What waits for the sealer: a row for each call that made transfers.
  `create table ledger.unsealed (
    id bigint generated always as identity constraint unsealed_pkey primary key,
    seqs bigint[] not null
  )`,
  `create table ledger.keys (
    id text constraint keys_pkey primary key,
    public_key bytea not null check (length(public_key) = 32),
    since timestamptz not null default clock_timestamp()
  )`,
  `create table ledger.batches (
    number bigint constraint batches_pkey primary key,
    previous bytea not null check (length(previous) = 32),
    root bytea not null check (length(root) = 32),
    sealed_at text not null,
    key_id text not null,
    signature bytea not null check (length(signature) = 64),
    seqs bigint[] not null,
    leaves bytea not null,
    constraint batches_leaves check (length(leaves) = 32 * cardinality(seqs) and cardinality(seqs) > 0)
  )`,
  `create index batches_range on ledger.batches using gist (int8range(seqs[1], seqs[cardinality(seqs)], '[]'))`,
]

// Row triggers would miss TRUNCATE. Accounts, holds and what waits change, but only inside the functions.
const appendOnly = [
  `create function ledger.refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'ledger.% is append-only', tg_table_name; end $$`,
  ...['transfers', 'entries', 'batches', 'keys'].map(
    (table) => `create trigger ${table}_append_only before update or delete or truncate on ledger.${table}
      for each statement execute function ledger.refuse_change()`,
  ),
  ...['accounts', 'holds', 'unsealed'].map(
    (table) => `create trigger ${table}_never_emptied before truncate on ledger.${table}
      for each statement execute function ledger.refuse_change()`,
  ),
]

const uuidFromText = (name: string, argument: string, text: string) =>
  `create function ledger.${name}(${argument}) returns uuid language sql immutable strict parallel safe as $$
    select overlay(overlay(substr(encode(sha256(convert_to(${text}, 'UTF8')), 'hex'), 1, 32)
      placing '8' from 13) placing '8' from 17)::uuid $$`

// Plans are made once, for any number of commands, and must stay right while the tables grow from nothing: by index.
const planned = `set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
  set enable_hashjoin = off set enable_mergejoin = off`
const definer = 'security definer set search_path = pg_catalog, pg_temp'

// Decides and does. Locks the accounts in the order of their ids, then reads what else matters, then takes the commands
// one after another on arrays in memory, and writes everything at once. `groups`: commands next to one another with the
// same group succeed or fail together. Within a call every id and every pending id must be there once.
const decide = `create function ledger.decide(
    ids uuid[], kinds text[], debits uuid[], credits uuid[], monies text[], amounts bigint[], pendings uuid[],
    timeouts integer[], groups uuid[], reasons text[], refs text[], touched uuid[],
    out verdicts text[], out missing bigint[], out moved bigint[], out moments timestamptz[]
  ) language plpgsql ${definer} ${planned} as $$
#variable_conflict use_column
declare
  size constant integer := cardinality(ids);
  has_pendings constant boolean := array_remove(pendings, null) <> '{}';
  now_at timestamptz;
  pend_ids uuid[]; pend_debits uuid[]; pend_credits uuid[]; pend_monies text[]; pend_amounts bigint[];
  pend_ends timestamptz[]; pend_fates text[];
  acc_ids uuid[]; acc_monies text[]; acc_floors bigint[]; balances bigint[]; helds bigint[]; versions bigint[];
  late_ids uuid[]; late_accounts uuid[]; late_amounts bigint[];
  old_ids uuid[]; old ledger.transfers;
  e integer := 0; -- entries so far
  e_places integer[]; e_versions bigint[]; e_transfers uuid[]; e_amounts bigint[]; e_changes bigint[];
  e_balances bigint[]; e_helds bigint[];
  first integer := 1; last integer; failed integer; e_before integer; d integer; c integer; p integer;
  verdict text; short bigint; paid bigint; change bigint; any_hold boolean := false; any_late boolean; n_old integer;
begin
  verdicts := array_fill(null::text, array[size]);
  missing := array_fill(null::bigint, array[size]);
  moved := array_fill(null::bigint, array[size]);
  moments := array_fill(null::timestamptz, array[size]);

  if has_pendings then
    select array_agg(id), array_agg(debit), array_agg(credit), array_agg(currency), array_agg(amount::bigint),
        array_agg(created_at + timeout_ms * interval '1 millisecond')
      into pend_ids, pend_debits, pend_credits, pend_monies, pend_amounts, pend_ends
      from (select * from ledger.transfers where id = any(pendings) and kind = 'pending' order by id) as found;
  end if;

  select array_agg(id), array_agg(currency::text), array_agg(floor::bigint), array_agg(balance),
      array_agg(held::bigint), array_agg(version)
    into acc_ids, acc_monies, acc_floors, balances, helds, versions
    from (select id, currency, floor, balance, held, version from ledger.accounts
      where id = any(debits || credits || pend_debits || pend_credits || touched) order by id for update) as locked;

  -- From here on nobody else changes these accounts or their holds; each statement sees what was committed before it.
  now_at := clock_timestamp();
  select array(select id from ledger.transfers where id = any(ids)),
      exists(select from ledger.holds where account = any(acc_ids) and expires_at <= now_at)
    into old_ids, any_late;
  if pend_ids is not null then
    select array_agg(r.kind::text order by q.ord) into pend_fates
      from unnest(pend_ids) with ordinality as q(id, ord) left join ledger.transfers r on r.pending_id = q.id;
  end if;

  -- What is overdue on these accounts is over, before anything else is decided.
  if any_late then
    select array_agg(id), array_agg(account), array_agg(amount) into late_ids, late_accounts, late_amounts
      from (select * from ledger.holds where account = any(acc_ids) and expires_at <= now_at
        order by expires_at, id limit 1000) as overdue;
  end if;
  for i in 1 .. coalesce(cardinality(late_ids), 0) loop
    d := width_bucket(late_accounts[i], acc_ids);
    helds[d] := helds[d] - late_amounts[i];
    versions[d] := versions[d] + 1;
    e := e + 1;
    e_places[e] := d; e_versions[e] := versions[d]; e_transfers[e] := ledger.expiry_id(late_ids[i]);
    e_amounts[e] := 0; e_changes[e] := -late_amounts[i]; e_balances[e] := balances[d]; e_helds[e] := helds[d];
  end loop;

  while first <= size loop
    last := first;
    while last < size and groups[last + 1] = groups[first] loop last := last + 1; end loop;
    failed := null; e_before := e; n_old := 0;
    for k in first .. last loop
      verdict := null; short := null; d := 0; c := 0; p := 0; paid := 0; change := 0;
      if pendings[k] is not null and pend_ids is not null then
        p := width_bucket(pendings[k], pend_ids);
        if p > 0 and pend_ids[p] = pendings[k] then
          debits[k] := pend_debits[p]; credits[k] := pend_credits[p]; monies[k] := pend_monies[p];
        else
          p := 0;
        end if;
      end if;

      if ids[k] = any(old_ids) then
        select * into old from ledger.transfers where id = ids[k];
        if (old.kind, old.debit, old.credit, old.currency, old.pending_id, old.timeout_ms, old.group_id, old.reason,
              old.reference)
            is not distinct from (kinds[k], debits[k], credits[k], monies[k], pendings[k], timeouts[k], groups[k],
              reasons[k], refs[k])
            and (kinds[k] = 'void' or old.amount = coalesce(amounts[k], pend_amounts[p])) then
          verdict := 'exists'; moved[k] := old.amount; moments[k] := old.created_at; n_old := n_old + 1;
        else
          verdict := 'exists_different';
        end if;

      elsif pendings[k] is null then
        if acc_ids is not null then
          d := width_bucket(debits[k], acc_ids);
          c := width_bucket(credits[k], acc_ids);
        end if;
        if d = 0 or acc_ids[d] <> debits[k] then verdict := 'debit_unknown';
        elsif c = 0 or acc_ids[c] <> credits[k] then verdict := 'credit_unknown';
        elsif acc_monies[d] <> monies[k] or acc_monies[c] <> monies[k] then verdict := 'currency_mismatch';
        elsif d = c then verdict := 'same_account';
        elsif amounts[k] is null or amounts[k] not between 1 and 1000000000000000
            or balances[d] - amounts[k] < -4000000000000000000
            or balances[c] + amounts[k] > 4000000000000000000 then verdict := 'amount_out_of_range';
        else
          short := amounts[k] - (balances[d] - helds[d] - acc_floors[d]);
          if short > 0 then
            verdict := 'insufficient_funds'; missing[k] := short;
          elsif kinds[k] = 'pending' then
            change := amounts[k]; any_hold := true;
          else
            paid := amounts[k];
          end if;
        end if;

      else
        if amounts[k] not between 1 and 1000000000000000 then verdict := 'amount_out_of_range';
        elsif p = 0 then verdict := 'pending_unknown';
        elsif pend_fates[p] = 'post' then verdict := 'pending_already_posted';
        elsif pend_fates[p] = 'void' then verdict := 'pending_already_voided';
        elsif pend_fates[p] = 'expire' or pend_ends[p] <= now_at then verdict := 'pending_already_expired';
        elsif amounts[k] > pend_amounts[p] then verdict := 'exceeds_pending';
        else
          d := width_bucket(debits[k], acc_ids);
          c := width_bucket(credits[k], acc_ids);
          amounts[k] := coalesce(amounts[k], pend_amounts[p]);
          change := -pend_amounts[p];
          if kinds[k] = 'post' then paid := amounts[k]; end if;
          if paid > 0 and balances[c] + paid > 4000000000000000000 then verdict := 'amount_out_of_range'; end if;
        end if;
      end if;

      if verdict is null then
        verdict := 'created'; moved[k] := amounts[k]; moments[k] := now_at;
        balances[d] := balances[d] - paid; helds[d] := helds[d] + change; versions[d] := versions[d] + 1;
        e := e + 1;
        e_places[e] := d; e_versions[e] := versions[d]; e_transfers[e] := ids[k];
        e_amounts[e] := -paid; e_changes[e] := change; e_balances[e] := balances[d]; e_helds[e] := helds[d];
        if paid > 0 then
          balances[c] := balances[c] + paid; versions[c] := versions[c] + 1;
          e := e + 1;
          e_places[e] := c; e_versions[e] := versions[c]; e_transfers[e] := ids[k];
          e_amounts[e] := paid; e_changes[e] := 0; e_balances[e] := balances[c]; e_helds[e] := helds[c];
        end if;
      end if;
      verdicts[k] := verdict;
      if verdict <> 'created' and verdict <> 'exists' then failed := k; exit; end if;
    end loop;

    -- A group of which only a part exists is not the group that was done.
    if failed is null and n_old > 0 and n_old <= last - first then failed := 0; end if;
    if failed is not null then
      while e > e_before loop
        d := e_places[e];
        balances[d] := balances[d] - e_amounts[e]; helds[d] := helds[d] - e_changes[e]; versions[d] := versions[d] - 1;
        e := e - 1;
      end loop;
      for k in first .. last loop
        if k <> failed and verdicts[k] is distinct from 'exists' then
          verdicts[k] := 'linked_failed'; moved[k] := null; moments[k] := null;
        end if;
      end loop;
    end if;
    first := last + 1;
  end loop;
  if e = 0 then return; end if;

  if late_ids is not null then
    with ended as (
      insert into ledger.transfers (id, kind, debit, credit, currency, amount, pending_id, reason, created_at)
      select ledger.expiry_id(t.id), 'expire', debit, credit, currency, amount, t.id, 'expired', now_at
      from unnest(late_ids) with ordinality as l(id, ord) join ledger.transfers t on t.id = l.id order by ord
      returning seq
    )
    insert into ledger.unsealed (seqs) select array_agg(seq order by seq) from ended;
  end if;
  with made as (
    insert into ledger.transfers (id, kind, debit, credit, currency, amount, pending_id, timeout_ms, group_id, reason,
      reference, created_at)
    select ids[k], kinds[k], debits[k], credits[k], monies[k], amounts[k], pendings[k], timeouts[k], groups[k],
      reasons[k], refs[k], now_at
    from (select generate_series(1, size) as k) as every where verdicts[k] = 'created' returning seq
  ), waits as (
    insert into ledger.unsealed (seqs) select array_agg(seq) from made having count(*) > 0
  ), entered as (
    insert into ledger.entries (account, version, transfer, amount, held_change, balance, held)
    select acc_ids[e_places[k]], e_versions[k], e_transfers[k], e_amounts[k], e_changes[k], e_balances[k], e_helds[k]
    from (select generate_series(1, e) as k) as every
  )
  update ledger.accounts a set balance = balances[k], held = helds[k], version = versions[k]
    from (select generate_series(1, cardinality(acc_ids)) as k) as every
    where a.id = acc_ids[k] and a.version <> versions[k];

  if any_hold then
    insert into ledger.holds (id, account, amount, expires_at)
      select id, debit, amount, now_at + timeout_ms * interval '1 millisecond'
      from unnest(ids, kinds, debits, amounts, timeouts, verdicts) as u(id, kind, debit, amount, timeout_ms, verdict)
      where kind = 'pending' and verdict = 'created';
  end if;
  if has_pendings or late_ids is not null then
    delete from ledger.holds where id = any(late_ids || array(
      select pending_id from unnest(pendings, verdicts) as u(pending_id, verdict) where verdict = 'created'));
  end if;
end $$`

// Two calls with the same id on different accounts have no lock in common: the later one breaks the key. In a transaction
// of someone else it must look again by itself, at the price of a savepoint; the writer, which can ask again, calls decide.
const post = `create function ledger.post(
    ids uuid[], kinds text[], debits uuid[], credits uuid[], monies text[], amounts bigint[], pendings uuid[],
    timeouts integer[], groups uuid[], reasons text[], refs text[],
    out verdicts text[], out missing bigint[], out moved bigint[], out moments timestamptz[]
  ) language plpgsql ${definer} as $$
begin
  for attempt in 1 .. 3 loop
    begin
      select * into verdicts, missing, moved, moments from ledger.decide(ids, kinds, debits, credits, monies, amounts,
        pendings, timeouts, groups, reasons, refs, '{}');
      return;
    exception when unique_violation then
      if attempt = 3 then raise; end if;
    end;
  end loop;
end $$`

const functions = [
  uuidFromText('account_id', 'name text', 'name'),
  uuidFromText('expiry_id', 'pending uuid', `'expire:' || pending`),
  decide,
  post,
  `create function ledger.expire_holds(holds_max integer) returns integer
    language plpgsql ${definer} as $$
  declare
    accounts constant uuid[] := array(select distinct account from (
      select account from ledger.holds where expires_at <= clock_timestamp() order by expires_at limit holds_max) as due);
  begin
    if accounts <> '{}' then
      perform ledger.decide('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', accounts);
    end if;
    return cardinality(accounts);
  end $$`,
  `create function ledger.open_account(account text, money text, lowest bigint) returns text
    language plpgsql ${definer} as $$
  declare
    found ledger.accounts;
  begin
    if lowest is null and account !~ '^(external|grant):' then
      raise exception 'only external and grant accounts may be without a floor';
    end if;
    insert into ledger.accounts (id, name, currency, floor) values (ledger.account_id(account), account, money, lowest)
      on conflict do nothing returning * into found;
    if found.id is not null then return 'opened'; end if;
    select * into found from ledger.accounts where name = account;
    return case when (found.currency, found.floor) is not distinct from (money, lowest) then 'exists'
      else 'exists_different' end;
  end $$`,
  `create function ledger.add_key(key bytea) returns text
    language plpgsql ${definer} as $$
  declare
    key_id constant text := substr(encode(sha256(key), 'hex'), 1, 16);
  begin
    insert into ledger.keys (id, public_key) values (key_id, key) on conflict do nothing;
    return key_id;
  end $$`,
  `create function ledger.seal(batch bigint, before bytea, tree bytea, sealed text, key text, signed bytea,
    sequence bigint[], hashes bytea, waiting bigint[]) returns void
    language plpgsql ${definer} as $$
  declare
    taken bigint[];
  begin
    if batch <> coalesce((select max(number) from ledger.batches), 0) + 1 then
      raise exception 'batch % does not follow the last one', batch;
    end if;
    with gone as (delete from ledger.unsealed where id = any(waiting) returning seqs)
      select array_agg(seq order by seq) into taken from gone, unnest(seqs) as seq;
    if taken is distinct from sequence then raise exception 'batch % is not what waits', batch; end if;
    insert into ledger.batches (number, previous, root, sealed_at, key_id, signature, seqs, leaves)
      values (batch, before, tree, sealed, key, signed, sequence, hashes);
  end $$`,
]

const forApplication = [
  'decide(uuid[], text[], uuid[], uuid[], text[], bigint[], uuid[], integer[], uuid[], text[], text[], uuid[])',
  'post(uuid[], text[], uuid[], uuid[], text[], bigint[], uuid[], integer[], uuid[], text[], text[])',
  'expire_holds(integer)',
  'open_account(text, text, bigint)',
  'add_key(bytea)',
  'seal(bigint, bytea, bytea, text, text, bytea, bigint[], bytea, bigint[])',
  'account_id(text)',
  'expiry_id(uuid)',
]

const grants = [
  'revoke all on all functions in schema ledger from public',
  'grant usage on schema ledger to village_app',
  'grant select on all tables in schema ledger to village_app',
  ...forApplication.map((signature) => `grant execute on function ledger.${signature} to village_app`),
]
