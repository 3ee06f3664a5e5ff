import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import type { Millis } from '#kernel/time'
import type { AgentRecord } from '#messages/history'
import { type Cast, type Change, type Chunk, type Delta, momentFields } from './record.ts'

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)
const quality = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
}

/** The bytes of a chunk. */
export type EncodedChunk = { keyframe: Buffer | null; deltas: Buffer }

/** How many items are written as JSON before others get a turn: well under a millisecond. */
const sliceItems = 100

type StoredDelta = [after: Millis, changed: [number, object][], left: number[]]

/** Packs a chunk as compressed JSON; moments count from its beginning, which makes them short. */
export async function encodeChunk({ from, keyframe, deltas }: Chunk): Promise<EncodedChunk> {
  const toStored = ({ at, changed, left }: Delta): StoredDelta => [at - from, changed.map(inChunk), left]
  return {
    keyframe: keyframe === undefined ? null : await pack([...keyframe], inChunk),
    deltas: await pack(deltas, toStored),
  }

  function inChunk([number, change]: [number, Change]): [number, object] {
    return [number, withMoments(change, (at) => (at === 0 ? null : at! - from))]
  }
}

/** Unpacks the keyframe of a chunk that begins at `from`. */
export async function decodeKeyframe(from: Millis, bytes: Buffer): Promise<Cast> {
  const stored = await unpack<[number, object][]>(bytes)
  return new Map(stored.map(([number, record]) => [number, absolute(from, record) as AgentRecord]))
}

/** Unpacks the deltas of a chunk that begins at `from`. */
export async function decodeDeltas(from: Millis, bytes: Buffer): Promise<Delta[]> {
  const stored = await unpack<StoredDelta[]>(bytes)
  return stored.map(([after, changed, left]) => ({
    at: from + after,
    changed: changed.map(([number, change]) => [number, absolute(from, change)]),
    left,
  }))
}

function absolute(from: Millis, change: object): Change {
  return withMoments(change, (after) => (after === null ? 0 : after + from))
}

function withMoments(change: object, map: (moment: number | null) => number | null): object {
  const copy = { ...change } as Record<string, number | null>
  for (const field of momentFields) if (field in copy) copy[field] = map(copy[field]!)
  return copy
}

async function pack<T>(items: readonly T[], toStored: (item: T) => object): Promise<Buffer> {
  const parts: string[] = []
  for (let at = 0; at < items.length; at += sliceItems) {
    if (at > 0) await setImmediate()
    const slice = items.slice(at, at + sliceItems).map((item) => JSON.stringify(toStored(item)))
    parts.push(slice.join(','))
  }
  return compress(`[${parts.join(',')}]`, quality)
}

async function unpack<T>(bytes: Buffer): Promise<T> {
  return JSON.parse((await decompress(bytes)).toString()) as T
}
