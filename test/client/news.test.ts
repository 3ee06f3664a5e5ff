import { expect } from 'chai'
import { edited, merged, newsOf, type News } from '#client/state/news.ts'
import type { WorldEvent } from '#events/index'

let positions = 0

describe('the lines of the newspaper', () => {
  it('make one of coming in to do something, and of two who meet', () => {
    const lines = [
      event('village.entered', 'anna', { place: 'cafe' }),
      event('village.used', 'anna', { place: 'cafe', what: 'pours a cup' }),
      event('village.conversation_joined', 'anna', { conversation: 'c', members: ['anna', 'boris'] }),
      event('village.conversation_joined', 'boris', { conversation: 'c', members: ['anna', 'boris'] }),
    ].toReversed()
    expect(edited(lines).map(({ name, text, other }) => [name, text, other])).to.deep.equal([
      ['boris', 'sat down to talk with', 'anna'],
      ['anna', 'pours a cup', undefined],
    ])
  })

  it('keep a visit at which somebody spoke or was rewarded, and that of another', () => {
    const lines = [
      event('village.entered', 'anna', { place: 'cafe' }),
      event('village.entered', 'boris', { place: 'cafe' }),
      event('village.said', 'anna', { place: 'cafe', text: 'Hello', x: 1, y: 1, heardBy: [], conversation: null }),
      event('economy.rewarded', 'boris', { amount: '5', reason: 'a good answer' }),
    ].toReversed()
    expect(edited(lines)).to.deep.equal(lines)
  })

  it('are merged the newest first, each once, in whatever order they come', () => {
    const lines = [1, 2, 3, 4].map(() => event('village.entered', 'anna', { place: 'cafe' })).toReversed()
    const late = { ...event('village.entered', 'boris', { place: 'cafe' }), at: lines[2]!.at }
    const expected = [lines[0], lines[1], late, lines[2], lines[3]]
    expect(merged([lines[3]!, lines[0]!], [late, ...lines])).to.deep.equal(expected)
  })

  it('tell of aiDollars why and how many, so that a coin can be shown', () => {
    const given = event('economy.rewarded', 'anna', { amount: '2.5', reason: 'a good answer' })
    const taken = event('economy.penalized', 'anna', { amount: '1', reason: '' })
    expect([given.text, given.money]).to.deep.equal(['was given 2.5 aiDollars: a good answer', '+2.5'])
    expect([taken.text, taken.money]).to.deep.equal(['had to give up 1 aiDollar', '-1'])
  })

  it('say nothing of what is no news', () => {
    expect(newsOf({ type: 'village.thought', at: 1, position: 1 } as WorldEvent)).to.equal(undefined)
  })
})

function event(type: WorldEvent['type'], name: string, rest: object): News {
  positions += 1
  return newsOf({ type, at: 1_000 + positions, position: positions, agentId: name, name, ...rest } as WorldEvent)!
}
