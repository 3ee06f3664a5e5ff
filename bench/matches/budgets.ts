import type { Reading } from './load.ts'
import { perCpuSecond, perSecond, type Results } from './results.ts'
import { number } from './tables.ts'
import { plainVillage } from './trusted.ts'

/** What DESIGN.md promises, what was measured, and whether that is enough. */
export type Budget = { what: string; toReach: string; measured: string; isMet: boolean }

const game = 'connect-four'

/** The budgets of the tiers that were measured. */
export function budgetsOf({ trusted, isolated }: Results): Budget[] {
  const containers = isolated?.containers ?? []
  return [
    ...(trusted?.playing ?? []).filter(isPlainVillage).map((one) => budget('in process, proof included', one, 20_000)),
    ...(isolated?.webAssembly.readings ?? []).filter(isWarm).map((one) => budget('in WebAssembly', one, 100)),
    ...containers.flatMap((one) =>
      one.status === 'measured' ? one.readings.filter(isConnectFour).map(inContainers) : [],
    ),
  ]
}

function budget(where: string, reading: Reading, least: number): Budget {
  const measured = perCpuSecond(reading)
  const toReach = `over ${number(least)} matches per CPU-second`
  return { what: `Connect Four ${where}`, toReach, measured: number(measured), isMet: measured > least }
}

function inContainers(reading: Reading): Budget {
  const measured = perSecond(reading)
  const toReach = 'over 30 matches a second'
  return {
    what: `Connect Four in warm containers: ${reading.what}`,
    toReach,
    measured: number(measured),
    isMet: measured > 30,
  }
}

function isConnectFour(reading: Reading): boolean {
  return reading.game === game
}

function isPlainVillage({ what, game: played }: Reading): boolean {
  return played === game && what === plainVillage
}

function isWarm({ what, game: played }: Reading): boolean {
  return played === game && what === 'WebAssembly'
}
