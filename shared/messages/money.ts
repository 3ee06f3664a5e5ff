import { z } from 'zod'
import { parseCents, parseMicros, type Cents, type Micros, type ParseMoneyResult } from '#kernel/money'

const dollars = 'expected US dollars above zero with at most 2 decimals, such as "5.00"'
const aiDollars = 'expected aiDollars above zero with at most 6 decimals, such as "2.5"'

/** An amount of aiDollars as it comes from outside, as text or as a number, read without rounding. */
export const aiDollarSchema = amount<Micros>(parseMicros, aiDollars)

/** An amount of US dollars as it comes from outside, read without rounding. */
export const usDollarSchema = amount<Cents>(parseCents, dollars)

/** An amount as it is told: whole units for people, and exact micro-aiDollars for programs. */
export const amountSchema = z
  .object({
    amount: z.string().meta({ description: 'aiDollars as a decimal number: `"2.5"`, or below zero `"-2.5"`.' }),
    micros: z.string().meta({ description: 'The same in micro-aiDollars, a whole number: `"2500000"`.' }),
  })
  .meta({ id: 'Amount' })
export type Amount = z.infer<typeof amountSchema>

function amount<Unit extends bigint>(read: (text: string) => ParseMoneyResult<Unit>, error: string) {
  return z
    .union([z.string(), z.number()], { error })
    .transform((given, context): Unit => {
      const result = read(String(given))
      if (result.status === 'parsed') return result.amount
      context.addIssue({ code: 'custom', message: result.status === 'too_large' ? `${error}, and not as much` : error })
      return z.NEVER
    })
    .meta({ override: { type: ['string', 'number'], description: error } })
}
