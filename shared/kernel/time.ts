/** Milliseconds, either a duration or since the Unix epoch; a name ending in `At` is the latter. */
export type Millis = number

/** A moment of town time: which day, and which minute of its 1,440. */
export type TownTime = { day: number; minute: number; clock: string }

/** What town time is counted by: the moment of midnight of day 1, and how long a day lasts in real milliseconds. */
export type TownCalendar = { foundedAt: Millis; dayMs: Millis }

/** Town time at a real moment. */
export function townTimeAt(nowMs: Millis, { foundedAt, dayMs }: TownCalendar): TownTime {
  const elapsedMs = Math.max(0, nowMs - foundedAt)
  const minute = Math.floor(((elapsedMs % dayMs) / dayMs) * 1440)
  const clock = `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`
  return { day: Math.floor(elapsedMs / dayMs) + 1, minute, clock }
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}

/** When a town that opens now counts as founded: so that its first morning has just begun. */
export function foundingFor(nowMs: Millis, dayMs: Millis): Millis {
  return Math.round(nowMs - dayMs * (7 / 24))
}
