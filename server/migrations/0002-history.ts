import type { MigrationInterface, QueryRunner } from 'typeorm'

/** History: keyframes and deltas, in chunks of a few seconds. */
export class History1763700000000 implements MigrationInterface {
  readonly name = 'History1763700000000'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table history_chunks (
      from_at timestamptz constraint history_chunks_pkey primary key,
      to_at timestamptz not null,
      keyframe bytea,
      deltas bytea not null,
      says integer not null,
      thoughts integer not null,
      emotes integer not null,
      uses integer not null,
      walks integer not null,
      arrivals integer not null,
      departures integer not null
    )`)
    // The bytes, compressed already, lie beside the table, so that counting over weeks reads only counts.
    await db.query('alter table history_chunks alter keyframe set storage external, alter deltas set storage external')
    await db.query('alter table history_chunks set (toast_tuple_target = 128)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table history_chunks')
  }
}
