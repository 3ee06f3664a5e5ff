/** A number from 0 up to 1 that looks random and is the same for the same three whole numbers. */
export function noise(x: number, y: number, seed: number): number {
  let bits = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed + 1, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
}

/** As `noise`, but changing slowly: hills about `size` apart. */
export function hills(x: number, y: number, size: number, seed: number): number {
  const column = Math.floor(x / size)
  const row = Math.floor(y / size)
  const across = ease(x / size - column)
  const down = ease(y / size - row)
  const north = mix(noise(column, row, seed), noise(column + 1, row, seed), across)
  const south = mix(noise(column, row + 1, seed), noise(column + 1, row + 1, seed), across)
  return mix(north, south, down)
}

function ease(t: number): number {
  return t * t * (3 - 2 * t)
}

function mix(a: number, b: number, part: number): number {
  return a + (b - a) * part
}
