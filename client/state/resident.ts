import type { AgentFields } from '#client/net/agent-fields.ts'
import type { Millis } from '#kernel/time'
import { sameTile, type Tile } from '#world/grid'
import type { Route } from '#world/route'
import { positionAt, routeOfWalk, type Position, type Walk } from '#world/walk'

const legsMax = 8
/** No moment is drawn that is further before the begin of the last walk; older walks only take memory. */
const legsMs = 5_000
const sayingsMax = 6

/** Something that somebody said or thought. */
export type Saying = { kind: 'said' | 'thought'; text: string; at: Millis }

/** One walk of an agent, with its route worked out once, and the tiles it stays within. It counts from the moment `from` on. */
type Leg = { walk: Walk; route: Route; from: Millis; bounds: Bounds }
type Bounds = { left: number; top: number; right: number; bottom: number }

/**
 * An agent as the viewer knows it. A new walk arrives before the moment that is drawn has reached it, so the walks of
 * the last moments are kept, oldest first.
 */
export type Resident = AgentFields & {
  readonly legs: readonly Leg[]
  /** The last words and thoughts since the page is open, the newest first. */
  readonly sayings: readonly Saying[]
}

/** An agent seen for the first time. */
export function newResident(fields: AgentFields): Resident {
  return { ...fields, legs: [legOf(fields)], sayings: newSayings(undefined, fields) }
}

/** The same agent after a change; a walk that was not changed keeps its route. */
export function changedResident(before: Resident, fields: AgentFields): Resident {
  const sayings = newSayings(before, fields)
  const kept = { ...fields, sayings, legs: before.legs }
  if (sameWalk(before, fields)) return kept
  const last = before.legs.at(-1)!
  // An agent that has arrived may be written as standing there, while here it still has a step to go.
  if (standsAtEndOf(last, fields)) return kept
  return { ...kept, legs: [...legsSince(before.legs, fields.startedAt - legsMs), legOf(fields)] }
}

/** Where an agent is at a moment, exactly. */
export function positionOf(resident: Resident, moment: Millis): Position {
  const leg = legAt(resident, moment)
  return positionAt(leg.route, leg.walk, moment)
}

/** Whether an agent can be in an area of the town, given in tiles; false means that its walk of that moment is elsewhere. */
export function isWithin(
  resident: Resident,
  moment: Millis,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): boolean {
  const { left, top, right, bottom } = legAt(resident, moment).bounds
  return right >= x && left <= x + width && bottom >= y && top <= y + height
}

function legAt({ legs }: Resident, moment: Millis): Leg {
  let at = legs.length - 1
  while (at > 0 && legs[at]!.from > moment) at -= 1
  return legs[at]!
}

/** The tiles that an agent has walked over on its last walk until a moment. */
export function tilesWalked({ legs }: Resident, moment: Millis): readonly Tile[] {
  return walkedUntil(legs.at(-1)!, moment)
}

/** The tiles that the walk an agent is on has still before it at a moment. */
export function tilesAhead({ legs }: Resident, moment: Millis): readonly Tile[] {
  const { route } = legs.at(-1)!
  return route.tiles.slice(walkedUntil(legs.at(-1)!, moment).length)
}

function walkedUntil({ walk, route }: Leg, moment: Millis): readonly Tile[] {
  const tiles = ((moment - walk.startedAt) / 1000) * walk.tilesPerSecond
  const next = route.lengths.findIndex((length) => length > tiles)
  return next === -1 ? route.tiles : route.tiles.slice(0, next)
}

function newSayings(before: Resident | undefined, fields: AgentFields): readonly Saying[] {
  const said = { kind: 'said', text: fields.said, at: fields.saidAt } as const
  const thought = { kind: 'thought', text: fields.thought, at: fields.thoughtAt } as const
  const fresh: Saying[] = []
  if (said.text !== '' && said.at !== before?.saidAt) fresh.push(said)
  if (thought.text !== '' && thought.at !== before?.thoughtAt) fresh.push(thought)
  if (fresh.length === 0) return before?.sayings ?? []
  return [...fresh.sort((a, b) => b.at - a.at), ...(before?.sayings ?? [])].slice(0, sayingsMax)
}

function legOf(fields: AgentFields): Leg {
  const { x, y, path, startedAt, tilesPerSecond } = fields
  const walk = { x, y, path, startedAt, tilesPerSecond }
  const route = routeOfWalk(walk)
  return { walk, route, from: startedAt, bounds: boundsOf(route) }
}

function boundsOf({ tiles }: Route): Bounds {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const { x, y } of tiles) {
    bounds.left = Math.min(bounds.left, x)
    bounds.top = Math.min(bounds.top, y)
    bounds.right = Math.max(bounds.right, x)
    bounds.bottom = Math.max(bounds.bottom, y)
  }
  return bounds
}

// Those that did not end, by the begin of the next one, before a moment; of too many the last.
function legsSince(legs: readonly Leg[], moment: Millis): readonly Leg[] {
  return legs.filter((_, at) => at === legs.length - 1 || legs[at + 1]!.from > moment).slice(1 - legsMax)
}

function sameWalk(a: Walk, b: Walk): boolean {
  return (
    a.x === b.x &&
    a.y === b.y &&
    a.path === b.path &&
    a.startedAt === b.startedAt &&
    a.tilesPerSecond === b.tilesPerSecond
  )
}

function standsAtEndOf(leg: Leg, fields: AgentFields): boolean {
  return fields.path === '' && sameTile(leg.route.tiles.at(-1)!, fields)
}
