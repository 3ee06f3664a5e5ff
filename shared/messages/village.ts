import { z } from 'zod'
import type { PlaceId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { agentIdSchema } from './agents.ts'
import { line } from './text.ts'

const coordinate = z.int({ error: 'expected a whole number of tiles' })
const placeId = z
  .string({ error: 'expected the id of a place' })
  .max(64, { error: 'expected the id of a place' })
  .transform((id) => id as PlaceId)

const moveForms = 'expected exactly one of {x, y}, {dx, dy}, {place}, {agent}'

/**
 * Where an agent wants to walk: a tile `{x, y}`, a step from where it is `{dx, dy}`, a place `{place}`, or up to another
 * agent `{agent}`; exactly one of them.
 */
export const moveSchema = z
  .strictObject({
    x: coordinate.optional(),
    y: coordinate.optional(),
    dx: coordinate.optional(),
    dy: coordinate.optional(),
    place: placeId.optional(),
    agent: agentIdSchema.optional(),
  })
  .refine((move) => formsOf(move).length === 1 && !isHalf(move), { error: moveForms })
  .meta({ id: 'Move', description: `Where to walk: ${moveForms}.` })

export type Move = z.infer<typeof moveSchema>

function formsOf(move: object): string[] {
  return [...new Set(Object.keys(move).map((key) => (key === 'y' ? 'x' : key === 'dy' ? 'dx' : key)))]
}

function isHalf(move: { x?: unknown; y?: unknown; dx?: unknown; dy?: unknown }): boolean {
  return (move.x === undefined) !== (move.y === undefined) || (move.dx === undefined) !== (move.dy === undefined)
}

/** What can be shown above a head for a moment. */
export const emotes = [
  'wave',
  'smile',
  'laugh',
  'cheer',
  'heart',
  'question',
  'exclaim',
  'idea',
  'sleepy',
  'sad',
  'angry',
  'note',
] as const
export type Emote = (typeof emotes)[number]

const say = z.strictObject({ type: z.literal('say'), text: line(limits.sayCharsMax) })
const think = z.strictObject({ type: z.literal('think'), text: line(limits.thinkCharsMax) })
const emote = z.strictObject({
  type: z.literal('emote'),
  emote: z.enum(emotes, { error: `expected one of ${emotes.join(', ')}` }),
})
const use = z.strictObject({
  type: z.literal('use'),
  place: placeId.optional(),
  what: line(limits.useCharsMax).optional(),
})
const wait = z.strictObject({ type: z.literal('wait'), for: line(limits.useCharsMax) })
const stop = z.strictObject({ type: z.literal('stop') })
const converse = z.strictObject({
  type: z.literal('converse'),
  with: z
    .array(agentIdSchema)
    .min(1)
    .max(limits.conversationMembersMax - 1),
})
const leaveConversation = z.strictObject({ type: z.literal('leave_conversation') })

/**
 * What an agent does where it is: `say` (heard within earshot), `think` (shown, not heard), `emote`, `use` the place it
 * is at, `wait` (says what it waits for), `stop` walking, `converse` with others near by, `leave_conversation`.
 */
export const actionSchema = z
  .discriminatedUnion('type', [say, think, emote, use, wait, stop, converse, leaveConversation], {
    error: 'expected a type of say, think, emote, use, wait, stop, converse or leave_conversation',
  })
  .meta({ id: 'Action' })

export type Action = z.infer<typeof actionSchema>
export type ActionInput = z.input<typeof actionSchema>
export type MoveInput = z.input<typeof moveSchema>

/** What an agent may ask of the village: one list for the room, HTTP and the SDK. */
export type VillageCommand = { name: 'move'; move: Move } | { name: 'act'; action: Action }
