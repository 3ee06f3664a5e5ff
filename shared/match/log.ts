import { z } from 'zod'
import type { Move, Seat } from '#games/game'
import { headerSchema, type Header } from './header.ts'
import { verdicts, type Verdict } from './verdict.ts'

/**
 * The log of a match: lines of JSON, each of which can be written in one way only.
 *
 *     {"format":"village-match/1", …}                  what was settled before the first turn
 *     ["start","<hash>"]
 *     [0,[[0,3,12]],"<hash>"]                          turn 0: seat 0 played 3, which took 12 units of fuel
 *     [1,[[1,5,null,"timeout"]],"<hash>"]              seat 1 ran out of time; 5 was played for it by chance
 *     [2,[[0,null,900,"crash"]],"<hash>"]              seat 0 lost the game by a fault
 *     {"turns":3, …,"secret":"…","head":"<hash>"}      how it ended
 *     {"publicKey":"…","signature":"…"}                Ed25519 over `village-match/1 <head>`
 *
 * Hashes are SHA-256 in hexadecimal; within the log only their first 16 digits stand. Each is made from the full one
 * before it, its own line up to the hash, and the whole state after the turn (Game.encode), so that none can be changed
 * without all after it. The first is made from the header, the seed and the first state.
 */
export type Entry = { seat: Seat; move: Move | null; fuel: number | null; verdict: Verdict | null }

/** How a match ended; lists have an item for each seat. */
export type EndRecord = {
  turns: number
  scores: number[]
  /** Seats that lost by a fault, in the order in which they did, and by which. */
  withdrawn: [Seat, Verdict][]
  faults: number[]
  /** Metered work in all; null where there is no meter. */
  fuel: (number | null)[]
  secret: string
}

/** The header as a line. */
export function firstLine(header: Header): string {
  return JSON.stringify(header)
}

export function startLine(head: string): string {
  return `["start","${head.slice(0, 16)}"]`
}

/** The beginning of a turn's line, up to its hash. */
export function turnLine(turn: number, entries: readonly Entry[]): string {
  let line = `[${turn},[`
  for (let at = 0; at < entries.length; at++) line += (at > 0 ? ',' : '') + entryText(entries[at]!)
  return `${line}],`
}

/** The beginning of the last line, up to its hash. */
export function endLine(record: EndRecord): string {
  return JSON.stringify(record).slice(0, -1)
}

function entryText({ seat, move, fuel, verdict }: Entry): string {
  const moved = typeof move === 'number' ? String(move) : JSON.stringify(move)
  if (verdict !== null) return `[${seat},${moved},${fuel},"${verdict}"]`
  return fuel === null ? `[${seat},${moved}]` : `[${seat},${moved},${fuel}]`
}

const move = z.union([z.string().max(100), z.number()])
const entrySchema = z.union([
  z.tuple([z.int(), move]),
  z.tuple([z.int(), move, z.int()]),
  z.tuple([z.int(), move.nullable(), z.int().nullable(), z.enum(verdicts)]),
])
const turnSchema = z.tuple([z.int(), z.array(entrySchema).min(1).max(64), z.string()])
const secretSchema = z.object({ secret: z.string().regex(/^[0-9a-f]{64}$/) })
const signatureSchema = z.strictObject({
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})

/** The lines of a log by what they are; undefined if there are too few of them. */
export type LogParts = { header: string; start: string; turns: string[]; end: string; signature: string | undefined }

/** Takes a log apart without looking into its lines. A log without a signature ends with the line before. */
export function partsOf(text: string): LogParts | undefined {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length < 3) return undefined
  const isSigned = lines.at(-1)!.startsWith('{"publicKey"')
  const signature = isSigned ? lines.pop() : undefined
  const [header, start, ...turns] = lines
  const end = turns.pop()
  return end === undefined ? undefined : { header: header!, start: start!, turns, end, signature }
}

/** Reads lines; undefined if a line is not what it should be. */
export const readLine = {
  header: (line: string): Header | undefined => read(headerSchema, line),
  turn: (line: string): Entry[] | undefined => read(turnSchema, line)?.[1].map(toEntry),
  secret: (line: string): string | undefined => read(secretSchema, line)?.secret,
  signature: (line: string) => read(signatureSchema, line),
}

function toEntry([seat, move, fuel, verdict]: z.infer<typeof entrySchema>): Entry {
  return { seat, move, fuel: fuel ?? null, verdict: verdict ?? null }
}

function read<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
