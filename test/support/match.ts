import type { Competitor, GameState, Reply } from '#match/contract'
import { hashText } from '#match/hash'
import { headerOf, type MatchSetup } from '#match/header'
import { play, type Played, type PlayOptions } from '#match/play'
import { usualBudget } from '#match/budget'
import { usualFaultRules } from '#match/verdict'

export const testSecret = hashText('a secret of the tests')

/** A setup between as many as are named, in the order in which they are. */
export function setupOf(game: string, names: string[], changes: Partial<MatchSetup> = {}): MatchSetup {
  return {
    id: 'match-1',
    game,
    mode: 'sandbox',
    faultRules: usualFaultRules.sandbox,
    budget: usualBudget,
    suddenDeathMax: 0,
    entrants: names.map((name) => ({ name, digest: null, runtime: 'test' })),
    seatedBy: 'order',
    ...changes,
  }
}

/** Plays a match of the tests to its end. */
export function playMatch(
  setup: MatchSetup,
  competitors: Competitor[],
  more: Partial<PlayOptions> = {},
): Promise<Played> {
  const made = headerOf(setup, testSecret, hashText)
  if (made.status === 'refused') throw new Error(made.detail)
  const { game, header } = made
  return play({ game, header, secret: testSecret, competitors, ...more })
}

export const answer = (value: unknown, fuel: number | null = null, ms = 0): Reply => ({
  status: 'returned',
  value,
  fuel,
  ms,
})

/** A competitor whose functions a test writes; what is not given answers nothing. */
export function competitorOf(
  act: (state: GameState) => Reply | Promise<Reply>,
  more: Partial<Competitor> = {},
): Competitor {
  return {
    isMetered: false,
    init: () => answer(null),
    act,
    onResult: () => answer(null),
    isReady: () => true,
    release: () => Promise.resolve(),
    ...more,
  }
}

/** Plays the first move that there is. */
export const firstMove = (): Competitor => competitorOf(({ validActions }) => answer(validActions[0]))
