/** Milliseconds, either a duration or since the Unix epoch; a name ending in `At` is the latter. */
export type Millis = number

/** Midnight of town day 1, the same for every process and viewer, so that no clock has to be stored. */
const TOWN_FOUNDED_AT: Millis = Date.UTC(2026, 0, 1)

/** A moment of town time: which day, and which minute of its 1,440. */
export type TownTime = { day: number; minute: number; clock: string }

/** Town time at a real moment. `dayMs` is how long a town day lasts in real milliseconds. */
export function townTimeAt(nowMs: Millis, dayMs: Millis): TownTime {
  const elapsedMs = Math.max(0, nowMs - TOWN_FOUNDED_AT)
  const minute = Math.floor(((elapsedMs % dayMs) / dayMs) * 1440)
  const clock = `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`
  return { day: Math.floor(elapsedMs / dayMs) + 1, minute, clock }
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
