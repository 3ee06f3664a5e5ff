import { expect } from 'chai'
import { weatherAt, weatherKinds, type Weather } from '#world/weather'

const minuteMs = 60_000
const calendar = { foundedAt: Date.UTC(2026, 10, 1), dayMs: 24 * minuteMs }
const days = 800

// A moment for each minute of the town's day that is asked for, on each of many days.
function weathers(hours: readonly number[]): Weather[] {
  return Array.from({ length: days }, (_, day) => day).flatMap((day) =>
    hours.map((hour) => weatherAt(calendar.foundedAt + (day + hour / 24) * calendar.dayMs, calendar)),
  )
}

function share(of: readonly Weather[], kind: Weather['kind']): number {
  return of.filter((weather) => weather.kind === kind).length / of.length
}

describe('the weather', () => {
  const all = weathers(Array.from({ length: 48 }, (_, half) => half / 2 + 0.25))

  it('is mostly clear, now and then cloudy, seldom wet, rarely white', () => {
    expect(share(all, 'clear')).to.be.within(0.5, 0.7)
    expect(share(all, 'clouds')).to.be.within(0.15, 0.3)
    expect(share(all, 'rain')).to.be.within(0.08, 0.2)
    expect(share(all, 'fog')).to.be.within(0.01, 0.06)
    expect(share(all, 'snow')).to.be.within(0.002, 0.03)
    expect(weatherKinds.reduce((sum, kind) => sum + share(all, kind), 0)).to.be.closeTo(1, 1e-9)
  })

  it('has fog in some mornings and at no other hour', () => {
    expect(share(weathers([6]), 'fog')).to.be.within(0.15, 0.4)
    expect(share(weathers([0, 3, 9, 12, 15, 18, 21]), 'fog')).to.equal(0)
  })

  it('stays within its bounds, and neither rains nor snows from a clear sky', () => {
    for (const { clouds, rain, snow, fog, wind } of all) {
      for (const part of [clouds, rain, snow, fog, wind]) expect(part).to.be.within(0, 1)
      expect(clouds).to.be.at.least(Math.max(rain, snow) - 1e-9)
    }
  })

  it('turns smoothly', () => {
    const stepMs = calendar.dayMs / 1440
    for (let step = 0; step < 30 * 1440; step++) {
      const at = calendar.foundedAt + step * stepMs
      const [now, next] = [weatherAt(at, calendar), weatherAt(at + stepMs, calendar)]
      for (const part of ['clouds', 'rain', 'snow', 'fog', 'wind'] as const)
        expect(Math.abs(now[part] - next[part]), `${part} at minute ${step}`).to.be.lessThan(0.06)
    }
  })

  it('is the same whoever asks and whenever, and another town has its own', () => {
    const at = calendar.foundedAt + 123_456_789
    expect(weatherAt(at, { ...calendar })).to.deep.equal(weatherAt(at, calendar))
    const kinds = (foundedAt: number) =>
      Array.from(
        { length: 200 },
        (_, spell) => weatherAt(foundedAt + (spell + 0.2) * 180_000, { ...calendar, foundedAt }).kind,
      )
    expect(kinds(calendar.foundedAt)).not.to.deep.equal(kinds(calendar.foundedAt + 86_400_000))
  })

  it('is pinned, since a change would give the past another weather than it had', () => {
    const spells = Array.from({ length: 16 }, (_, spell) => spell + 0.2)
    const kinds = spells.map((spell) => weatherAt(calendar.foundedAt + spell * 180_000, calendar).kind)
    expect(kinds.join(' ')).to.equal(
      'clear clear clear clear clear clear rain clouds clouds clouds fog clear rain clear clear clear',
    )
  })
})
