/** The moment at which a day begins here, written as a date field has it; undefined if none is. */
export function dayStart(day: string): number | undefined {
  const at = new Date(`${day}T00:00:00`).getTime()
  return Number.isNaN(at) ? undefined : Math.max(0, at)
}

/** The moment at which it is over. */
export function dayEnd(day: string): number | undefined {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + 1)
  return Number.isNaN(date.getTime()) ? undefined : Math.max(1, date.getTime())
}
