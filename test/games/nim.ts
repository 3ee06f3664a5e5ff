import { z } from 'zod'
import type { Game, Seat } from '#games/game'

const optionsSchema = z.strictObject({ stones: z.int().min(1).max(100).default(15) })
type Options = z.infer<typeof optionsSchema>
type State = { stones: number; turns: number; winner: Seat | null }

/** Take one to three stones by turns; whoever takes the last one wins. */
export const nim: Game<State, Options> = {
  id: 'nim',
  version: 1,
  name: 'Nim',
  summary: 'Take one to three stones by turns; whoever takes the last one wins.',
  seats: { min: 2, max: 2 },
  isSimultaneous: false,
  options: optionsSchema,
  turnsMax: ({ stones }) => stones,
  scoring: '1 for the last stone, 0 for the other',
  efficiency: ['faults', 'fuel'],
  start: ({ options }) => ({ stones: options.stones, turns: 0, winner: null }),
  toMove: ({ winner, turns }) => (winner === null ? [turns % 2] : []),
  legal: ({ stones }) => [1, 2, 3].filter((count) => count <= stones),
  step: ({ stones, turns }, moves) => {
    const left = stones - (moves[turns % 2] as number)
    return { stones: left, turns: turns + 1, winner: left === 0 ? turns % 2 : null }
  },
  withdraw: (state, seat) => ({ ...state, winner: 1 - seat }),
  scores: ({ winner }) => [0, 1].map((seat) => (seat === winner ? 1 : 0)),
  view: ({ stones }, seat) => ({ stones, you: seat }),
  encode: ({ stones, turns, winner }) => `${stones} ${turns} ${winner}`,
}
