import { schema, t, type SchemaType } from '@colyseus/schema'

/**
 * One agent in the village. Moments are milliseconds since the state's `epoch`, which makes them short on the wire.
 * `x`, `y`, `path`, `startedAt`, `tilesPerSecond` are its walk (shared/world/walk.ts). What it is doing is derived
 * from the rest (shared/world/doing.ts).
 */
export const AgentState = schema(
  {
    id: t.string().default(''),
    name: t.string().default(''),
    kind: t.string().default('agent'),
    look: t.uint32().default(0),
    standing: t.string().default('active'),
    connection: t.string().default('here'),
    x: t.uint16().default(0),
    y: t.uint16().default(0),
    path: t.string().default(''),
    startedAt: t.number().default(0),
    tilesPerSecond: t.number().default(3),
    goal: t.string().default(''),
    place: t.string().default(''),
    said: t.string().default(''),
    saidAt: t.number().default(0),
    thought: t.string().default(''),
    thoughtAt: t.number().default(0),
    emote: t.string().default(''),
    emoteAt: t.number().default(0),
    claim: t.string().default(''),
    claimWhat: t.string().default(''),
    claimAt: t.number().default(0),
    conversation: t.string().default(''),
  },
  'AgentState',
)
export type AgentState = SchemaType<typeof AgentState>

/**
 * The village: who is in it. `epoch` is the moment from which others count; `foundedAt` and `dayMs` tell town time
 * (shared/kernel/time.ts).
 */
export const VillageState = schema(
  {
    epoch: t.float64().default(0),
    foundedAt: t.float64().default(0),
    dayMs: t.uint32().default(0),
    agents: t.map(AgentState),
  },
  'VillageState',
)
export type VillageState = SchemaType<typeof VillageState>
