import type { Budget } from './contract.ts'

/**
 * What a competitor may use where nothing else was agreed. Fuel is what limits agents in WebAssembly, so that the clock's
 * part there is only a net: it is wide enough for a busy machine.
 */
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
