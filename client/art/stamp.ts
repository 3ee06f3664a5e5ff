import { createTiles, tilePixels, type Picture } from './picture.ts'

/**
 * A picture of one or more tiles that stands in town. `plan` has a letter for each tile:
 * `#` blocks; `A` blocks and is drawn over people; `^` is drawn over people who walk under it; `_` is walked on;
 * `.` is ground; a space is nothing.
 * One that has a picture `inWind` is now and then drawn like that. One that `sways` moves as a whole, which a layer of
 * tiles can't do.
 */
export type Stamp = { picture: Picture; plan: readonly string[]; inWind?: Picture; sways?: true }

type PaintOn = (picture: Picture) => void

/** Makes a stamp as large as its plan. */
export function createStamp(plan: readonly string[], paintOn: PaintOn, paintInWind?: PaintOn): Stamp {
  const paint = (how: PaintOn) => {
    const picture = createTiles(plan[0]!.length, plan.length)
    how(picture)
    return picture
  }
  const stamp = { picture: paint(paintOn), plan }
  return paintInWind === undefined ? stamp : { ...stamp, inWind: paint(paintInWind) }
}

/** A plan of equal rows: how many, and the letter of each tile. */
export function planOf(columns: number, ...rows: readonly (readonly [count: number, letter: string])[]): string[] {
  return rows.flatMap(([count, letter]) => Array.from({ length: count }, () => letter.repeat(columns)))
}

export function columnsOf(stamp: Stamp): number {
  return stamp.picture.width / tilePixels
}

export function rowsOf(stamp: Stamp): number {
  return stamp.picture.height / tilePixels
}
