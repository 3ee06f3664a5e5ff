import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** Chance that comes from a seed: the same draws in the same order, everywhere. */
export type Chance = {
  /** A whole number from 0 up to, not including, `count`, each equally likely. */
  below(count: number): number
  /** The items in an order by chance, each order equally likely (Fisher and Yates). */
  shuffled<T>(items: readonly T[]): T[]
}

/**
 * Makes chance from 64 hexadecimal digits or more, such as a SHA-256: its first 128 bits are the whole state of the
 * generator (xoroshiro128+), so no two seeds give the same draws because a short one was stretched.
 */
export function chanceFrom(seedHex: string): Chance {
  const words = [0, 8, 16, 24].map((at) => Number.parseInt(seedHex.slice(at, at + 8), 16) | 0)
  const generator = xoroshiro128plusFromState(words)
  return { below, shuffled }

  function below(count: number): number {
    return uniformInt(generator, 0, count - 1)
  }

  function shuffled<T>(items: readonly T[]): T[] {
    const order = [...items]
    for (let last = order.length - 1; last > 0; last--) {
      const other = below(last + 1)
      const item = order[last]!
      order[last] = order[other]!
      order[other] = item
    }
    return order
  }
}

/** Chance that is only made once it is asked for: most turns need none. */
export function lazyChance(seedHex: () => string): Chance {
  let made: Chance | undefined
  const chance = () => (made ??= chanceFrom(seedHex()))
  return { below: (count) => chance().below(count), shuffled: (items) => chance().shuffled(items) }
}
