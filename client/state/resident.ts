import type { AgentFields } from '#client/net/agent-fields.ts'
import type { Millis } from '#kernel/time'
import { sameTile } from '#world/grid'
import type { Route } from '#world/route'
import { positionAt, routeOfWalk, type Position, type Walk } from '#world/walk'

const legsMax = 8

/** One walk of an agent, with its route worked out once. It counts from the moment `from` on. */
type Leg = { walk: Walk; route: Route; from: Millis }

/**
 * An agent as the viewer knows it. A new walk arrives before the moment that is drawn has reached it, so the walks of
 * the last moments are kept, oldest first.
 */
export type Resident = AgentFields & { readonly legs: readonly Leg[] }

/** An agent seen for the first time. */
export function newResident(fields: AgentFields): Resident {
  return { ...fields, legs: [legOf(fields)] }
}

/** The same agent after a change; a walk that was not changed keeps its route. */
export function changedResident(before: Resident, fields: AgentFields): Resident {
  if (sameWalk(before, fields)) return { ...fields, legs: before.legs }
  const last = before.legs.at(-1)!
  // An agent that has arrived may be written as standing there, while here it still has a step to go.
  if (standsAtEndOf(last, fields)) return { ...fields, legs: before.legs }
  return { ...fields, legs: [...before.legs.slice(1 - legsMax), legOf(fields)] }
}

/** Where an agent is at a moment, exactly. */
export function positionOf(resident: Resident, moment: Millis): Position {
  const { legs } = resident
  let at = legs.length - 1
  while (at > 0 && legs[at]!.from > moment) at -= 1
  const leg = legs[at]!
  return positionAt(leg.route, leg.walk, moment)
}

function legOf(fields: AgentFields): Leg {
  const { x, y, path, startedAt, tilesPerSecond } = fields
  const walk = { x, y, path, startedAt, tilesPerSecond }
  return { walk, route: routeOfWalk(walk), from: startedAt }
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
