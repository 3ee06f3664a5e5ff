import { readArguments } from '#bench/arguments'

/** How large a town is simulated, for how long, and how often a moment is opened. */
export type Options = { agents: number; days: number; baselineHours: number; moments: number }

const usage = `usage: npm run bench -- history [options]
  --agents N          agents (100)
  --days N            simulated days of history (7)
  --baseline-hours N  simulated hours of position samples (2)
  --moments N         moments that are opened (300)`

/** Reads the arguments. Throws with the usage when they are not as expected. */
export function readOptions(args: string[]): Options {
  const usual = { agents: '100', days: '7', 'baseline-hours': '2', moments: '300' }
  const given = readArguments(args, usage, usual)
  return {
    agents: given.count('agents'),
    days: given.count('days'),
    baselineHours: given.count('baseline-hours'),
    moments: given.count('moments'),
  }
}
