import type { Tile } from '#world/grid'
import type { PlaceKind } from '#world/town-map'
import type { Rectangle } from './masonry.ts'

/** A place to be written into the map, in tiles. */
export type PlacePlan = { id: string; kind: PlaceKind; label: string; area: Rectangle; entrance: Tile }
