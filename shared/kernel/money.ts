declare const unit: unique symbol

/** A whole number of micro-aiDollars: 1 aiDollar is 1,000,000 of them. */
export type Micros = bigint & { readonly [unit]: 'micros' }

/** A whole number of US cents. */
export type Cents = bigint & { readonly [unit]: 'cents' }

/** The currencies of the product: `aid` counts in micro-aiDollars, `usd` in cents. */
export const currencies = ['aid', 'usd'] as const
export type Currency = (typeof currencies)[number]

/** An amount with its currency, so that cents are never taken for micros. */
export type Money = { currency: 'aid'; amount: Micros } | { currency: 'usd'; amount: Cents }

/** The largest single amount: a thousand million aiDollars, or ten million million dollars; 9,000 of them fit a bigint. */
export const amountMax = 1_000_000_000_000_000n

/** The furthest that a balance may be from zero; a bigint column holds twice as much. */
export const balanceMax = 4_000_000_000_000_000_000n

/** How many digits a currency has after its point. */
const decimals = { aid: 6, usd: 2 } as const

/** The amount, or why the text is not one: no number, zero or less, finer than the unit, or above `amountMax`. */
export type ParseMoneyResult<Amount> =
  | { status: 'parsed'; amount: Amount }
  | { status: 'not_a_number' | 'not_positive' | 'too_fine' | 'too_large' }

/** Reads aiDollars written as a decimal number such as `12.5`, exactly. */
export function parseMicros(text: string): ParseMoneyResult<Micros> {
  return parseAmount<Micros>(text, decimals.aid)
}

/** Reads US dollars written as a decimal number such as `12.50`, exactly. */
export function parseCents(text: string): ParseMoneyResult<Cents> {
  return parseAmount<Cents>(text, decimals.usd)
}

/** Takes a whole number of micro-aiDollars that code has worked out; throws when it is not from 1 to `amountMax`. */
export function micros(amount: bigint): Micros {
  return checked<Micros>(amount)
}

/** Takes a whole number of cents; throws when it is not from 1 to `amountMax`. */
export function cents(amount: bigint): Cents {
  return checked<Cents>(amount)
}

/** Whether a transfer may move this much. */
export function isAmount(amount: bigint): boolean {
  return amount >= 1n && amount <= amountMax
}

/** Writes an amount or a balance in whole units, without superfluous zeros: `-12.5`. It reads back as the same amount. */
export function formatAmount(currency: Currency, amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals[currency] + 1, '0')
  const whole = digits.slice(0, -decimals[currency])
  const fraction = digits.slice(-decimals[currency]).replace(/0+$/, '')
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

function parseAmount<Amount extends bigint>(text: string, places: number): ParseMoneyResult<Amount> {
  const match = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text)
  if (match === null) return { status: 'not_a_number' }
  const [, sign, whole = '', fraction = ''] = match
  const significant = fraction.replace(/0+$/, '')
  if (significant.length > places) return { status: 'too_fine' }
  const amount = BigInt(whole + significant.padEnd(places, '0'))
  if (sign === '-' || amount === 0n) return { status: 'not_positive' }
  return amount > amountMax ? { status: 'too_large' } : { status: 'parsed', amount: amount as Amount }
}

function checked<Amount extends bigint>(amount: bigint): Amount {
  if (!isAmount(amount)) throw new RangeError(`expected an amount from 1 to ${amountMax}, not ${amount}`)
  return amount as Amount
}
