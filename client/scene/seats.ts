import type { Facing, Position } from '#world/walk'
import type { Effect } from './effects.ts'

const seatKinds: Record<string, Facing> = { 'seat-south': 'south', 'seat-east': 'east', 'seat-west': 'west' }

/** Which way one looks who sits where somebody stands; undefined where there is no seat. */
export type SeatAt = (position: Position) => Facing | undefined

/** The seats among a map's effects, each in its tile. */
export function seatsOf(effects: readonly Effect[], tilePixels: number): SeatAt {
  const seats = new Map<number, Facing>()
  for (const { kind, x, y } of effects) {
    const facing = seatKinds[kind]
    if (facing !== undefined) seats.set(keyOf(Math.floor(x / tilePixels), Math.floor(y / tilePixels)), facing)
  }
  return ({ x, y, walking }) => (walking ? undefined : seats.get(keyOf(x, y)))
}

function keyOf(x: number, y: number): number {
  return y * 4_096 + x
}
