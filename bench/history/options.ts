import { parseArgs } from 'node:util'

/** How large a town is simulated, for how long, and how often a moment is opened. */
export type Options = { agents: number; days: number; baselineHours: number; moments: number }

const usage = `usage: npm run bench -- history [options]
  --agents N          agents (100)
  --days N            simulated days of history (7)
  --baseline-hours N  simulated hours of position samples (2)
  --moments N         moments that are opened (300)`

/** Reads the arguments. Throws with the usage when they are not as expected. */
export function readOptions(args: string[]): Options {
  const given = parse(args)
  return {
    agents: count('agents', given.agents),
    days: count('days', given.days),
    baselineHours: count('baseline-hours', given['baseline-hours']),
    moments: count('moments', given.moments),
  }
}

function parse(args: string[]) {
  const number = (fallback: string) => ({ type: 'string', default: fallback }) as const
  const options = { agents: number('100'), days: number('7'), 'baseline-hours': number('2'), moments: number('300') }
  try {
    return parseArgs({ args, options, allowPositionals: false }).values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`, { cause: error })
  }
}

function count(name: string, given: string): number {
  const value = Number(given)
  if (Number.isInteger(value) && value > 0) return value
  throw new Error(`--${name}: expected a whole number above 0, not ${JSON.stringify(given)}\n${usage}`)
}
