import { EntitySchema } from 'typeorm'
import type { MarkCounts } from '#messages/history'

/** A chunk as it is stored: what changed after `fromAt` up to `toAt`, and for some the state at `fromAt`. */
export type HistoryChunkRow = MarkCounts & { fromAt: Date; toAt: Date; keyframe: Buffer | null; deltas: Buffer }

/** History in chunks; a chunk without a keyframe continues the one that ends where it begins. */
export const historyChunkTable = new EntitySchema<HistoryChunkRow>({
  name: 'history_chunks',
  columns: {
    fromAt: { type: 'timestamptz', name: 'from_at', primary: true },
    toAt: { type: 'timestamptz', name: 'to_at' },
    keyframe: { type: 'bytea', nullable: true },
    deltas: { type: 'bytea' },
    says: { type: 'integer' },
    thoughts: { type: 'integer' },
    emotes: { type: 'integer' },
    uses: { type: 'integer' },
    walks: { type: 'integer' },
    arrivals: { type: 'integer' },
    departures: { type: 'integer' },
  },
})
