import type { Millis, TownCalendar } from '#kernel/time'

export const weatherKinds = ['clear', 'clouds', 'rain', 'fog', 'snow'] as const
export type WeatherKind = (typeof weatherKinds)[number]

/** The weather of a moment: what one would call it, and how much there is of each, from 0 to 1. */
export type Weather = { kind: WeatherKind; clouds: number; rain: number; snow: number; fog: number; wind: number }

type Sky = Omit<Weather, 'kind'>

const spellsPerDay = 8
const turningPart = 0.3
const fogShare = 0.3
const fogFrom = 4.5 / 24
const fogUntil = 8.75 / 24

/**
 * The weather at a moment, in milliseconds since the Unix epoch. It follows from the town's calendar alone, so that it
 * is the same for everyone, and the past has the weather that it had. A spell lasts three hours of the town and turns
 * smoothly into the next.
 */
export function weatherAt(at: Millis, { foundedAt, dayMs }: TownCalendar): Weather {
  const day = dayMs === 0 ? 0.5 : Math.max(0, at - foundedAt) / dayMs
  const sky = skyAt(day, Math.floor(foundedAt / 1000) | 0)
  return { kind: kindOf(sky), ...sky }
}

function skyAt(day: number, seed: number): Sky {
  const spells = day * spellsPerDay
  const spell = Math.floor(spells)
  const part = spells - spell
  const turned = part < 1 - turningPart ? 0 : ease((part - 1 + turningPart) / turningPart)
  const now = spellAt(spell, seed)
  const next = spellAt(spell + 1, seed)
  const mixed = (name: keyof Sky) => now[name] + (next[name] - now[name]) * turned
  const rain = mixed('rain')
  const snow = mixed('snow')
  const fog = fogOn(day, seed) * (1 - Math.max(rain, snow))
  return { clouds: mixed('clouds'), rain, snow, fog, wind: mixed('wind') }
}

function spellAt(spell: number, seed: number): Sky {
  const kind = chance(spell, seed)
  const much = chance(spell, seed + 1)
  const wind = 0.25 + 0.5 * chance(spell, seed + 2)
  const dry = { rain: 0, snow: 0, fog: 0 }
  if (kind < 0.6) return { ...dry, clouds: 0, wind }
  if (kind < 0.84) return { ...dry, clouds: 0.5 + much / 2, wind }
  const wet = 0.55 + much * 0.45
  if (isFrosty(Math.floor(spell / spellsPerDay), seed)) return { ...dry, clouds: 1, snow: wet, wind: wind * 0.6 }
  return { ...dry, clouds: 1, rain: wet, wind: wind + 0.25 }
}

function isFrosty(day: number, seed: number): boolean {
  return chance(day, seed + 3) < 0.06
}

// Some mornings begin in fog, which the sun takes away.
function fogOn(day: number, seed: number): number {
  const today = Math.floor(day)
  if (chance(today, seed + 4) >= fogShare) return 0
  const part = day - today
  if (part < fogFrom || part > fogUntil) return 0
  const through = (part - fogFrom) / (fogUntil - fogFrom)
  return ease(Math.min(1, through * 4, (1 - through) * 2.5))
}

function kindOf({ clouds, rain, snow, fog }: Sky): WeatherKind {
  if (rain >= 0.25) return 'rain'
  if (snow >= 0.25) return 'snow'
  if (fog >= 0.3) return 'fog'
  return clouds >= 0.3 ? 'clouds' : 'clear'
}

function ease(part: number): number {
  return part * part * (3 - 2 * part)
}

// From 0 up to 1; looks random, and is the same for the same two whole numbers.
function chance(at: number, seed: number): number {
  let bits = Math.imul(at | 0, 0x27d4eb2d) ^ Math.imul(seed | 0, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
}
