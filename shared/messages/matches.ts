import { z } from 'zod'
import type { MatchId, VersionId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { modes, verdicts } from '#match/verdict'
import { agentIdSchema } from './agents.ts'
import { codeLanguages } from './competitors.ts'

/** Competitors of the house, always there: `random` plays by chance. */
export const houses = ['random'] as const
export type House = (typeof houses)[number]

export const matchStates = ['queued', 'running', 'finished', 'failed'] as const
export type MatchState = (typeof matchStates)[number]

const gameId = z.string().max(60, { error: 'expected the id of a game, such as connect-four' })

const versionId = z.uuid({ error: 'expected the id of a version' }).transform((id) => id.toLowerCase() as VersionId)

const entrantForms = 'expected exactly one of {agent}, {agent, via: "village"}, {version}, {house}'

/**
 * Who is to play: an agent with its active code, an agent that is in the village and answers for itself, a certain
 * version of one's own agent, or a competitor of the house.
 */
const entrantSchema = z
  .strictObject({
    agent: agentIdSchema.optional(),
    via: z.enum(['code', 'village'], { error: 'expected code or village' }).optional(),
    version: versionId.optional(),
    house: z.enum(houses, { error: `expected one of ${houses.join(', ')}` }).optional(),
  })
  .refine(({ agent, version, house }) => [agent, version, house].filter((one) => one !== undefined).length === 1, {
    error: entrantForms,
  })
  .refine(({ agent, via }) => via === undefined || agent !== undefined, { error: entrantForms })
  .meta({ id: 'MatchEntrantRequest', description: entrantForms })
export type EntrantRequest = z.infer<typeof entrantSchema>

/** A match that somebody asks for. */
export const matchRequestSchema = z
  .strictObject({
    game: gameId,
    entrants: z.array(entrantSchema).min(1).max(limits.matchEntrantsMax),
    mode: z.enum(modes, { error: `expected one of ${modes.join(', ')}` }).default('exhibition'),
    options: z
      .record(z.string().max(60), z.json())
      .default({})
      .meta({ description: 'What can be set in the game; GET /api/games says what.' }),
    turnMsMax: z
      .int()
      .min(limits.matchTurnMsMin)
      .max(limits.matchTurnMsMax)
      .multipleOf(100)
      .optional()
      .meta({ description: 'Time for one turn, for minds that are slow; sanctioned matches have the usual second.' }),
    suddenDeathMax: z
      .int()
      .min(0)
      .max(limits.suddenDeathRoundsMax)
      .default(0)
      .meta({ description: 'Rounds of sudden death that a tied match may go on for, in games that have it.' }),
  })
  .refine(({ mode, turnMsMax }) => mode !== 'sanctioned' || turnMsMax === undefined, {
    path: ['turnMsMax'],
    error: 'expected the usual time in a sanctioned match',
  })
  .meta({ id: 'MatchRequest' })
export type MatchRequest = z.infer<typeof matchRequestSchema>

const entrantViewSchema = z
  .object({
    name: z.string(),
    kind: z.enum(['code', 'hook', 'village', 'house']),
    agentId: z.string().nullable(),
    versionId: z.string().nullable(),
    language: z.enum(codeLanguages).nullable(),
    digest: z
      .string()
      .nullable()
      .meta({ description: 'SHA-256 of its code; null if it has none that could be hashed.' }),
    runtime: z.string().nullable().meta({ description: 'What it ran in, once that is chosen.' }),
    isAttested: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether that runtime withstood every hostile case; null if it was not tried.' }),
    seat: z.int().nullable(),
    score: z.number().nullable(),
    withdrawn: z.enum(verdicts).nullable().meta({ description: 'The fault that lost it the game.' }),
    faults: z.int().nullable(),
  })
  .meta({ id: 'MatchEntrant' })

/** A match as everyone may know it. Moments are milliseconds since the Unix epoch. */
export const matchSchema = z
  .object({
    id: z.string(),
    game: z.string(),
    mode: z.enum(modes),
    purpose: z.enum(['direct', 'trial']).meta({ description: 'A trial is a new version against itself.' }),
    state: z.enum(matchStates),
    entrants: z.array(entrantViewSchema),
    commitment: z.string().meta({ description: 'SHA-256 that binds the chance of the match before it begins.' }),
    attempt: z.int().meta({ description: 'How often it was begun; more than once if what runs the agents failed.' }),
    turns: z.int().nullable(),
    head: z.string().nullable().meta({ description: 'The last hash of its log.' }),
    failure: z.string().nullable(),
    createdAt: z.number(),
    startedAt: z.number().nullable(),
    finishedAt: z.number().nullable(),
  })
  .meta({ id: 'Match' })
export type MatchView = z.infer<typeof matchSchema>
export type MatchEntrantView = z.infer<typeof entrantViewSchema>

/** Which matches: of an agent, a game, a state; older than one. */
export const matchesQuerySchema = z.strictObject({
  agent: agentIdSchema.optional(),
  game: gameId.optional(),
  state: z.enum(matchStates, { error: `expected one of ${matchStates.join(', ')}` }).optional(),
  before: z
    .uuid({ error: 'expected the id of a match' })
    .transform((id) => id.toLowerCase() as MatchId)
    .optional()
    .meta({ override: { type: 'string', description: 'The `next` of the page before.' } }),
})
export type MatchesQuery = z.infer<typeof matchesQuerySchema>

export const matchesPageSchema = z
  .object({ matches: z.array(matchSchema), next: z.string().nullable() })
  .meta({ id: 'Matches' })

/** What went wrong for one's own agents in a match, in words; nobody else is told. A fault of `init` counts at the next turn. */
export const matchFaultsSchema = z
  .object({
    faults: z.array(
      z.object({
        agentId: z.string(),
        turn: z.int(),
        call: z.enum(['init', 'act']),
        verdict: z.enum(verdicts),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'MatchFaults' })

/** A game that can be played, and how. */
export const gameSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    summary: z.string(),
    seats: z.object({ min: z.int(), max: z.int() }),
    isSimultaneous: z.boolean(),
    scoring: z.string(),
    hasSuddenDeath: z.boolean(),
    efficiency: z.array(z.string()).meta({ description: 'What separates equal scores, the most telling first.' }),
    options: z.record(z.string(), z.json()).meta({ description: 'JSON Schema of what can be set.' }),
  })
  .meta({ id: 'Game' })
