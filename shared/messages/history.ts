import { z } from 'zod'
import { limits } from '#kernel/limits'
import { agentIdSchema } from './agents.ts'
import { countText, momentText } from './numbers.ts'

const moment = z.number().meta({ description: 'Milliseconds since the Unix epoch; 0 for never.' })

/** An agent as a viewer draws it at a moment: the fields of AgentState (shared/state/village.ts), moments absolute. */
export const agentRecordSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    look: z.number(),
    standing: z.string(),
    connection: z.string(),
    x: z.number(),
    y: z.number(),
    path: z.string(),
    startedAt: moment,
    tilesPerSecond: z.number(),
    goal: z.string(),
    place: z.string(),
    said: z.string(),
    saidAt: moment,
    thought: z.string(),
    thoughtAt: moment,
    emote: z.string(),
    emoteAt: moment,
    claim: z.string(),
    claimWhat: z.string(),
    claimAt: moment,
    conversation: z.string(),
  })
  .meta({ id: 'AgentRecord' })
export type AgentRecord = z.infer<typeof agentRecordSchema>

const agentChangeSchema = agentRecordSchema
  .partial()
  .required({ id: true })
  .meta({ id: 'AgentChange', description: 'The fields that changed; all of them for an agent that was not there.' })
export type AgentChange = z.infer<typeof agentChangeSchema>

const stretchSchema = z.object({ from: moment, to: moment })

/** What everyone may see of the past: the state at one moment and every change after it. */
export const historySchema = z
  .object({
    from: moment,
    to: moment.meta({
      description: 'Up to where this is complete: less than asked if the rest is not kept yet or is too much at once.',
    }),
    asked: moment.meta({ description: 'The `to` of the request.' }),
    keyframe: z.object({
      at: moment.meta({ description: 'As `from`; later if that falls in a gap, earlier if nothing newer is kept.' }),
      agents: z.array(agentRecordSchema),
    }),
    deltas: z.array(z.object({ at: moment, changed: z.array(agentChangeSchema), left: z.array(z.string()) })),
    gaps: z.array(stretchSchema).meta({ description: 'What was not kept. After a gap a delta makes up for it.' }),
  })
  .meta({ id: 'History' })
export type History = z.infer<typeof historySchema>
export type HistoryDelta = History['deltas'][number]

const count = z.number().int()

/** How much happened in a stretch of time. */
const markCountsSchema = z.object({
  says: count,
  thoughts: count,
  emotes: count,
  uses: count,
  walks: count,
  arrivals: count,
  departures: count,
})
export type MarkCounts = z.infer<typeof markCountsSchema>

export const historyMarksSchema = z
  .object({
    from: moment,
    to: moment,
    bucketMs: z.number(),
    firstAt: moment.nullable().meta({ description: 'The first kept moment.' }),
    lastAt: moment.nullable().meta({ description: 'The last kept moment.' }),
    marks: z
      .array(markCountsSchema.extend({ at: moment, keptMs: z.number() }))
      .meta({ description: 'One a bucket, oldest first. `keptMs` is how much of it was kept.' }),
  })
  .meta({ id: 'HistoryMarks' })
export type HistoryMarks = z.infer<typeof historyMarksSchema>

const buckets = { min: 1, max: limits.historyBucketsMax, default: 100 }

/** Which stretch of the past is asked for, and of whom if not of everyone. */
export const historyQuerySchema = z
  .strictObject({ from: momentText, to: momentText, agent: agentIdSchema.optional() })
  .refine(({ from, to }) => isOrdered(from, to, limits.historyRangeMsMax), {
    path: ['to'],
    error: `expected a moment from \`from\` to ${limits.historyRangeMsMax} ms after it`,
  })

/** Which stretch a time bar shows, and how many marks it has room for. */
export const historyMarksQuerySchema = z
  .strictObject({ from: momentText, to: momentText, buckets: countText(buckets, 'How many marks') })
  .refine(({ from, to }) => from !== to && isOrdered(from, to, limits.historyMarksRangeMsMax), {
    path: ['to'],
    error: `expected a moment after \`from\`, at most ${limits.historyMarksRangeMsMax} ms`,
  })

// What is not a number has been refused already, on its own field.
function isOrdered(from: number, to: number, rangeMsMax: number): boolean {
  return !(to < from) && !(to - from > rangeMsMax)
}
