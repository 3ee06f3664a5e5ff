import { expect } from 'chai'
import { deedsIn, tilesOf, withoutRepeats } from '#client/state/day.ts'
import type { AgentChange, AgentRecord, History } from '#messages/history'
import { encodePath } from '#world/route'

const home = { place: 'home-1', x: 0, y: 0, path: '', startedAt: 500, tilesPerSecond: 1, said: '', thought: '' }

describe('the day of an agent', () => {
  it('has its visits, words and thoughts with their moments', () => {
    const { visits, sayings } = deedsIn(
      history([
        { at: 2_000, said: 'Hello', saidAt: 1_990 },
        { at: 3_000, place: '' },
        { at: 4_000, place: 'cafe', thought: 'Tea?', thoughtAt: 3_990 },
        { at: 5_000, said: 'Hello', saidAt: 4_990 },
      ]),
    )
    expect(visits).to.deep.equal([
      { place: 'home-1', at: 1_000 },
      { place: 'cafe', at: 4_000 },
    ])
    expect(sayings.map(({ kind, at }) => [kind, at])).to.deep.equal([
      ['said', 1_990],
      ['thought', 3_990],
      ['said', 4_990],
    ])
  })

  it('has the tiles that were walked over, also of walks that were broken off, and not the walk it is on', () => {
    const east = encodePath([0, 1, 2, 3, 4].map((x) => ({ x, y: 0 })))
    const south = encodePath([0, 1, 2].map((y) => ({ x: 2, y })))
    const { walks } = deedsIn(
      history([
        { at: 2_000, path: east, startedAt: 2_000 },
        { at: 4_000, x: 2, path: south, startedAt: 4_000 },
      ]),
    )
    const tiles = (from: number) => tilesOf(walks, from).map(({ x, y }) => `${x},${y}`)
    expect(tiles(0)).to.deep.equal(['0,0', '1,0', '2,0'])
    expect(tiles(3_000)).to.deep.equal(['1,0', '2,0'])
  })

  it('counts visits in a row to one place once', () => {
    const visits = ['cafe', 'cafe', 'square', 'cafe'].map((place, at) => ({ place: place as never, at }))
    expect(withoutRepeats(visits).map(({ at }) => at)).to.deep.equal([0, 2, 3])
  })
})

function history(changes: (Partial<AgentChange> & { at: number })[]): History {
  const deltas = changes.map(({ at, ...change }) => ({ at, changed: [{ id: 'anna', ...change }], left: [] }))
  const keyframe = { at: 1_000, agents: [{ id: 'anna', ...home } as AgentRecord] }
  return { from: 1_000, to: 9_000, asked: 9_000, keyframe, deltas, gaps: [] }
}
