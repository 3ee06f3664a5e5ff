import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Accounts: the schema of better-auth's tables (server/domains/accounts/migrate.ts), and whose an agent is. */
export class Accounts1764000000000 implements MigrationInterface {
  readonly name = 'Accounts1764000000000'

  async up(db: QueryRunner): Promise<void> {
    await db.query('create schema auth')
    await db.query('create index agents_owner on agents (owner_id, id)')
    await db.query('create index audit_entries_actor on audit_entries (actor, id)')
    await db.query('create index audit_entries_action on audit_entries (action, id)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index agents_owner, audit_entries_actor, audit_entries_action')
    await db.query('drop schema auth cascade')
  }
}
