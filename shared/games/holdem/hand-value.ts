import type { Card } from './cards.ts'

/** The kinds of hands, the lowest first. */
const categories = [
  'high card',
  'pair',
  'two pair',
  'three of a kind',
  'straight',
  'flush',
  'full house',
  'four of a kind',
  'straight flush',
] as const

const [highCard, pair, twoPair, threeOfAKind, straight, flush, fullHouse, fourOfAKind, straightFlush] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
]

/** A number for the best five of five to seven cards: the higher one wins, equal ones share. */
export function handValue(cards: readonly Card[]): number {
  const suits = [0, 0, 0, 0]
  for (const card of cards) suits[card & 3]! |= 1 << (card >> 2)
  return valueOfSuits(suits[0]!, suits[1]!, suits[2]!, suits[3]!)
}

/** The same of the ranks that are held in each of the suits, as bits: bit 0 is the two, bit 12 the ace. */
export function valueOfSuits(a: number, b: number, c: number, d: number): number {
  const once = a | b | c | d
  const twice = (a & b) | (c & d) | ((a | b) & (c | d))
  const thrice = (a & b & (c | d)) | (c & d & (a | b))
  const flushed = flushOf(a) | flushOf(b) | flushOf(c) | flushOf(d)
  const quad = highest(a & b & c & d, 1)
  const trip = highest(thrice, 1)
  if (straightTop(flushed) > 0) return value(straightFlush, straightTop(flushed))
  if (quad > 0) return value(fourOfAKind, rankOf(quad), highest(once & ~quad, 1))
  if (trip > 0 && twice !== trip) return value(fullHouse, rankOf(trip), highest(twice & ~trip, 1))
  if (flushed > 0) return value(flush, 0, highest(flushed, 5))
  if (straightTop(once) > 0) return value(straight, straightTop(once))
  if (trip > 0) return value(threeOfAKind, rankOf(trip), highest(once & ~trip, 2))
  return valueOfPairs(once, highest(twice, 2))
}

/** Which kind of hand a value stands for. */
export function categoryOf(value: number): (typeof categories)[number] {
  return categories[value >> 21]!
}

function valueOfPairs(once: number, pairs: number): number {
  if (pairs === 0) return value(highCard, 0, highest(once, 5))
  if (count(pairs) === 1) return value(pair, rankOf(pairs), highest(once & ~pairs, 3))
  return value(twoPair, 0, pairs, rankOf(highest(once & ~pairs, 1)))
}

/** What is compared first comes first: the category, a rank, a set of ranks, the last card. */
function value(category: number, rank: number, ranks = 0, last = 0): number {
  return (category << 21) | (rank << 17) | (ranks << 4) | last
}

function flushOf(suit: number): number {
  return count(suit) >= 5 ? suit : 0
}

/** The rank of the highest card of a straight, which is 3 (a five) or more; 0 if there is none. */
function straightTop(ranks: number): number {
  const withLowAce = (ranks << 1) | (ranks >> 12)
  const lowest = withLowAce & (withLowAce >> 1) & (withLowAce >> 2) & (withLowAce >> 3) & (withLowAce >> 4)
  return lowest === 0 ? 0 : rankOf(lowest) + 3
}

/** The highest of some ranks, at most so many. */
function highest(ranks: number, most: number): number {
  let left = ranks
  for (let more = most; more > 0 && left > 0; more--) left &= ~(1 << rankOf(left))
  return ranks & ~left
}

function rankOf(ranks: number): number {
  return 31 - Math.clz32(ranks)
}

function count(bits: number): number {
  let left = bits
  let counted = 0
  for (; left > 0; left &= left - 1) counted++
  return counted
}
