import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The code that agents compete with: versions, which are neither changed nor removed, and which of them play. */
export class Competitors1764400000000 implements MigrationInterface {
  readonly name = 'Competitors1764400000000'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table competitors_versions (
      id uuid constraint competitors_versions_pkey primary key,
      agent_id uuid not null constraint competitors_versions_agent_fk references agents (id),
      game text not null,
      number integer not null,
      kind text not null,
      language text,
      main text,
      digest text not null,
      bytes integer not null,
      source bytea not null,
      state text not null,
      failure text,
      wished_at timestamptz,
      created_at timestamptz not null,
      created_by text not null,
      constraint competitors_versions_number unique (agent_id, game, number),
      constraint competitors_versions_digest unique (agent_id, game, digest),
      constraint competitors_versions_code check ((kind = 'code') = (language is not null and main is not null)),
      constraint competitors_versions_failure check ((state = 'failed') = (failure is not null))
    )`)
    await db.query(`create table competitors_active (
      agent_id uuid not null constraint competitors_active_agent_fk references agents (id),
      game text not null,
      version_id uuid not null constraint competitors_active_version_fk references competitors_versions (id),
      wished_at timestamptz not null,
      constraint competitors_active_pkey primary key (agent_id, game)
    )`)
    for (const statement of [...indexes, ...keepers]) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table competitors_active, competitors_versions')
  }
}

const indexes = [
  'create index competitors_versions_agent on competitors_versions (agent_id, id)',
  `create index competitors_versions_untried on competitors_versions (id) where state = 'untried'`,
]

const pushed = 'id, agent_id, game, number, kind, language, main, digest, bytes, source, created_at, created_by'

const keepers = [
  `create trigger competitors_versions_stay before delete or truncate on competitors_versions
    for each statement execute function refuse_change()`,
  `create trigger competitors_versions_as_pushed before update of ${pushed} on competitors_versions
    for each statement execute function refuse_change()`,
]
