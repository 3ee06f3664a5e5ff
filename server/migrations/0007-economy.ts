import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Rewards and penalties, daily allowances, what agents have heard of their money, and deposits. */
export class Economy1764200000000 implements MigrationInterface {
  readonly name = 'Economy1764200000000'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table economy_acts (
      id uuid constraint economy_acts_pkey primary key,
      kind text not null,
      agent_id uuid not null constraint economy_acts_agent_fk references agents (id),
      member_id uuid not null,
      payer text not null,
      asked bigint not null,
      micros bigint not null,
      reason text not null,
      post_id uuid,
      client_id uuid,
      at timestamptz not null,
      constraint economy_acts_client unique (member_id, client_id),
      constraint economy_acts_once unique (member_id, post_id, agent_id, kind)
    )`)
    await db.query(`create table economy_allowances (
      member_id uuid not null,
      day date not null,
      micros bigint not null,
      constraint economy_allowances_pkey primary key (member_id, day)
    )`)
    await db.query(`create table economy_heard (
      agent_id uuid constraint economy_heard_pkey primary key
        constraint economy_heard_agent_fk references agents (id),
      sequence bigint not null
    )`)
    await db.query(`create table payments_deposits (
      id uuid constraint payments_deposits_pkey primary key,
      paypal_transaction_id text not null constraint payments_deposits_paypal unique,
      agent_id uuid not null constraint payments_deposits_agent_fk references agents (id),
      cents bigint not null,
      micros bigint not null,
      member_id uuid not null,
      at timestamptz not null
    )`)
    await db.query('create index payments_deposits_at on payments_deposits (at, id)')
    for (const table of ['economy_acts', 'economy_allowances', 'payments_deposits']) {
      await db.query(`create trigger ${table}_append_only before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    // Transfers lie in the order of their time, so that this tiny index finds a stretch of it.
    await db.query('set local role village_ledger')
    await db.query('create index transfers_time on ledger.transfers using brin (created_at)')
    // What agents are told of: a few of the many transfers, so that these stay small.
    await db.query(`create index transfers_received on ledger.transfers (credit, seq)
      where reason in ('reward', 'deposit')`)
    await db.query(`create index transfers_taken on ledger.transfers (debit, seq) where reason = 'penalty'`)
    await db.query('reset role')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index ledger.transfers_time, ledger.transfers_received, ledger.transfers_taken')
    await db.query('drop table payments_deposits, economy_heard, economy_allowances, economy_acts')
  }
}
