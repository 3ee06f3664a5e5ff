import { EntitySchema } from 'typeorm'
import type { Millis } from '#kernel/time'
import type { Transaction } from './database.ts'

/** What a transaction leaves in the outbox: a type, what the event carries (plain JSON), and when, if not just now. */
export type OutboxFact = { type: string; payload: object; at?: Millis }

export type OutboxRow = { id: string; position: string | null; type: string; payload: object; at: Date }

/**
 * Facts of committed transactions. `position` is given afterwards, in commit order (server/feed); until then a row waits.
 */
export const outboxTable = new EntitySchema<OutboxRow>({
  name: 'outbox',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    position: { type: 'bigint', nullable: true },
    type: { type: 'text' },
    payload: { type: 'jsonb' },
    at: { type: 'timestamptz', default: () => 'clock_timestamp()' },
  },
  indices: [
    { name: 'outbox_position', columns: ['position'], unique: true },
    { name: 'outbox_waiting', columns: ['id'], where: 'position is null' },
    { name: 'outbox_at', columns: ['at', 'position'], where: 'position is not null' },
    // Their first column is an expression, which can't be said here; the migration has them.
    { name: 'outbox_agent', columns: ['at', 'position'], synchronize: false },
    { name: 'outbox_place', columns: ['at', 'position'], synchronize: false },
  ],
})

/** The channel on which a committed outbox row wakes the sequencer. */
export const outboxChannel = 'outbox'

/** Writes facts with the rows they belong to: they happen exactly if the transaction commits. */
export async function appendToOutbox(tx: Transaction, ...facts: OutboxFact[]): Promise<void> {
  if (facts.length === 0) return
  const types = facts.map((fact) => fact.type)
  const payloads = facts.map((fact) => JSON.stringify(fact.payload))
  const moments = facts.map((fact) => (fact.at === undefined ? null : new Date(fact.at)))
  // clock_timestamp, not now: a fact is as old as its writing, not as its transaction's start.
  await tx.query(
    `with facts as (
       insert into outbox (type, payload, at)
       select type, payload::jsonb, coalesce(at, clock_timestamp())
       from unnest($1::text[], $2::text[], $3::timestamptz[]) with ordinality as f(type, payload, at, n) order by n
     )
     select pg_notify($4, '')`,
    [types, payloads, moments, outboxChannel],
  )
}
