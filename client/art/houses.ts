import { leaf, red, shade, stone, violet, water, wood, type Ramp } from './palette.ts'
import { paint, type Picture } from './picture.ts'
import {
  paintChimney,
  paintDoor,
  paintGable,
  paintRoof,
  paintShutters,
  paintWall,
  paintWindow,
  type Material,
} from './masonry.ts'
import { createStamp, planOf, type Stamp } from './stamp.ts'

/** Roofs of the town, from dark to light. */
export const roofs = {
  red,
  blue: [water[0], water[1], water[2]],
  green: [leaf[0], leaf[1], leaf[2]],
  violet,
  brown: [wood[0], wood[1], wood[2]],
  slate: [stone[0], stone[1], stone[2]],
} as const satisfies Record<string, Ramp>

const housePlan = ['     ', ...planOf(5, [3, 'A'], [2, '#'])]

/** The column of a house's door. */
export const houseDoorColumn = 2

/** Homes: five tiles wide; the uppermost row holds only the top of the chimney. */
export const houseStamps: Record<string, Stamp> = {
  'house-red': house(roofs.red, 'plaster', roofs.green),
  'house-blue': house(roofs.blue, 'timber', roofs.red),
  'house-green': house(roofs.green, 'planks', roofs.violet),
  'house-violet': house(roofs.violet, 'plaster', roofs.blue),
  'house-brown': house(roofs.brown, 'stone', roofs.green),
  'house-slate': house(roofs.slate, 'brick', roofs.blue),
}

function house(tiles: Ramp, material: Material, trim: Ramp): Stamp {
  return createStamp(withChimney(housePlan), (picture) => {
    paintWall(picture, { x: 4, y: 56, width: 72, height: 39 }, material)
    paintRoof(picture, { x: 0, y: 16, width: 80, height: 49 }, tiles, 8)
    paintChimney(picture, 56, 5, 13, 24)
    paintPorch(picture, tiles, material)
    paintDoor(picture, 34, 74, 12, 18, trim)
    for (const x of [12, 56]) {
      paintWindow(picture, x, 72, 12, 12)
      paintShutters(picture, x, 72, 12, 12, trim)
    }
  })
}

function withChimney(plan: readonly string[]): string[] {
  return ['   ^^', ...plan.slice(1)]
}

function paintPorch(picture: Picture, tiles: Ramp, material: Material): void {
  paintGable(picture, { x: 22, y: 36, width: 36, height: 30 }, tiles, material)
  paint(picture, { x: 28, y: 66, width: 24, height: 3 }, () => shade)
  paintWindow(picture, 36, 51, 8, 9, true)
}
