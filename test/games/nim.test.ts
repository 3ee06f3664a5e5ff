import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { anyGame } from '#games/game'
import { chanceFrom } from '#games/chance'
import { hashText } from '#match/hash'
import { nim } from './nim.ts'

describe('the example of docs/GAMES.md', () => {
  it('is the game that is tested here', () => {
    const page = readFileSync('docs/GAMES.md', 'utf8')
    const block = /```ts\n([\s\S]*?)```/.exec(page)?.[1]
    expect(block).to.equal(readFileSync('test/games/nim.ts', 'utf8'))
  })

  it('plays to its end, and never longer than it says', () => {
    expect(anyGame(nim).id).to.equal('nim')
    const chance = chanceFrom(hashText('nim'))
    const options = nim.options.safeParse({})
    if (!options.success) throw new Error('the options have no usual values')
    let state = nim.start({ seats: 2, options: options.data, chance })
    let turns = 0
    for (; nim.toMove(state).length > 0; turns++) {
      const [seat] = nim.toMove(state) as [number]
      const legal = nim.legal(state, seat)
      const moves = [undefined, undefined].map((_, at) => (at === seat ? legal[chance.below(legal.length)] : undefined))
      state = nim.step(state, moves, chance)
    }
    expect(turns).to.be.within(5, nim.turnsMax(options.data))
    expect(nim.scores(state).toSorted((a, b) => a - b)).to.deep.equal([0, 1])
  })
})
