import { expect } from 'chai'
import { readFile } from 'node:fs/promises'
import { limits } from '#kernel/limits'
import { readTownMap } from '#world/read-map'
import { cast } from '#villagers/cast'
import { dayOf, stopAfter, stopAt } from '#villagers/routine'
import { withRandom } from '#test/support/random'

const dayMinutes = 1440
const days = Array.from({ length: 40 }, (_, at) => at + 1)

const mapFile = await readFile(new URL(import.meta.resolve('#maps/village.json')), 'utf8')

function placesOfMap(): Set<string> {
  const result = readTownMap(JSON.parse(mapFile))
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return new Set(result.map.places.keys())
}

describe('the cast', () => {
  it('has at least twelve people with names and homes of their own', () => {
    expect(cast.length).to.be.at.least(12)
    expect(new Set(cast.map(({ name }) => name)).size).to.equal(cast.length)
    expect(new Set(cast.map(({ home }) => home)).size).to.equal(cast.length)
  })

  it('can be registered: names and personas keep to their limits', () => {
    for (const { name, persona } of cast) {
      expect(name.length, name).to.be.within(1, limits.nameCharsMax)
      expect(persona.length, name).to.be.within(60, limits.personaCharsMax)
    }
  })

  it('knows its friends', () => {
    const names = cast.map(({ name }) => name)
    for (const { name, friends } of cast) {
      expect(names, name).to.include.members(friends)
      expect(friends, name).not.to.include(name)
    }
  })
})

describe('a routine', () => {
  for (const profile of cast) {
    it(`of ${profile.name} covers all 1,440 minutes of every day, in order and without a gap`, () => {
      for (const day of days) {
        const stops = dayOf(profile, day)
        expect(stops[0]!.from).to.equal(0)
        expect(stops.at(-1)!.to).to.equal(dayMinutes)
        stops.reduce((before, stop) => {
          expect(stop.from, `day ${day}`).to.equal(before.to)
          expect(stop.to, `day ${day}`).to.be.above(stop.from)
          return stop
        })
        for (let minute = 0; minute < dayMinutes; minute++) {
          const stop = stopAt(stops, minute)
          expect(minute >= stop.from && minute < stop.to, `minute ${minute} of day ${day}`).to.equal(true)
        }
      }
    })

    it(`of ${profile.name} asks only for places of the map`, () => {
      const places = placesOfMap()
      for (const day of days)
        for (const { place } of dayOf(profile, day)) expect(places, `day ${day}`).to.include(place)
    })

    it(`of ${profile.name} visits at least four places a day, and is at work and asleep`, () => {
      for (const day of days) {
        const stops = dayOf(profile, day)
        expect(new Set(stops.map(({ place }) => place)).size, `day ${day}`).to.be.at.least(4)
        expect(stops.filter(({ kind }) => kind === 'work' || kind === 'night')).not.to.have.length(0)
        expect(stops.filter(({ kind, place }) => kind === 'sleep' && place === profile.home)).not.to.have.length(0)
      }
    })

    it(`of ${profile.name} says in few words what is done there`, () => {
      for (const day of days) {
        for (const { task } of dayOf(profile, day)) {
          for (const step of task.steps) expect(step.length, step).to.be.within(1, limits.useCharsMax)
          for (const why of task.why) expect(why.length, why).to.be.within(1, limits.thinkCharsMax)
        }
      }
    })
  }

  it('is the same for the same day, and differs from day to day', () => {
    const [first] = cast
    expect(dayOf(first!, 7)).to.deep.equal(dayOf(first!, 7))
    expect(dayOf(first!, 7)).not.to.deep.equal(dayOf(first!, 8))
  })

  it('has somebody up and about at every minute', () => {
    for (const day of days.slice(0, 5)) {
      const routines = cast.map((profile) => dayOf(profile, day))
      for (let minute = 0; minute < dayMinutes; minute++) {
        const awake = routines.filter((stops) => stopAt(stops, minute).kind !== 'sleep')
        expect(awake.length, `minute ${minute} of day ${day}`).to.be.at.least(2)
      }
    }
  })

  it('knows what comes after a stay, if the day has any', () =>
    withRandom((random) => {
      const stops = dayOf(random.pick(cast), random.between(1, 10_000))
      const at = random.between(0, stops.length - 1)
      expect(stopAfter(stops, stops[at]!)).to.equal(stops[at + 1])
    }))
})
