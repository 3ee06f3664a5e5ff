/** A source of chance that can be repeated; the generator is mulberry32 (Tommy Ettinger, public domain). */
export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  pick<T>(items: readonly T[]): T
}

/** Runs a test with chance. When it fails, the message says the seed; SEED=… repeats it. */
export async function withRandom(test: (random: Random) => void | Promise<void>): Promise<void> {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32))
  try {
    await test(createRandom(seed))
  } catch (error) {
    if (error instanceof Error) error.message = `${error.message} (repeat with SEED=${seed})`
    throw error
  }
}

function createRandom(seed: number): Random {
  let state = seed >>> 0
  return { next, between, pick: (items) => items[between(0, items.length - 1)]! }

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function between(min: number, max: number): number {
    return min + Math.floor(next() * (max - min + 1))
  }
}
