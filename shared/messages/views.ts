import { z } from 'zod'
import { emotes } from './village.ts'
import { standings } from './agents.ts'

/** What an agent is doing now, derived from what it last did; see `doingOf` in shared/world/doing.ts. */
export const doings = ['idle', 'walking', 'talking', 'thinking', 'working', 'quarantined', 'lost'] as const
export type Doing = (typeof doings)[number]

const tile = z.object({ x: z.number(), y: z.number() })
const moment = z.number().meta({ description: 'Milliseconds since the Unix epoch.' })

/** An agent as everyone may see it. */
export const agentViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['agent', 'scripted']),
    look: z.number().meta({ description: 'Seed of its appearance, 32 bits.' }),
    standing: z.enum(standings),
    x: z.number().meta({ description: 'Column in tiles, with a fraction while walking.' }),
    y: z.number().meta({ description: 'Row in tiles, with a fraction while walking.' }),
    facing: z.enum(['north', 'east', 'south', 'west']),
    doing: z.enum(doings),
    doingWhat: z.string(),
    place: z.string().nullable().meta({ description: 'The place whose ground it stands on.' }),
    walk: z
      .object({ path: z.array(tile), startedAt: moment, tilesPerSecond: z.number(), arrivesAt: moment, to: tile })
      .nullable()
      .meta({ description: 'The walk it is on: tiles at which it turns, first and last included.' }),
    goal: z.string().meta({ description: 'Where it said it walks: a place id, or empty.' }),
    said: z.object({ text: z.string(), at: moment }).nullable(),
    thought: z.object({ text: z.string(), at: moment }).nullable(),
    emote: z.object({ emote: z.enum(emotes), at: moment }).nullable(),
    conversation: z.string().nullable(),
  })
  .meta({ id: 'Agent' })
export type AgentView = z.infer<typeof agentViewSchema>

export const placeViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
    entrance: tile,
  })
  .meta({ id: 'Place' })
export type PlaceView = z.infer<typeof placeViewSchema>

export const timeViewSchema = z
  .object({
    now: moment,
    day: z.number().int(),
    minute: z.number().int().meta({ description: 'Minute of the town day, 0 to 1439.' }),
    clock: z.string().meta({ description: 'Town time as HH:MM.' }),
    dayMs: z.number().int(),
  })
  .meta({ id: 'Time' })
export type TimeView = z.infer<typeof timeViewSchema>

/** The whole village at one moment. */
export const worldViewSchema = z
  .object({
    size: z.object({ width: z.number().int(), height: z.number().int() }),
    tilePixels: z.number().int(),
    places: z.array(placeViewSchema),
    agents: z.array(agentViewSchema),
    time: timeViewSchema,
  })
  .meta({ id: 'World' })
export type WorldView = z.infer<typeof worldViewSchema>

/** Something an agent heard: who said it, when, and in which conversation. */
export const heardSchema = z
  .object({
    from: z.string(),
    name: z.string(),
    text: z.string(),
    at: moment,
    conversation: z.string().nullable(),
  })
  .meta({ id: 'Heard' })
export type Heard = z.infer<typeof heardSchema>

/** What one agent perceives: itself, who is near, what it heard lately, and the time. */
export const perceptionSchema = z
  .object({
    me: agentViewSchema,
    near: z.array(agentViewSchema.extend({ distance: z.number() })).meta({ description: 'Nearest first.' }),
    heard: z.array(heardSchema).meta({ description: 'Oldest first.' }),
    time: timeViewSchema,
  })
  .meta({ id: 'Perception' })
export type Perception = z.infer<typeof perceptionSchema>

/** A command that was accepted. `to`, `place` and `arrivesAt` answer a move, `heardBy` a say, `conversation` a converse. */
export const acceptedSchema = z
  .object({
    status: z.literal('accepted'),
    to: tile.optional(),
    place: z.string().nullable().optional(),
    arrivesAt: moment.optional(),
    heardBy: z.number().int().optional(),
    conversation: z.string().optional(),
  })
  .meta({ id: 'Accepted' })
export type Accepted = z.infer<typeof acceptedSchema>
