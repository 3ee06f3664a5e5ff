import { arenaStamp } from './arena.ts'
import { drawGrass, grassVariants, groundStamps } from './ground.ts'
import { houseStamps } from './houses.ts'
import { landmarkStamps } from './landmarks.ts'
import { propStamps } from './props.ts'
import { railStamps } from './rails.ts'
import { shapes, wholeShape, type Shape } from './shapes.ts'
import type { Picture } from './picture.ts'
import type { Stamp } from './stamp.ts'
import { drawTerrain, frames, terrains, terrainVariants, type Terrain } from './terrain.ts'
import { treeStamps } from './trees.ts'

/** Everything that can stand in town, by name. */
const stamps: Record<string, Stamp> = {
  ...groundStamps,
  ...railStamps,
  ...propStamps,
  ...treeStamps,
  ...houseStamps,
  ...landmarkStamps,
  arena: arenaStamp,
}

/** All tiles a map is made of. */
export type Tiles = {
  grass: readonly Picture[]
  terrain: (terrain: Terrain, shape: Shape, variant: number, frame: number) => Picture
  stamp: (name: string) => Stamp
  /** Every picture, in the order of the sheet. */
  all: readonly Picture[]
}

/** Draws every tile. */
export function drawTiles(): Tiles {
  const grass = Array.from({ length: grassVariants }, (_, variant) => drawGrass(variant))
  const grounds = new Map(terrains.map((terrain) => [terrain, drawShapes(terrain)]))
  return {
    grass,
    terrain: (terrain, shape, variant, frame) =>
      grounds.get(terrain)!.get(keyOf(shape, variant, terrain === 'water' ? frame : 0))!,
    stamp: stampNamed,
    all: [
      ...grass,
      ...[...grounds.values()].flatMap((ground) => [...ground.values()]),
      ...Object.values(stamps).flatMap(({ picture, inWind }) => (inWind === undefined ? [picture] : [picture, inWind])),
    ],
  }
}

function stampNamed(name: string): Stamp {
  const stamp = stamps[name]
  if (stamp === undefined) throw new RangeError(`no stamp is named "${name}"`)
  return stamp
}

function drawShapes(terrain: Terrain): Map<string, Picture> {
  const drawn = new Map<string, Picture>()
  for (let frame = 0; frame < (terrain === 'water' ? frames : 1); frame++) {
    for (const shape of shapes) {
      for (let variant = 0; variant < (shape === wholeShape ? terrainVariants : 1); variant++)
        drawn.set(keyOf(shape, variant, frame), drawTerrain(terrain, shape, variant, frame))
    }
  }
  return drawn
}

// Only the inside of a terrain comes in variants.
function keyOf(shape: Shape, variant: number, frame: number): string {
  return `${shape} ${shape === wholeShape ? variant : 0} ${frame}`
}
