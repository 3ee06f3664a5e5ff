/** A source of numbers from 0 up to 1 that is the same for the same seed. */
export type Chance = () => number

/** Makes a source of chance from words such as a name and a day (mulberry32 over a hash of them). */
export function createChance(seed: string): Chance {
  let state = hashOf(seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  return hash
}

/** One of the items, each as likely as the others; undefined only when there are none. */
export function pick<T>(chance: Chance, items: readonly T[]): T | undefined {
  return items[Math.floor(chance() * items.length)]
}

/** A number between two others. */
export function between(chance: Chance, least: number, most: number): number {
  return least + chance() * (most - least)
}

/** The same items in another order. */
export function shuffled<T>(chance: Chance, items: readonly T[]): T[] {
  const drawn = items.map((item) => ({ item, lot: chance() }))
  return drawn.sort((a, b) => a.lot - b.lot).map(({ item }) => item)
}
