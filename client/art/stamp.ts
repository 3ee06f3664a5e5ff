import { createTiles, tilePixels, type Picture } from './picture.ts'

/**
 * A picture of one or more tiles that stands in town. `plan` has a letter for each tile:
 * `#` blocks; `A` blocks and is drawn over people; `^` is drawn over people who walk under it; `_` is walked on;
 * `.` is ground; a space is nothing.
 */
export type Stamp = { picture: Picture; plan: readonly string[] }

/** Makes a stamp as large as its plan. */
export function createStamp(plan: readonly string[], paintOn: (picture: Picture) => void): Stamp {
  const picture = createTiles(plan[0]!.length, plan.length)
  paintOn(picture)
  return { picture, plan }
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
