import type { Seat } from '#games/game'
import type { Betting } from './betting.ts'
import { boardOf, cardsPerDeal, holeOf, type Deal } from './cards.ts'
import { handValue } from './hand-value.ts'

/**
 * All hands are dealt when the match starts, so that two matches from one seed with the seats changed have the same cards
 * whatever is played (duplicate poker). `hand` counts those that are decided; `chips` are what seat 0 won of seat 1 in them.
 */
export type HoldemState = {
  hands: number
  hand: number
  deals: string
  course: string
  courseBefore: string
  chips: number
  withdrawn: readonly [boolean, boolean]
  extraPairsLeft: number
}

/** Who is on the button in a hand: the seats take turns. */
export function buttonOf(hand: number): Seat {
  return hand % 2
}

/** The cards of a hand, the hidden ones too. */
export function dealOf({ deals }: HoldemState, hand: number): Deal {
  return deals.slice(hand * cardsPerDeal, (hand + 1) * cardsPerDeal)
}

/** What seat 0 wins of seat 1 in a hand that is decided. Both have paid the same when cards are shown: nothing is left over. */
export function wonBySeat0({ paid, folded }: Betting, deal: Deal): number {
  if (folded !== null) return folded === 0 ? -paid[0] : paid[1]
  const [mine, yours] = [0, 1].map((seat) => handValue([...holeOf(deal, seat), ...boardOf(deal, 5)]))
  return Math.sign(mine! - yours!) * paid[0]
}
