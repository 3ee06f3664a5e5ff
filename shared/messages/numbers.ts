import { z } from 'zod'

/** A moment in an address: whole milliseconds since the Unix epoch. */
export const momentText = z
  .string({ error: 'expected milliseconds since the Unix epoch' })
  .regex(/^\d{1,15}$/, { error: 'expected milliseconds since the Unix epoch' })
  .transform(Number)
  .meta({ override: { type: 'integer', description: 'Milliseconds since the Unix epoch.' } })

/** A whole number in an address, within bounds; `what` says what it counts. */
export function countText(bounds: { min: number; max: number; default: number }, what: string) {
  const error = `expected a number from ${bounds.min} to ${bounds.max}`
  return z
    .string()
    .regex(/^\d{1,6}$/, { error })
    .transform(Number)
    .refine((count) => count >= bounds.min && count <= bounds.max, { error })
    .default(bounds.default)
    .meta({ override: { type: 'integer', description: `${what}, ${bounds.min} to ${bounds.max}.` } })
}
