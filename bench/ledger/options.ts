import { parseArgs } from 'node:util'

/** How many callers at a time, how long each reading takes, how many accounts there are, and how large pgbench's bank is. */
export type Options = { callers: number[]; seconds: number; rounds: number; accounts: number; scale: number }

const usage = `usage: npm run bench -- ledger [options]
  --callers N,N,…  callers at a time (1,16,256,1024); pgbench has a connection for each, so it takes those up to 256
  --seconds N      how long a round takes (2)
  --rounds N       rounds by turns (3)
  --accounts N     accounts that money moves between (1000)
  --scale N        pgbench's scale: branches of its bank, each with 100,000 accounts (50)`

/** Reads the arguments. Throws with the usage when they are not as expected. */
export function readOptions(args: string[]): Options {
  const given = parse(args)
  return {
    callers: given.callers.split(',').map((text) => count('callers', text)),
    seconds: count('seconds', given.seconds),
    rounds: count('rounds', given.rounds),
    accounts: count('accounts', given.accounts),
    scale: count('scale', given.scale),
  }
}

function parse(args: string[]) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const
  const options = {
    callers: text('1,16,256,1024'),
    seconds: text('2'),
    rounds: text('3'),
    accounts: text('1000'),
    scale: text('50'),
  }
  try {
    return parseArgs({ args, options, allowPositionals: false }).values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`, { cause: error })
  }
}

function count(name: string, given: string): number {
  const value = Number(given)
  if (Number.isInteger(value) && value > 0) return value
  throw new Error(`--${name}: expected whole numbers above 0, not ${JSON.stringify(given)}\n${usage}`)
}
