import { z } from 'zod'
import type { AnyGame, Json } from '#games/game'
import { gameOf } from '#games'
import { parse } from '#kernel/parse'
import { refuse, type Refusal } from '#kernel/refusal'
import type { HashText } from './hash.ts'
import { commitmentTo, seedOf } from './seed.ts'
import { modes, verdicts, type Verdict } from './verdict.ts'

/** The form of a log, and the first word of what is signed. */
export const logFormat = 'village-match/1'

const hex256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)
const millis = z.int().min(1)
const cost = z.enum(['substitute', 'strike', 'forfeit'])
const entrant = z.strictObject({
  name: z.string().max(200),
  digest: hex256.nullable(),
  runtime: z.string().max(200),
})
const budget = z.strictObject({
  initMsMax: millis,
  turnMsMax: millis,
  matchMsMax: millis,
  initFuelMax: count,
  turnFuelMax: count,
  matchFuelMax: count,
  memoryBytesMax: count,
  replyBytesMax: count,
})
const costs = z.strictObject(
  Object.fromEntries(verdicts.map((verdict) => [verdict, cost])) as Record<Verdict, typeof cost>,
)
const faultRules = z.strictObject({ costs, strikesMax: z.int().min(1) })

/**
 * The first line of a log: all that was settled before the first turn. `entrants` are in the order in which they were
 * named: what each is called, the SHA-256 of its code (null if it has none that could be hashed), and what it ran in.
 * `seating[seat]` is the number of the entrant that sits there.
 */
export const headerSchema = z.strictObject({
  format: z.literal(logFormat),
  id: z.string().min(1).max(100),
  game: z.string().max(100),
  gameVersion: z.int(),
  options: z.json(),
  mode: z.enum(modes),
  faultRules,
  budget,
  suddenDeathMax: z.int().min(0).max(1_000),
  entrants: z.array(entrant).min(1).max(64),
  seatedBy: z.enum(['seed', 'order']),
  seating: z.array(count).max(64),
  commitment: hex256,
})
export type Header = z.infer<typeof headerSchema>
export type Entrant = z.infer<typeof entrant>

/** What a match is made from; the rest of the header follows from it. */
export type MatchSetup = Omit<Header, 'format' | 'gameVersion' | 'seating' | 'commitment' | 'options'> & {
  options?: Json | undefined
}

/** The game and the header of a match. Refuses as `invalid` what does not fit the game. */
export function headerOf(
  setup: MatchSetup,
  secret: string,
  hash: HashText,
): { status: 'made'; game: AnyGame; header: Header } | Refusal {
  const game = gameOf(setup.game)
  if (game === undefined) return invalid('game', `there is no game ${JSON.stringify(setup.game)}`)
  const { min, max } = game.seats
  const count = setup.entrants.length
  if (count < min || count > max)
    return invalid('entrants', min === max ? `expected ${min} entrants` : `expected ${min} to ${max} entrants`)
  const options = parse(game.options as { safeParse: never }, setup.options ?? {})
  if (options.status === 'refused') return options
  const seating =
    setup.seatedBy === 'order'
      ? setup.entrants.map((_, at) => at)
      : seedOf(setup.id, secret, hash).seating(setup.entrants.length)
  const { id, mode, suddenDeathMax, entrants, seatedBy } = setup
  const header: Header = {
    format: logFormat,
    id,
    game: game.id,
    gameVersion: game.version,
    options: options.value as Header['options'],
    mode,
    // In the order of the schema: a log is written in one way only, however its setup was kept.
    faultRules: faultRules.parse(setup.faultRules),
    budget: budget.parse(setup.budget),
    suddenDeathMax,
    entrants,
    seatedBy,
    seating,
    commitment: commitmentTo(secret, hash),
  }
  return { status: 'made', game, header }
}

function invalid(field: string, expected: string): Refusal {
  return refuse('invalid', `${field}: ${expected}`, [{ field, expected }])
}
