/** A moment of town time. */
export type TownMoment = { day: number; minute: number }

/** Which stretch of the day a minute belongs to. */
export type Hour = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'night'

/** The stretch of the day of a minute. */
export function hourOf(minute: number): Hour {
  if (minute < 240 || minute >= 1320) return 'night'
  if (minute < 390) return 'dawn'
  if (minute < 690) return 'morning'
  if (minute < 810) return 'noon'
  return minute < 1080 ? 'afternoon' : 'evening'
}

/** The part of the day as one greets with it; nobody greets with `night`. */
export function partOf(minute: number): 'morning' | 'afternoon' | 'evening' {
  if (minute >= 1080 || minute < 180) return 'evening'
  return minute < 720 ? 'morning' : 'afternoon'
}

/** A town minute as HH:MM. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(Math.floor(minute % 60)).padStart(2, '0')}`
}

const earlier: Readonly<Record<Hour, string>> = {
  dawn: 'early this morning',
  morning: 'this morning',
  noon: 'at noon',
  afternoon: 'this afternoon',
  evening: 'this evening',
  night: 'in the night',
}

/** How one says when something was: `just now`, `this morning`, `yesterday`. */
export function whenWas(moment: TownMoment, now: TownMoment): string {
  const minutes = (now.day - moment.day) * 1440 + now.minute - moment.minute
  if (minutes < 40) return 'just now'
  if (minutes < 100) return 'a little while ago'
  if (now.day === moment.day)
    return hourOf(now.minute) === hourOf(moment.minute) ? 'earlier' : earlier[hourOf(moment.minute)]
  if (minutes < 720) return moment.minute >= 1080 ? 'last night' : 'a few hours ago'
  return now.day - moment.day === 1 ? 'yesterday' : 'the other day'
}
