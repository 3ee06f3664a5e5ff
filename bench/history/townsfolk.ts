import { readFileSync } from 'node:fs'
import type { Millis } from '#kernel/time'
import { newId } from '#platform/ids'
import { AgentState } from '#state/village'
import { createPathFinder } from '#world/find-path'
import { tileAt, type Tile } from '#world/grid'
import { readTownMap } from '#world/read-map'
import { encodePath, routeOf } from '#world/route'
import type { TownMap } from '#world/town-map'
import { placeAt } from '#world/town-map'

const tilesPerSecond = 3
const stopsMax = 120
const words = (
  'well the morning is fine and the market opens early today who would have thought that bread could be so warm ' +
  'come and see what I found by the river it glitters let us ask at the bank before noon I like your lantern'
).split(' ')

/** Who lives in the simulated town: each walks, rests, and now and then says, thinks, shows or uses something. */
export type Townsfolk = {
  agents: AgentState[]
  /** Whose state changes next and when, in milliseconds of the state; call `change` then. */
  next(): { at: Millis; agent: AgentState }
  changes(): number
}

type Plan = { agent: AgentState; at: Millis; stop: number }
type Leg = { path: string; ms: Millis }

/** A town of agents with about one walk every half minute and one say every minute and a half each. */
export function createTownsfolk(count: number, chance: () => number): Townsfolk {
  const map = readTown()
  const stops = stopsOf(map, chance)
  const legs = createLegs(map, stops)
  const plans = Array.from({ length: count }, (_, at) => newcomer(at))
  let changes = 0
  return { agents: plans.map(({ agent }) => agent), next, changes: () => changes }

  function newcomer(at: number): Plan {
    const stop = Math.floor(chance() * stops.length)
    const { x, y } = stops[stop]!
    const look = Math.floor(chance() * 2 ** 32)
    const agent = new AgentState({ id: newId(), name: `Villager ${at + 1}`, kind: 'agent', look, x, y, startedAt: 1 })
    return { agent, at: 1_000 + chance() * 20_000, stop }
  }

  function next(): { at: Millis; agent: AgentState } {
    const plan = plans.reduce((first, one) => (one.at < first.at ? one : first))
    const at = Math.round(plan.at)
    changes += 1
    change(plan, at)
    return { at, agent: plan.agent }
  }

  function change(plan: Plan, at: Millis): void {
    const dice = chance()
    if (dice < 0.3) return walk(plan, at)
    plan.at = at + 4_000 + chance() * 16_000
    if (dice < 0.45) return arriveAt(plan)
    if (dice < 0.6) Object.assign(plan.agent, { said: sentence(), saidAt: at })
    else if (dice < 0.75) Object.assign(plan.agent, { thought: sentence(), thoughtAt: at })
    else if (dice < 0.85) Object.assign(plan.agent, { emote: chance() < 0.5 ? 'wave' : 'smile', emoteAt: at })
    else if (dice < 0.95) Object.assign(plan.agent, { claim: 'working', claimWhat: sentence(), claimAt: at })
    else plan.agent.conversation = plan.agent.conversation === '' ? newId() : ''
  }

  function walk(plan: Plan, at: Millis): void {
    const from = stops[plan.stop]!
    const to = Math.floor(chance() * stops.length)
    const { path, ms } = legs(plan.stop, to)
    plan.stop = to
    plan.at = at + ms + chance() * 8_000
    Object.assign(plan.agent, { x: from.x, y: from.y, path, startedAt: at, place: '', claim: '' })
    plan.agent.goal = placeAt(map, stops[to]!)?.id ?? ''
  }

  function arriveAt({ agent, stop }: Plan): void {
    agent.place = placeAt(map, stops[stop]!)?.id ?? ''
  }

  function sentence(): string {
    const length = 4 + Math.floor(chance() * 10)
    return Array.from({ length }, () => words[Math.floor(chance() * words.length)]).join(' ')
  }
}

function createLegs(map: TownMap, stops: readonly Tile[]): (from: number, to: number) => Leg {
  const findPath = createPathFinder(map.grid)
  const known = new Map<number, Leg>()
  return (from, to) => {
    const key = from * stopsMax + to
    const leg = known.get(key) ?? legOf(findPath(stops[from]!, stops[to]!)!)
    known.set(key, leg)
    return leg
  }
}

function legOf(tiles: Tile[]): Leg {
  return { path: encodePath(tiles), ms: (routeOf(tiles).lengthTiles / tilesPerSecond) * 1_000 }
}

function stopsOf(map: TownMap, chance: () => number): Tile[] {
  const findPath = createPathFinder(map.grid)
  const open = [...map.grid.open.keys()].filter((index) => map.grid.open[index] === 1)
  const stops = [...map.places.values()].map(({ entrance }) => entrance).slice(0, stopsMax)
  while (stops.length < stopsMax) {
    const tile = tileAt(map.grid, open[Math.floor(chance() * open.length)]!)
    if (findPath(map.spawn, tile) !== undefined) stops.push(tile)
  }
  return stops
}

function readTown(): TownMap {
  const file = new URL('../../shared/maps/village.json', import.meta.url)
  const result = readTownMap(JSON.parse(readFileSync(file, 'utf8')))
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return result.map
}
