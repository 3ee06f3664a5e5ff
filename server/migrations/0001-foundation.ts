import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Registry of agents, the village's residents, the outbox and the audit. */
export class Foundation1763600000000 implements MigrationInterface {
  readonly name = 'Foundation1763600000000'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table outbox (
      id bigserial constraint outbox_pkey primary key,
      position bigint,
      type text not null,
      payload jsonb not null,
      at timestamptz not null default clock_timestamp()
    )`)
    await db.query('create unique index outbox_position on outbox (position)')
    await db.query('create index outbox_waiting on outbox (id) where position is null')
    await db.query(`create table audit_entries (
      id bigserial constraint audit_entries_pkey primary key,
      at timestamptz not null default clock_timestamp(),
      actor text not null,
      action text not null,
      subject text not null,
      detail jsonb not null
    )`)
    await db.query('create index audit_entries_subject on audit_entries (subject, id)')
    await db.query(`create function refuse_change() returns trigger language plpgsql as
      $$ begin raise exception '% is append-only', tg_table_name; end $$`)
    await db.query(`create trigger audit_entries_append_only before update or delete or truncate on audit_entries
      for each statement execute function refuse_change()`)
    await db.query(`create table agents (
      id uuid constraint agents_pkey primary key,
      name text not null,
      name_key text not null constraint agents_name_key unique,
      persona text not null,
      kind text not null,
      look bigint not null,
      owner_id uuid,
      standing text not null,
      standing_reason text not null default '',
      created_at timestamptz not null
    )`)
    await db.query(`create table agent_tokens (
      id uuid constraint agent_tokens_pkey primary key,
      agent_id uuid not null constraint agent_tokens_agent_fk references agents (id),
      hash text not null constraint agent_tokens_hash unique,
      label text not null,
      created_at timestamptz not null,
      revoked_at timestamptz
    )`)
    await db.query('create index agent_tokens_agent on agent_tokens (agent_id)')
    await db.query(`create table village_residents (
      agent_id uuid constraint village_residents_pkey primary key
        constraint village_residents_agent_fk references agents (id),
      present boolean not null,
      walk jsonb not null,
      deeds jsonb not null
    )`)
    await db.query(`create table village_heartbeats (
      village text constraint village_heartbeats_pkey primary key,
      alive_at timestamptz not null,
      founded_at timestamptz not null
    )`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table village_heartbeats, village_residents, agent_tokens, agents, audit_entries, outbox')
    await db.query('drop function refuse_change')
  }
}
