import { gold, ink, red, shade, stone, violet, water, white, wood } from './palette.ts'
import { box, ellipse, fill, paint, type Picture } from './picture.ts'
import { paintAwning } from './props.ts'
import { roofs } from './houses.ts'
import {
  paintChimney,
  paintClock,
  paintColumn,
  paintDoor,
  paintFlag,
  paintGable,
  paintRoof,
  paintSign,
  paintWall,
  paintWindow,
} from './masonry.ts'
import { createStamp, planOf, type Stamp } from './stamp.ts'

/** The public buildings; each has its door in the middle column. */
export const landmarkStamps: Record<string, Stamp> = {
  'town-hall': createStamp(
    ['   ^^^^^   ', '   ^AAA^   ', '   AAAAA   ', ...planOf(11, [3, 'A'], [3, '#'])],
    paintTownHall,
  ),
  cafe: createStamp(['     ^^', ...planOf(7, [3, 'A'], [3, '#'])], paintCafe),
  bank: createStamp(planOf(7, [4, 'A'], [3, '#']), paintBank),
  academy: createStamp(['    ^^^    ', ...planOf(11, [4, 'A'], [3, '#'])], paintAcademy),
  'power-house': createStamp([' ^^   ^^ ', ' AA   AA ', ...planOf(9, [3, 'A'], [3, '#'])], paintPowerHouse),
}

function paintTownHall(picture: Picture): void {
  paintWall(picture, { x: 4, y: 88, width: 168, height: 55 }, 'plaster')
  paintRoof(picture, { x: 0, y: 48, width: 176, height: 48 }, roofs.blue, 10)
  paintWall(picture, { x: 62, y: 44, width: 52, height: 99 }, 'stone')
  paintFlag(picture, 88, 19, red)
  paintRoof(picture, { x: 56, y: 18, width: 64, height: 30 }, roofs.blue, 24)
  paintClock(picture, 88, 62)
  for (const x of [68, 98]) paintWindow(picture, x, 78, 10, 14)
  paintGable(picture, { x: 66, y: 88, width: 44, height: 22 }, roofs.blue, 'stone')
  paintDoor(picture, 79, 118, 18, 22, roofs.red)
  for (const x of [14, 38, 126, 150]) for (const y of [102, 121]) paintWindow(picture, x, y, 12, 13, y === 102)
  for (const x of [64, 103]) paintColumn(picture, x, 112, 28)
}

function paintCafe(picture: Picture): void {
  paintWall(picture, { x: 4, y: 58, width: 104, height: 53 }, 'timber')
  paintRoof(picture, { x: 0, y: 16, width: 112, height: 50 }, roofs.green, 8)
  paintChimney(picture, 84, 4, 14, 26)
  for (const x of [12, 70]) paintWindow(picture, x, 84, 30, 18, true)
  paintDoor(picture, 49, 84, 14, 24, roofs.red)
  paintAwning(picture, 6, 68, 100, 15, red[1])
  paintSign(picture, 56, 52, 'cup')
}

function paintBank(picture: Picture): void {
  paintWall(picture, { x: 4, y: 58, width: 104, height: 53 }, 'stone')
  paintRoof(picture, { x: 0, y: 6, width: 112, height: 54 }, roofs.slate, 8)
  paintGable(picture, { x: 0, y: 16, width: 112, height: 44 }, roofs.slate, 'stone')
  box(picture, 2, 58, 108, 8, ink, stone[3])
  fill(picture, 3, 63, 106, 2, stone[1])
  paintDoor(picture, 47, 82, 18, 26, [gold[0], wood[2], gold[1]])
  for (const x of [27, 75]) paintWindow(picture, x, 78, 10, 20)
  for (const x of [9, 38, 65, 94]) paintColumn(picture, x, 66, 42)
  paintSign(picture, 56, 47, 'coin')
}

function paintAcademy(picture: Picture): void {
  paintWall(picture, { x: 4, y: 72, width: 168, height: 55 }, 'brick')
  paintRoof(picture, { x: 0, y: 28, width: 176, height: 52 }, violet, 10)
  paintWall(picture, { x: 58, y: 62, width: 60, height: 65 }, 'stone')
  paintGable(picture, { x: 50, y: 26, width: 76, height: 48 }, violet, 'stone')
  paintCupola(picture)
  paintSign(picture, 88, 60, 'book')
  paintDoor(picture, 78, 98, 20, 26, roofs.blue)
  for (const x of [63, 102]) paintWindow(picture, x, 82, 11, 22)
  for (const x of [13, 35, 129, 151]) paintArch(picture, x, 86)
}

function paintCupola(picture: Picture): void {
  box(picture, 79, 16, 18, 16, ink, stone[3])
  box(picture, 84, 19, 8, 11, ink, gold[0])
  paintRoof(picture, { x: 75, y: 4, width: 26, height: 14 }, violet, 11)
}

function paintArch(picture: Picture, x: number, y: number): void {
  ellipse(picture, x + 6, y + 6, 8, 8, stone[3])
  fill(picture, x - 2, y + 6, 16, 22, stone[3])
  ellipse(picture, x + 6, y + 6, 6, 6, water[1])
  fill(picture, x, y + 6, 12, 20, water[1])
  for (let at = 0; at < 6; at++) fill(picture, x + 1 + at, y + 12 - at, 2, 1, water[3])
  fill(picture, x + 5, y, 2, 26, wood[0])
  for (const row of [8, 17]) fill(picture, x, y + row, 12, 1, wood[0])
  fill(picture, x - 3, y + 27, 18, 2, stone[1])
  picture.effects.push({ kind: 'window', x, y: y + 4, width: 12, height: 22 })
}

function paintPowerHouse(picture: Picture): void {
  for (const x of [18, 98]) paintStack(picture, x)
  paintWall(picture, { x: 4, y: 72, width: 136, height: 55 }, 'brick')
  paintRoof(picture, { x: 0, y: 32, width: 144, height: 48 }, roofs.slate, 6)
  for (const x of [30, 54, 78, 102]) box(picture, x, 44, 12, 20, ink, stone[3])
  for (const x of [32, 56, 80, 104]) fill(picture, x, 46, 8, 16, water[2])
  for (const x of [14, 104]) paintWindow(picture, x, 88, 26, 24, true)
  paintDoor(picture, 62, 96, 20, 28, [stone[0], stone[1], stone[2]])
  paintSign(picture, 72, 84, 'bolt')
  for (const x of [46, 92]) paintPipe(picture, x)
}

function paintStack(picture: Picture, x: number): void {
  paint(picture, { x, y: 2, width: 28, height: 40 }, (column, row) => {
    const margin = Math.floor((40 - row) / 12) + 1
    if (column < margin || column >= 28 - margin) return 0
    if (row === 0 || column === margin || column === 27 - margin) return ink
    if (row < 6) return row === 5 ? ink : stone[2]
    if (row > 12 && row < 17) return white
    return row % 4 === 3 ? red[0] : column < 11 ? red[2] : red[1]
  })
  ellipse(picture, x + 14, 4, 7, 2, ink)
  picture.effects.push({ kind: 'smoke', x: x + 14, y: 2, width: 0, height: 0 })
}

function paintPipe(picture: Picture, x: number): void {
  box(picture, x, 70, 6, 54, ink, stone[2])
  fill(picture, x + 1, 70, 1, 53, stone[3])
  for (const y of [82, 104]) box(picture, x - 1, y, 8, 5, ink, gold[0])
  fill(picture, x, 124, 6, 2, shade)
}
