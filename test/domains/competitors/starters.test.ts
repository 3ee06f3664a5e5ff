import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createHash } from 'node:crypto'
import { gameOf } from '#games'
import { chanceFrom, type Chance } from '#games/chance'
import type { Game } from '#games/game'

type State = { turn: number; board: object; validActions: unknown[]; timeRemaining: number }
type Agent = { init(config: object): void; act(state: State): unknown; onResult(result: object): void }
type Choose = (game: string, states: State[]) => Promise<unknown[]>

const starters = new URL('../../../agents-sdk/starters/', import.meta.url)

// Reads a game and states, and writes what the agent does in each.
const driver = `
import json, sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import agent
given = json.load(sys.stdin)
agent.init({"game": given["game"]})
print(json.dumps([agent.act(state) for state in given["states"]]))
agent.on_result({"seat": 0, "scores": [1, 0], "outcome": "win", "withdrawn": []})
`

const languages: Record<string, Choose> = {
  javascript: (game, states) => chooseIn('javascript/agent.js', game, states),
  typescript: (game, states) => chooseIn('typescript/agent.ts', game, states),
  python: async (game, states) => {
    const args = ['-c', driver, fileURLToPath(new URL('python', starters))]
    return JSON.parse(execFileSync('python3', args, { input: JSON.stringify({ game, states }), encoding: 'utf8' }))
  },
}

async function chooseIn(file: string, game: string, states: State[]): Promise<unknown[]> {
  const { default: agent } = (await import(new URL(file, starters).href)) as { default: Agent }
  agent.init({ game })
  const chosen = states.map((state) => agent.act(state))
  agent.onResult({ seat: 0, scores: [1, 0], outcome: 'win', withdrawn: [] })
  return chosen
}

// From the top, the columns that are open follow from the top row.
const positions: [string, string, number, number][] = [
  ['begins in the centre', '....... ....... ....... ....... ....... .......', 0, 3],
  ['wins along a row', '....... ....... ....... ....... .11.... 1000.1.', 0, 4],
  ['wins in a gap', '....... ....... ....... ....... 1.1.1.. 0.00...', 0, 1],
  ['wins along a column', '....... ....... ....... 0...... 0....1. 0...11.', 0, 0],
  ['wins on a rising diagonal', '....... ....... ....... ...01.. ..011.. .0110..', 0, 4],
  ['wins on a falling diagonal', '....... ....... .0..... .10.... .110... .101...', 0, 4],
  ['leaves full columns alone', '0.....1 0.....1 0.....1 1.....0 1.....0 1.....0', 1, 3],
  ['blocks a row', '....... ....... ....... ....... ..0.... .0111..', 0, 5],
  ['blocks a column', '....... ....... ....... ......1 .....01 ....001', 0, 6],
  ['rather wins than blocks', '....... ....... ....... 1.....0 1.....0 1.....0', 0, 6],
  ['knows which disc is its own', '....... ....... ....... 1.....0 1.....0 1.....0', 1, 0],
  ['does not take a column for open below', '...0... ...1... ...0... ...1... ...0... ...1...', 0, 2],
]

describe('the starters', () => {
  for (const [language, choose] of Object.entries(languages)) {
    describe(`in ${language}`, () => {
      before(function () {
        if (language === 'python' && !hasPython()) this.skip()
      })

      for (const [what, text, you, expected] of positions) {
        it(what, async () => {
          expect(await choose('connect-four', [stateOf(text.split(' '), you)])).to.deep.equal([expected])
        })
      }

      it('does what is allowed wherever a match gets to, the same as in JavaScript', async () => {
        for (const id of ['connect-four', 'tic-tac-toe', 'chess', 'holdem', 'snakes']) {
          const states = statesOf(id)
          const chosen = await choose(id, states)
          for (const [at, action] of chosen.entries()) expect(states[at]!.validActions).to.include(action)
          expect(chosen).to.deep.equal(await languages.javascript!(id, states))
        }
      })
    })
  }

  it('wins nearly always against chance, from either seat', async () => {
    let won = 0
    for (let seed = 1; seed <= 100; seed++) won += await playAgainstChance(seed, seed % 2)
    expect(won).to.be.at.least(95)
  })
})

function stateOf(rows: string[], you: number): State {
  const validActions = [0, 1, 2, 3, 4, 5, 6].filter((column) => rows[0]![column] === '.')
  return { turn: 1, board: { rows, you }, validActions, timeRemaining: 1_000 }
}

type AnyState = object

/** The states of some matches by chance, as those who are to move are told them. */
function statesOf(id: string): State[] {
  const game = gameOf(id) as unknown as Game<AnyState, object> | undefined
  if (game === undefined) return []
  const chance = chanceOf(7)
  const options = game.options.safeParse({})
  if (!options.success) throw new Error(`${id} can't be played as it is`)
  const states: State[] = []
  let state = game.start({ seats: game.seats.min, options: options.data, chance })
  for (let turn = 1; turn <= 40 && game.toMove(state).length > 0; turn++) {
    const moves: (string | number)[] = []
    for (const seat of game.toMove(state)) {
      const validActions = [...game.legal(state, seat)]
      states.push({ turn, board: game.view(state, seat) as object, validActions, timeRemaining: 1_000 })
      moves[seat] = validActions[chance.below(validActions.length)]!
    }
    state = game.step(state, moves, chance)
  }
  return states
}

/** 1 if the starter wins a game of Connect Four, 0 else. */
async function playAgainstChance(seed: number, seat: number): Promise<number> {
  const game = gameOf('connect-four') as unknown as Game<AnyState, object>
  const chance = chanceOf(seed)
  let state = game.start({ seats: 2, options: {}, chance })
  for (let turn = 1; game.toMove(state).length > 0; turn++) {
    const [mover] = game.toMove(state)
    const validActions = [...game.legal(state, mover!)]
    const board = game.view(state, mover!) as object
    const [chosen] =
      mover === seat
        ? await languages.javascript!('connect-four', [{ turn, board, validActions, timeRemaining: 1_000 }])
        : [validActions[chance.below(validActions.length)]]
    const moves: (string | number)[] = []
    moves[mover!] = chosen as number
    state = game.step(state, moves, chance)
  }
  return game.scores(state)[seat] === 1 ? 1 : 0
}

function chanceOf(seed: number): Chance {
  return chanceFrom(createHash('sha256').update(String(seed)).digest('hex'))
}

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'])
    return true
  } catch {
    return false
  }
}
