import { expect } from 'chai'
import { townTimeAt } from '#kernel/time'

const founded = Date.UTC(2026, 0, 1)
const minuteMs = 60_000
const dayMs = 24 * minuteMs // a town minute is a real second

describe('town time', () => {
  const table: [string, number, number, string][] = [
    ['at the beginning', 0, 1, '00:00'],
    ['a moment before the first minute is over', 999, 1, '00:00'],
    ['after a minute of the town', 1_000, 1, '00:01'],
    ['at noon', dayMs / 2, 1, '12:00'],
    ['at the last moment of a day', dayMs - 1, 1, '23:59'],
    ['on the next day', dayMs, 2, '00:00'],
    ['a hundred days later', 100 * dayMs + 6 * minuteMs, 101, '06:00'],
    ['before the town was founded', -5_000, 1, '00:00'],
  ]
  for (const [when, elapsedMs, day, clock] of table) {
    it(`is ${clock} of day ${day} ${when}`, () => {
      const time = townTimeAt(founded + elapsedMs, { foundedAt: founded, dayMs })
      expect(time).to.include({ day, clock })
      expect(time.minute).to.equal(Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)))
    })
  }

  it('passes as fast as the length of a day says', () => {
    expect(townTimeAt(founded + 86_400_000 / 4, { foundedAt: founded, dayMs: 86_400_000 })).to.include({
      day: 1,
      clock: '06:00',
    })
    expect(townTimeAt(founded + 15_000, { foundedAt: founded, dayMs: minuteMs })).to.include({ day: 1, clock: '06:00' })
  })
})
