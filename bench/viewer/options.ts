import { parseArgs } from 'node:util'

/** How many agents, how long each window is, how often the page is opened with nothing cached; `only` is one subject's name. */
export type Options = { agents: number[]; seconds: number; loads: number; only: string | undefined }

const usage = `usage: npm run bench -- viewer [options]
  --agents N,M   numbers of agents, measured one after another (100,1000)
  --seconds N    length of each measured window (8)
  --loads N      times the page is opened with an empty cache (3)
  --only NAME    measure one of viewer, baseline, and write no results`

/** Reads the arguments. Throws with the usage when they are not as expected. */
export function readOptions(args: string[]): Options {
  const given = parse(args)
  return {
    agents: given.agents.split(',').map((one) => count('agents', one)),
    seconds: count('seconds', given.seconds),
    loads: count('loads', given.loads),
    only: given.only,
  }
}

function parse(args: string[]) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const
  const options = {
    agents: text('100,1000'),
    seconds: text('8'),
    loads: text('3'),
    only: { type: 'string' },
  } as const
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
