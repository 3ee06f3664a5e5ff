import type { Millis } from '#kernel/time'
import type { Database } from '#platform/database'

/** One row per agent and second: where it was. What one would write first. */
export async function writeSamples(database: Database, start: Millis, agents: number, hours: number): Promise<void> {
  await database.query(`create table position_samples (
    at timestamptz not null, agent_id uuid not null, x real not null, y real not null, primary key (at, agent_id))`)
  await database.query('create temp table sampled as select gen_random_uuid() as id from generate_series(1, $1::int)', [
    agents,
  ])
  for (let minute = 0; minute < hours * 60; minute++) {
    await database.query(
      `insert into position_samples
       select $1::timestamptz + second * interval '1 second', id, random() * 80, random() * 60
       from generate_series(0, 59) as second, sampled`,
      [new Date(start + minute * 60_000)],
    )
  }
}

/** Where everyone was at a moment, by the last sample of each; positions only. */
export function openSample(database: Database, moment: Millis): Promise<object[]> {
  const second = new Date(moment - (moment % 1_000))
  return database.query('select agent_id, x, y from position_samples where at = $1', [second])
}
