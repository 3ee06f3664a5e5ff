import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Past events by when they happened: of everyone, of one agent, at one place. */
export class News1763800000000 implements MigrationInterface {
  readonly name = 'News1763800000000'

  async up(db: QueryRunner): Promise<void> {
    // A row enters these when it gets its position, not before, so that it enters them once.
    await db.query('create index outbox_at on outbox (at, position) where position is not null')
    await db.query(`create index outbox_agent on outbox ((payload->>'agentId'), at, position)
      where position is not null and payload->>'agentId' is not null`)
    await db.query(`create index outbox_place on outbox ((payload->>'place'), at, position)
      where position is not null and payload->>'place' is not null`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index outbox_at, outbox_agent, outbox_place')
  }
}
