import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Matches, who plays in them, and their signed logs, which are neither changed nor removed. */
export class Matches1764500000000 implements MigrationInterface {
  readonly name = 'Matches1764500000000'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table matches (
      id uuid constraint matches_pkey primary key,
      game text not null,
      mode text not null,
      purpose text not null,
      plan jsonb not null,
      state text not null,
      requested_by text not null,
      owner_key text not null,
      trial_of uuid constraint matches_trial unique constraint matches_trial_fk references competitors_versions (id),
      commitment text not null,
      secret text not null,
      attempt integer not null default 0,
      worker text,
      heartbeat_at timestamptz,
      not_before timestamptz,
      turns integer,
      head text,
      faults jsonb,
      failure text,
      created_at timestamptz not null,
      started_at timestamptz,
      finished_at timestamptz
    )`)
    await db.query(`create table match_entrants (
      match_id uuid not null constraint match_entrants_match_fk references matches (id),
      number integer not null,
      kind text not null,
      name text not null,
      agent_id uuid constraint match_entrants_agent_fk references agents (id),
      owner_id uuid,
      version_id uuid,
      language text,
      digest text,
      runtime text,
      attestation_id uuid,
      is_attested boolean,
      seat integer,
      score double precision,
      withdrawn text,
      faults integer,
      constraint match_entrants_pkey primary key (match_id, number)
    )`)
    await db.query(`create table match_logs (
      match_id uuid constraint match_logs_pkey primary key constraint match_logs_match_fk references matches (id),
      log text not null
    )`)
    for (const statement of [...indexes, ...keepers]) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table match_logs, match_entrants, matches')
    await db.query('drop function refuse_change_of_ended(), refuse_change_of_entrants()')
  }
}

const indexes = [
  'create index matches_game on matches (game, id)',
  `create index matches_open on matches (owner_key) where state in ('queued', 'running')`,
  `create index matches_running on matches (heartbeat_at) where state = 'running'`,
  'create index match_entrants_agent on match_entrants (agent_id, match_id)',
]

const keepers = [
  `create trigger match_logs_stay before update or delete or truncate on match_logs
    for each statement execute function refuse_change()`,
  ...['matches', 'match_entrants'].map(
    (table) => `create trigger ${table}_stay before delete or truncate on ${table}
      for each statement execute function refuse_change()`,
  ),
  `create function refuse_change_of_ended() returns trigger language plpgsql as $$ begin
    raise exception 'a match that has ended stays as it is' using errcode = 'restrict_violation';
  end $$`,
  `create function refuse_change_of_entrants() returns trigger language plpgsql as $$ begin
    if exists (select from matches where id = old.match_id and state = 'finished') then
      raise exception 'a match that has ended stays as it is' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$`,
  `create trigger match_entrants_ended before update on match_entrants for each row
    execute function refuse_change_of_entrants()`,
  `create trigger matches_ended before update on matches for each row
    when (old.state = 'finished') execute function refuse_change_of_ended()`,
]
