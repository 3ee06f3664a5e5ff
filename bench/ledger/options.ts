import { readArguments } from '#bench/arguments'

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
  const usual = { callers: '1,16,256,1024', seconds: '2', rounds: '3', accounts: '1000', scale: '50' }
  const given = readArguments(args, usage, usual)
  return {
    callers: given.counts('callers'),
    seconds: given.count('seconds'),
    rounds: given.count('rounds'),
    accounts: given.count('accounts'),
    scale: given.count('scale'),
  }
}
