import { expect } from 'chai'
import { foundingFor, townTimeAt } from '#kernel/time'

const foundedAt = Date.UTC(2026, 0, 1)
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
      const time = townTimeAt(foundedAt + elapsedMs, { foundedAt, dayMs })
      expect(time).to.include({ day, clock })
      expect(time.minute).to.equal(Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)))
    })
  }

  it('passes as fast as the length of a day says', () => {
    const realDay = { foundedAt, dayMs: 86_400_000 }
    expect(townTimeAt(foundedAt + 21_600_000, realDay)).to.include({ day: 1, clock: '06:00' })
    expect(townTimeAt(foundedAt + 15_000, { foundedAt, dayMs: minuteMs })).to.include({ day: 1, clock: '06:00' })
  })

  for (const length of [minuteMs, dayMs, 86_400_000, 61_234]) {
    it(`begins with a morning when a town opens whose day lasts ${length} ms`, () => {
      const now = Date.UTC(2026, 10, 20, 13, 37, 11)
      expect(townTimeAt(now, { foundedAt: foundingFor(now, length), dayMs: length })).to.include({
        day: 1,
        clock: '07:00',
      })
    })
  }
})
