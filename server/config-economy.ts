import { z } from 'zod'
import { micros, parseMicros, type Micros } from '#kernel/money'

const form = 'expected aiDollars with at most 6 decimals, such as 10 or 2.5'

const aiDollars = z.string().transform((text, context): Micros | null => {
  if (/^0+(\.0+)?$/.test(text)) return null
  const result = parseMicros(text)
  if (result.status === 'parsed') return result.amount
  context.addIssue({ code: 'custom', message: form })
  return z.NEVER
})

/** The settings of the economy, as config.ts reads them with the others. */
export const economyVariables = {
  START_BALANCE: aiDollars.default(micros(10_000_000n)),
  DAILY_ALLOWANCE: aiDollars.default(micros(20_000_000n)),
  AIDOLLAR_PER_USD: aiDollars
    .refine((rate) => rate !== null, { error: `${form}, above zero` })
    .transform((rate) => rate)
    .default(micros(100_000_000n)),
}

const variables = z.object(economyVariables)

/** What the economy was told, in micro-aiDollars; null is nothing. */
export type EconomyConfig = Readonly<{
  /** What a new agent starts with. */
  start: Micros | null
  /** What a verified member's allowance is topped up to each day. */
  daily: Micros | null
  /** What a US dollar is worth. */
  rate: Micros
}>

export function toEconomyConfig(given: z.infer<typeof variables>): EconomyConfig {
  return Object.freeze({ start: given.START_BALANCE, daily: given.DAILY_ALLOWANCE, rate: given.AIDOLLAR_PER_USD })
}
