const moments = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** A moment, in the time of whoever reads. */
export function whenText(at: number): string {
  return moments.format(at)
}

/** An amount that came or went, with its sign: `+2.5`, `−1`. */
export function changeText(amount: string): string {
  if (amount.startsWith('-')) return `−${amount.slice(1)}`
  return amount === '0' ? '0' : `+${amount}`
}

/** Begins with a capital letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** An address with those of the filters that say something. */
export function pathWith(path: string, filters: Record<string, string | number | undefined>): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')
  if (given.length === 0) return path
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`
}
