import type { Chance } from '#games/chance'

/** A card as a whole number: four times its rank (0 is the two, 12 the ace) and its suit (clubs, diamonds, hearts, spades). */
export type Card = number

/** What one hand of two players needs, as nine letters: two cards of seat 0, two of seat 1, the board. */
export type Deal = string

export const cardsPerDeal = 9
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ranks = '23456789TJQKA'
const suits = 'cdhs'

/** Deals from the top of a deck that was shuffled by chance. */
export function deal(chance: Chance): Deal {
  return chance
    .shuffled([...letters])
    .slice(0, cardsPerDeal)
    .join('')
}

/** The two cards that only a seat sees. */
export function holeOf(deal: Deal, seat: number): Card[] {
  return cardsIn(deal.slice(2 * seat, 2 * seat + 2))
}

/** The first cards of the board. */
export function boardOf(deal: Deal, count: number): Card[] {
  return cardsIn(deal.slice(4, 4 + count))
}

/** As players write it: `As`, `Td`, `2c`. */
export function nameOf(card: Card): string {
  return ranks.charAt(card >> 2) + suits.charAt(card & 3)
}

/** The card that has such a name. */
export function cardOf(name: string): Card {
  return 4 * ranks.indexOf(name.charAt(0)) + suits.indexOf(name.charAt(1))
}

/** Cards as a deal has them. */
export function lettersOf(cards: readonly Card[]): string {
  return cards.map((card) => letters.charAt(card)).join('')
}

function cardsIn(text: string): Card[] {
  return Array.from(text, (letter) => letters.indexOf(letter))
}
