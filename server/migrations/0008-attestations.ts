import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What runtimes withstood, and when. Nothing of it is ever changed or removed. */
export class Attestations1764300000000 implements MigrationInterface {
  readonly name = 'Attestations1764300000000'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table runtime_attestations (
      id uuid constraint runtime_attestations_pkey primary key,
      runtime text not null,
      version text not null,
      suite text not null,
      at timestamptz not null,
      holds boolean not null,
      result jsonb not null
    )`)
    await db.query('create index runtime_attestations_latest on runtime_attestations (runtime, version, at, id)')
    await db.query(`create trigger runtime_attestations_append_only
      before update or delete or truncate on runtime_attestations for each statement execute function refuse_change()`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table runtime_attestations')
  }
}
