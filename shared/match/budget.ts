import type { Millis } from '#kernel/time'
import type { Budget } from './contract.ts'

/**
 * Where fuel is counted it is the limit, the same on every machine, and the clock only a net for what the meter does not
 * see, such as a long sort. The net is this much wider than the limit elsewhere, so that a busy machine changes no match.
 */
export const meteredNetFactor = 10

/** What a competitor may use where nothing else was agreed: a second a turn. */
export const usualBudget: Budget = budgetFor(1_000)

/** The budget whose turns take so long: a match has 60 of them, `init` five, and each millisecond is a unit of fuel. */
export function budgetFor(turnMsMax: Millis): Budget {
  const turnFuelMax = turnMsMax
  return {
    initMsMax: turnMsMax * 5,
    turnMsMax,
    matchMsMax: turnMsMax * 60,
    initFuelMax: turnFuelMax * 5,
    turnFuelMax,
    matchFuelMax: turnFuelMax * 60,
    memoryBytesMax: 64 * 1024 * 1024,
    replyBytesMax: 4_096,
  }
}
