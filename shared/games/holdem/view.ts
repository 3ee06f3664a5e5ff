import type { Json, Seat } from '#games/game'
import { follow, streets, type Step } from './betting.ts'
import { boardOf, holeOf, nameOf, type Card } from './cards.ts'
import { buttonOf, dealOf, wonBySeat0, type HoldemState } from './state.ts'

const boardCounts = [0, 3, 4, 5]

/** What a seat may know: its own two cards, the board, what was done; of the hand before, what was shown to both. */
export function viewOf(state: HoldemState, you: Seat | null): Json {
  return {
    you,
    hands: state.hands,
    handsPlayed: state.hand,
    chips: [state.chips, 0 - state.chips],
    hand: state.hand === state.hands ? null : handView(state, you),
    lastHand: state.hand === 0 ? null : lastHandView(state),
  }
}

function handView(state: HoldemState, you: Seat | null): Json {
  const deal = dealOf(state, state.hand)
  const { street, paid, steps } = follow(buttonOf(state.hand), state.course)
  return {
    button: buttonOf(state.hand),
    street: streets[street]!,
    hole: you === null ? null : namesOf(holeOf(deal, you)),
    board: namesOf(boardOf(deal, boardCounts[street]!)),
    paid,
    actions: actionsView(steps),
  }
}

// Cards are shown if nobody folded, and then both hands are.
function lastHandView(state: HoldemState): Json {
  const hand = state.hand - 1
  const deal = dealOf(state, hand)
  const betting = follow(buttonOf(hand), state.courseBefore)
  const won = wonBySeat0(betting, deal)
  return {
    button: buttonOf(hand),
    folded: betting.folded,
    holes: betting.folded === null ? [namesOf(holeOf(deal, 0)), namesOf(holeOf(deal, 1))] : null,
    board: namesOf(boardOf(deal, boardCounts[betting.street]!)),
    paid: betting.paid,
    won: [won, 0 - won],
    actions: actionsView(betting.steps),
  }
}

function actionsView(steps: readonly Step[]): Json {
  return steps.map(({ street, seat, action }) => ({ street: streets[street]!, seat, action }))
}

function namesOf(cards: readonly Card[]): string[] {
  return cards.map(nameOf)
}
