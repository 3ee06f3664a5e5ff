import { townMinuteAt } from '#client/state/moments.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import { weatherAt, type Weather } from '#world/weather'
import { skyAt } from './light/sky.ts'

/**
 * What a moment is like. Everything that moves by itself follows `at`, milliseconds since the Unix epoch, so that the
 * past looks as it did and a moment that stands still is a picture that stands still.
 */
export type Air = {
  at: Millis
  /** The minute of the town's day, with its fraction. */
  minute: number
  /** The colour that everything is multiplied by. */
  tint: number
  /** How dark it is, from 0 to 1. */
  dark: number
  weather: Weather
  /** Nothing is to move by itself: somebody asks for less motion, or time runs so fast that it would flicker. */
  still: boolean
}

const rateMax = 6
const framesInHurryMax = 2

/** Tells for each frame, drawn at `now` on the page's clock, what the moment that is drawn is like. */
export function createAir(store: Store): (moment: Millis, now: Millis) => Air {
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  let last = { at: 0, now: 0 }
  let framesInHurry = 0
  return airAt

  function airAt(moment: Millis, now: Millis): Air {
    const village = store.village.peek()
    const at = moment + village.epoch
    // Somebody who leaps to another moment is not in a hurry: only a frame after another counts.
    const isHurried = Math.abs(at - last.at) > rateMax * Math.max(1, now - last.now)
    framesInHurry = isHurried ? framesInHurry + 1 : 0
    last = { at, now }
    const minute = townMinuteAt(store, moment)
    const weather = weatherAt(at, village)
    return { at, minute, weather, still: calm.matches || framesInHurry > framesInHurryMax, ...litBy(minute, weather) }
  }
}

const white = 0xffffff
const greys = { clouds: 0xe4e8ee, rain: 0xa9b6ca, snow: 0xdfe7f2, fog: 0xdde4e6 }

// Clouds take the colour out of the day; rain makes it dusky enough for lamps.
function litBy(minute: number, { clouds, rain, snow, fog }: Weather): { tint: number; dark: number } {
  const { tint, dark } = skyAt(minute)
  const tints = [
    [greys.clouds, clouds * 0.7],
    [greys.rain, rain],
    [greys.snow, snow],
    [greys.fog, fog],
  ] as const
  const grey = tints.reduce((sum, [colour, part]) => multiply(sum, mix(white, colour, part)), tint)
  return { tint: grey, dark: Math.max(dark, rain * 0.42, fog * 0.3, snow * 0.25) }
}

function mix(from: number, to: number, part: number): number {
  return perChannel((shift) => ((from >> shift) & 255) * (1 - part) + ((to >> shift) & 255) * part)
}

function multiply(a: number, b: number): number {
  return perChannel((shift) => (((a >> shift) & 255) * ((b >> shift) & 255)) / 255)
}

function perChannel(of: (shift: number) => number): number {
  return (Math.round(of(16)) << 16) | (Math.round(of(8)) << 8) | Math.round(of(0))
}
