/**
 * The paper doll that people are put together from: parts of 16 columns, laid over one another from the legs up. A dot
 * is see-through; letters are colours of a look: o outline, s S skin, c cheek, e eye, h H hair, t T top, a A second
 * colour of the clothes, p P trousers, b boots, y Y hat, r its ribbon; of what is
 * held, w white, z Z metal, n N wood, M a cover; m an open mouth.
 */
export type Part = { top: number; rows: readonly string[] }

export const dollWidth = 16
export const dollHeight = 24

/** The directions that are drawn; west is east in the mirror. */
export type Side = 'south' | 'north' | 'east'
/** Standing, and the two steps of a walk. */
export type Step = 'stand' | 'left' | 'right'

/** Rows of a part from the row `top` on. Throws a RangeError on a row of another width. */
export function part(top: number, rows: readonly string[]): Part {
  for (const row of rows) if (row.length !== dollWidth) throw new RangeError(`doll row of ${row.length}: ${row}`)
  return { top, rows }
}

export function mirrored({ top, rows }: Part): Part {
  return { top, rows: rows.map((row) => [...row].reverse().join('')) }
}

/** A part in which letters of `from` are those of `to`. */
export function recoloured({ top, rows }: Part, from: string, to: string): Part {
  return { top, rows: rows.map((row) => [...row].map((letter) => to[from.indexOf(letter)] ?? letter).join('')) }
}

export function eachSide(partsOf: (side: Side) => Part[]): Record<Side, readonly Part[]> {
  return { south: partsOf('south'), north: partsOf('north'), east: partsOf('east') }
}
