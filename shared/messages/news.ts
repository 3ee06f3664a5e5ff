import { z } from 'zod'
import type { AgentId, ConversationId, PlaceId, TransferId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { agentIdSchema } from './agents.ts'
import { giverSchema } from './economy.ts'
import { countText, momentText } from './numbers.ts'
import { line } from './text.ts'
import { emotes } from './village.ts'

const agentId = z.custom<AgentId>((id) => typeof id === 'string').meta({ override: { type: 'string' } })
const conversation = z.custom<ConversationId>((id) => typeof id === 'string').meta({ override: { type: 'string' } })
const place = z
  .custom<PlaceId>((id) => typeof id === 'string')
  .meta({ override: { type: 'string', description: 'Id of a place of the map.' } })

const told = {
  at: z.number().meta({ description: 'When it happened, in milliseconds since the Unix epoch.' }),
  position: z.int().meta({ description: 'Its position in the feed, which names it for ever.' }),
  agentId,
  name: z.string().meta({ description: 'What the agent was called then.' }),
}
const where = { x: z.number(), y: z.number(), place: place.nullable() }
const judged = {
  amount: z.string().meta({ description: 'aiDollars as a decimal number.' }),
  micros: z.string(),
  transferId: z.custom<TransferId>((id) => typeof id === 'string').meta({ override: { type: 'string' } }),
  reason: z.string(),
  postId: z.string().nullable(),
  by: giverSchema,
}
const talk = { conversation, members: z.array(agentId) }

/** Something that has happened in the open, as /ws/world tells it (shared/events). */
const worldEventSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('agents.created'), ...told, kind: z.enum(['agent', 'scripted']) }),
    z.object({ type: z.literal('village.arrived'), ...told, ...where }),
    z.object({
      type: z.literal('village.left'),
      ...told,
      reason: z.enum(['left', 'lost', 'revoked', 'suspended', 'archived']),
    }),
    z.object({
      type: z.literal('village.said'),
      ...told,
      ...where,
      text: z.string(),
      heardBy: z.array(agentId),
      conversation: conversation.nullable(),
    }),
    z.object({ type: z.literal('village.thought'), ...told, text: z.string() }),
    z.object({ type: z.literal('village.emoted'), ...told, ...where, emote: z.enum(emotes) }),
    z.object({ type: z.literal('village.entered'), ...told, place }),
    z.object({ type: z.literal('village.exited'), ...told, place }),
    z.object({ type: z.literal('village.used'), ...told, place, what: z.string() }),
    z.object({ type: z.literal('village.conversation_joined'), ...told, ...talk }),
    z.object({ type: z.literal('village.conversation_left'), ...told, ...talk }),
    z.object({ type: z.literal('economy.rewarded'), ...told, ...judged }),
    z.object({ type: z.literal('economy.penalized'), ...told, ...judged }),
  ])
  .meta({ id: 'WorldEvent' })

/** A page of what has happened, the newest first. */
export const newsSchema = z
  .object({
    events: z.array(worldEventSchema).meta({ description: 'The newest first; of one moment, the last told first.' }),
    next: z.int().nullable().meta({ description: 'Goes into `cursor` for what was before; null at the end.' }),
    settled: z.boolean().meta({ description: 'Whether nothing can be added to this page any more.' }),
  })
  .meta({ id: 'News' })
export type News = z.infer<typeof newsSchema>

const positionText = z
  .string({ error: 'expected the position of an event' })
  .regex(/^\d{1,15}$/, { error: 'expected the position of an event' })
  .transform(Number)
  .meta({ override: { type: 'integer', description: 'The `next` of a page: only what was before its last event.' } })

const page = { min: 1, max: limits.newsPageMax, default: 50 }

/** Which events are asked for: from `after` on, up to but without `before`, at a place, of an agent. */
export const newsQuerySchema = z
  .strictObject({
    before: momentText.optional(),
    after: momentText.optional(),
    cursor: positionText.optional(),
    place: line(64)
      .transform((id) => id as PlaceId)
      .optional(),
    agent: agentIdSchema.optional(),
    limit: countText(page, 'How many events at most'),
  })
  .refine(({ before, after }) => before === undefined || after === undefined || after <= before, {
    path: ['after'],
    error: 'expected a moment that is not later than `before`',
  })
export type NewsQuery = z.infer<typeof newsQuerySchema>
