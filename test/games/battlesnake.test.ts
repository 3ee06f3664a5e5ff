import { expect } from 'chai'
import { chanceFrom } from '#games/chance'
import { battlesnakeAnswer, battlesnakeRequest, type BattlesnakeMatch } from '#games/snakes/battlesnake'
import { snakes } from '#games/snakes/rules'
import { noChance } from './play-at-random.ts'

const profile = (name: string) => ({
  id: `snake-${name}`,
  name,
  latencyMs: 122.6,
  shout: 'why are we shouting??',
  customizations: { color: '#FF0000', head: 'pixel', tail: 'pixel' },
})
const match: BattlesnakeMatch = { id: 'game-1', timeoutMs: 500, profiles: [profile('Ann'), profile('Bob')] }
const options = { width: 11, height: 11, turnsMax: 500 } as const
const start = snakes.start({ seats: 2, options, chance: chanceFrom('a'.repeat(64)) })

describe('the Battlesnake API', () => {
  it('gets a request as it is documented', () => {
    const state = { ...start, turn: 14, food: [{ x: 9, y: 0 }], snakes: [snakeAt(54), snakeAt(16)] }
    const snake = (name: string, health: number) => ({
      id: `snake-${name}`,
      name,
      health,
      body: [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
        { x: 2, y: 0 },
      ],
      latency: '123',
      head: { x: 0, y: 0 },
      length: 3,
      shout: 'why are we shouting??',
      squad: '',
      customizations: { color: '#FF0000', head: 'pixel', tail: 'pixel' },
    })
    expect(battlesnakeRequest(state, 1, match)).to.deep.equal({
      game: {
        id: 'game-1',
        ruleset: {
          name: 'standard',
          version: 'v1.0.0',
          settings: {
            foodSpawnChance: 15,
            minimumFood: 1,
            hazardDamagePerTurn: 0,
            royale: { shrinkEveryNTurns: 0 },
            squad: { allowBodyCollisions: false, sharedElimination: false, sharedHealth: false, sharedLength: false },
          },
        },
        map: 'standard',
        timeout: 500,
        source: 'custom',
      },
      turn: 14,
      board: {
        height: 11,
        width: 11,
        food: [{ x: 9, y: 0 }],
        hazards: [],
        snakes: [snake('Ann', 54), snake('Bob', 16)],
      },
      you: snake('Bob', 16),
    })
  })

  it('is told in the end who is left, also if that is not itself', () => {
    const end = battlesnakeRequest(snakes.withdraw(start, 0, noChance), 0, match) as unknown as Request
    expect(end.board.snakes.map(({ name }) => name)).to.deep.equal(['Bob'])
    expect(end.you.name).to.equal('Ann')
  })

  it('is told of no health below nothing', () => {
    const starved = {
      ...start,
      snakes: [{ ...snakeAt(-1), out: { turn: 3, cause: 'out-of-health' as const } }, snakeAt(9)],
    }
    expect((battlesnakeRequest(starved, 0, match) as unknown as Request).you.health).to.equal(0)
  })

  const answers: [string, unknown, ReturnType<typeof battlesnakeAnswer>][] = [
    ['a move', { move: 'up' }, { move: 'up', shout: '' }],
    ['a move and a shout', { move: 'left', shout: 'hello' }, { move: 'left', shout: 'hello' }],
    ['a move and more', { move: 'right', taunt: 'x' }, { move: 'right', shout: '' }],
    ['a shout that is none', { move: 'down', shout: 7 }, { move: 'down', shout: '' }],
    ['a shout that is empty', { move: 'down', shout: null }, { move: 'down', shout: '' }],
    ['a long shout', { move: 'down', shout: '🐍'.repeat(300) }, { move: 'down', shout: '🐍'.repeat(256) }],
    ['a shout that no text column takes', { move: 'up', shout: 'a\0b\ud800c' }, { move: 'up', shout: 'abc' }],
    ['another word', { move: 'north' }, undefined],
    ['another case', { move: 'Up' }, undefined],
    ['a name from a prototype', { move: 'constructor' }, undefined],
    ['no move', { shout: 'hello' }, undefined],
    ['a list', ['up'], undefined],
    ['a word', 'up', undefined],
    ['null', null, undefined],
    ['nothing', undefined, undefined],
    ['a number', 1, undefined],
  ]
  for (const [what, body, answer] of answers) {
    it(`is ${answer === undefined ? 'not ' : ''}understood when it answers ${what}`, () => {
      expect(battlesnakeAnswer(body)).to.deep.equal(answer)
    })
  }
})

type Request = { board: { snakes: { name: string }[] }; you: { name: string; health: number } }

function snakeAt(health: number) {
  return {
    body: [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 2, y: 0 },
    ],
    health,
    out: null,
  }
}
