import { z } from 'zod'
import type { Chance } from '#games/chance'
import type { Game } from '#games/game'
import { actionsOf, actionsPerHandMax, follow, letterOf, lossPerHandMax, type Action, type Betting } from './betting.ts'
import { deal } from './cards.ts'
import { buttonOf, dealOf, wonBySeat0, type HoldemState } from './state.ts'
import { viewOf } from './view.ts'

const options = z.strictObject({
  /** Hands in a match: an even number, so that each seat is on the button equally often. */
  hands: z.int().min(2).max(200).multipleOf(2).default(20),
})
export type HoldemOptions = z.infer<typeof options>

/** Rounds of sudden death that a tied match can go on for: two that always fold would tie for ever. */
const extraPairsMax = 50

/** Heads-up limit Texas hold'em with blinds of 1 and 2, bets of 2, 2, 4, 4 and a bet and three raises at most a street. */
export const holdem: Game<HoldemState, HoldemOptions> = {
  id: 'holdem',
  version: 1,
  name: 'Heads-up limit hold’em',
  summary: 'Two hidden cards each, five on the board for both; bet on the best five of seven, or make the other fold.',
  seats: { min: 2, max: 2 },
  isSimultaneous: false,
  options,
  turnsMax: ({ hands }) => (hands + 2 * extraPairsMax) * actionsPerHandMax,
  scoring:
    'the chips won, less those lost, over all hands. Whoever withdraws gives up what it has won, and loses 48 chips, the ' +
    'most there is to lose, in the hand at play and in each one left',
  efficiency: ['faults', 'fuel'],
  start: ({ options: { hands }, chance }) => ({
    hands,
    hand: 0,
    deals: dealMany(hands, chance),
    course: '',
    courseBefore: '',
    chips: 0,
    withdrawn: [false, false],
    extraPairsLeft: extraPairsMax,
  }),
  toMove: (state) => (isOver(state) ? [] : [bettingOf(state).toAct!]),
  legal: (state) => actionsOf(bettingOf(state)),
  step: (state, moves) => act(state, moves[bettingOf(state).toAct!] as Action),
  withdraw: (state, seat) => ({
    ...state,
    withdrawn: [state.withdrawn[0] || seat === 0, state.withdrawn[1] || seat === 1],
  }),
  scores: scoresOf,
  view: viewOf,
  encode: ({ hands, hand, deals, course, courseBefore, chips, withdrawn, extraPairsLeft }) =>
    [hands, hand, deals, course, courseBefore, chips, ...withdrawn, extraPairsLeft].join(' '),
  extend: (state, chance) => (state.extraPairsLeft === 0 ? state : withExtraPair(state, chance)),
}

function act(state: HoldemState, action: Action): HoldemState {
  const course = state.course + letterOf(action)
  const betting = follow(buttonOf(state.hand), course)
  if (betting.toAct !== null) return { ...state, course }
  const chips = state.chips + wonBySeat0(betting, dealOf(state, state.hand))
  return { ...state, hand: state.hand + 1, course: '', courseBefore: course, chips }
}

/** Two more hands, so that each seat is on the button once. */
function withExtraPair(state: HoldemState, chance: Chance): HoldemState {
  const { hands, deals, extraPairsLeft } = state
  return { ...state, hands: hands + 2, deals: deals + dealMany(2, chance), extraPairsLeft: extraPairsLeft - 1 }
}

function bettingOf({ hand, course }: HoldemState): Betting {
  return follow(buttonOf(hand), course)
}

function isOver({ hand, hands, withdrawn }: HoldemState): boolean {
  return hand === hands || withdrawn[0] || withdrawn[1]
}

function dealMany(hands: number, chance: Chance): string {
  return Array.from({ length: hands }, () => deal(chance)).join('')
}

function scoresOf({ hands, hand, chips, withdrawn }: HoldemState): readonly number[] {
  const worst = (won: number) => Math.min(won, 0) - lossPerHandMax * (hands - hand)
  const [first, second] = [worst(chips), worst(0 - chips)]
  if (withdrawn[0] && withdrawn[1]) return [first, second]
  if (withdrawn[0]) return [first, 0 - first]
  return withdrawn[1] ? [0 - second, second] : [chips, 0 - chips]
}
