import type { Budget } from './contract.ts'

/**
 * Where fuel is counted it is the limit, the same on every machine, and the clock only a net for what the meter does not
 * see, such as a long sort. The net is this much wider than the limit elsewhere, so that a busy machine changes no match.
 */
export const meteredNetFactor = 10

/** What a competitor may use where nothing else was agreed. The fuel is what the time allows on an idle machine. */
export const usualBudget: Budget = {
  initMsMax: 5_000,
  turnMsMax: 2_000,
  matchMsMax: 120_000,
  initFuelMax: 20_000,
  turnFuelMax: 5_000,
  matchFuelMax: 200_000,
  memoryBytesMax: 64 * 1024 * 1024,
  replyBytesMax: 4_096,
}
