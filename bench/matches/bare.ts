import { gameOf } from '#games'
import { chanceFrom } from '#games/chance'
import type { Game } from '#games/game'
import { nodeHash } from '#platform/node-hash'
import type { Subject } from './load.ts'

const noChance = { below: () => 0, shuffled: <T>(items: readonly T[]) => [...items] }

/** The chance of a side, as `randomCompetitor` has it. */
export function chanceOf(match: number, side: number) {
  return chanceFrom(nodeHash(`village-random bench-${match} ${side}`))
}

/** The same rules and the same kind of choices, and nothing else: no views, no budgets, no log, no hashes. */
export function bareLoop(gameId: string): Subject {
  const game = gameOf(gameId) as unknown as Game
  return { what: 'bare loop of the same rules', game: gameId, play }

  function play(match: number, onTurn?: () => void): number {
    const chances = [chanceOf(match, 0), chanceOf(match, 1)]
    let state = game.start({ seats: 2, options: {}, chance: noChance })
    for (let turn = 0; ; turn++) {
      const [seat] = game.toMove(state)
      if (seat === undefined) return turn
      const legal = game.legal(state, seat)
      const moves = [undefined, undefined] as (number | undefined)[]
      moves[seat] = legal[chances[seat]!.below(legal.length)] as number
      state = game.step(state, moves, noChance)
      onTurn?.()
    }
  }
}
