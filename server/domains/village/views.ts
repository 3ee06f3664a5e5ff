import { limits } from '#kernel/limits'
import { townTimeAt, type Millis } from '#kernel/time'
import type { Emote } from '#messages/village'
import type { AgentView, Perception, PlaceView, TimeView, WorldView } from '#messages/views'
import { doingOf, isBubbleShown } from '#world/doing'
import type { Tile } from '#world/grid'
import type { Place } from '#world/town-map'
import { arrivesAt, positionAt } from '#world/walk'
import { restOf, tileNow, type Resident } from './resident.ts'
import { othersWithin, type Town } from './town.ts'

/** The whole village at a moment. */
export function worldView(town: Town, now: Millis): WorldView {
  const { grid, tilePixels, places } = town.map
  return {
    size: { width: grid.width, height: grid.height },
    tilePixels,
    places: [...places.values()].map(placeView),
    agents: [...town.residents.values()].map((resident) => agentView(town, resident, now)),
    time: timeView(town, now),
  }
}

/** What one resident perceives: itself, who is in sight, what it heard lately. */
export function perceptionOf(town: Town, resident: Resident, now: Millis): Perception {
  const near = othersWithin(town, tileNow(resident, now), limits.sightTiles, resident.id, now)
    .slice(0, limits.perceivedAgentsMax)
    .map(({ resident: other, distance }) => ({ ...agentView(town, other, now), distance }))
  return { me: agentView(town, resident, now), near, heard: [...resident.heard], time: timeView(town, now) }
}

export function agentView(town: Town, resident: Resident, now: Millis): AgentView {
  const { state, route, walk } = resident
  const position = positionAt(route, walk, now)
  const moment = now - town.state.epoch
  const doing = doingOf(state, position.walking, moment)
  return {
    id: resident.id,
    name: resident.name,
    kind: state.kind as AgentView['kind'],
    look: state.look,
    standing: resident.standing,
    x: round(position.x),
    y: round(position.y),
    facing: position.facing,
    doing,
    doingWhat: doing === 'thinking' || doing === 'working' ? state.claimWhat : '',
    place: state.place === '' ? null : state.place,
    walk: position.walking ? walkView(resident) : null,
    goal: position.walking ? state.goal : '',
    said: isBubbleShown(state, moment) ? { text: state.said, at: state.saidAt + town.state.epoch } : null,
    thought: state.thought === '' ? null : { text: state.thought, at: state.thoughtAt + town.state.epoch },
    emote: emoteView(town, resident, moment),
    conversation: state.conversation === '' ? null : state.conversation,
  }
}

function walkView(resident: Resident): AgentView['walk'] {
  const { route, walk } = resident
  return {
    path: turnsOf(route.tiles),
    startedAt: walk.startedAt,
    tilesPerSecond: walk.tilesPerSecond,
    arrivesAt: Math.round(arrivesAt(route, walk)),
    to: restOf(resident),
  }
}

/** The tiles at which a path turns, first and last included: enough to draw it. */
function turnsOf(tiles: readonly Tile[]): Tile[] {
  return tiles.filter((tile, at) => {
    const before = tiles[at - 1]
    const after = tiles[at + 1]
    if (before === undefined || after === undefined) return true
    return after.x - tile.x !== tile.x - before.x || after.y - tile.y !== tile.y - before.y
  })
}

function emoteView(town: Town, { state }: Resident, moment: Millis): AgentView['emote'] {
  if (state.emote === '' || moment >= state.emoteAt + limits.emoteMs) return null
  return { emote: state.emote as Emote, at: state.emoteAt + town.state.epoch }
}

function placeView(place: Place): PlaceView {
  return { id: place.id, name: place.name, kind: place.kind, ...place.area, entrance: place.entrance }
}

function timeView(town: Town, now: Millis): TimeView {
  return { now, ...townTimeAt(now, town.state), dayMs: town.state.dayMs }
}

function round(tiles: number): number {
  return Math.round(tiles * 100) / 100
}
