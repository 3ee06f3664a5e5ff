import type { Seat } from '#games/game'

/** What a player can do; the course of a hand is written with a letter for each. */
const actions = ['fold', 'check', 'call', 'bet', 'raise'] as const
const letters = 'fkcbr'
export type Action = (typeof actions)[number]

export const streets = ['preflop', 'flop', 'turn', 'river'] as const
const smallBlind = 1
const bigBlind = 2
const betSizes = [2, 2, 4, 4] as const
/** A bet and three raises; before the flop the big blind counts as the bet. */
const betsPerStreetMax = 4

/** The most that a player can lose in a hand: every bet and raise of all streets. */
export const lossPerHandMax = betSizes.reduce((sum, size) => sum + betsPerStreetMax * size, 0)
/** Actions of the longest hand: before the flop a call, three raises and a call; then three times a check and five more. */
export const actionsPerHandMax = 5 + 3 * 6

export type Step = { street: number; seat: Seat; action: Action }

/** How far a hand has come. `toAct` is null once it is decided: somebody folded, or the cards are shown. */
export type Betting = {
  street: number
  paid: [number, number]
  toAct: Seat | null
  folded: Seat | null
  /** Bets and raises of this street, and how often it was acted in it. */
  bets: number
  acted: number
  steps: Step[]
}

/** The letter of an action. */
export function letterOf(action: Action): string {
  return letters.charAt(actions.indexOf(action))
}

/** Follows a hand from the blinds: the button posts the small one and acts first before the flop, last afterwards. */
export function follow(button: Seat, course: string): Betting {
  const paid: [number, number] = button === 0 ? [smallBlind, bigBlind] : [bigBlind, smallBlind]
  const betting: Betting = { street: 0, paid, toAct: button, folded: null, bets: 1, acted: 0, steps: [] }
  for (const letter of course) take(betting, button, letter)
  return betting
}

/** What whoever is to act may do, in the order fold, check, call, bet, raise: nobody folds what is free. */
export function actionsOf({ paid, toAct, bets }: Betting): Action[] {
  const isBehind = toAct !== null && paid[toAct]! < paid[1 - toAct]!
  const open: Action[] = isBehind ? ['fold', 'call'] : ['check']
  if (bets < betsPerStreetMax) open.push(bets === 0 ? 'bet' : 'raise')
  return open
}

// Changes the betting that `follow` is making.
function take(betting: Betting, button: Seat, letter: string): void {
  const seat = betting.toAct!
  const action = actions[letters.indexOf(letter)]!
  betting.steps.push({ street: betting.street, seat, action })
  if (action === 'fold') fold(betting, seat)
  else if (action === 'bet' || action === 'raise') raise(betting, seat)
  else stay(betting, seat, button)
}

function fold(betting: Betting, seat: Seat): void {
  betting.folded = seat
  betting.toAct = null
}

function raise(betting: Betting, seat: Seat): void {
  betting.paid[seat] = betting.paid[1 - seat]! + betSizes[betting.street]!
  betting.bets += 1
  betting.acted += 1
  betting.toAct = 1 - seat
}

// A check or a call ends the street, unless the other one has not acted in it yet.
function stay(betting: Betting, seat: Seat, button: Seat): void {
  betting.paid[seat] = betting.paid[1 - seat]!
  betting.acted += 1
  if (betting.acted === 1) betting.toAct = 1 - seat
  else if (betting.street === streets.length - 1) betting.toAct = null
  else Object.assign(betting, { street: betting.street + 1, bets: 0, acted: 0, toAct: 1 - button })
}
