import { parseArgs } from 'node:util'

/** The load and how long it is measured; `profileDir` is where CPU profiles of the window go, `only` one subject's name. */
export type Options = {
  agents: number
  spectators: number
  seconds: number
  says: number
  profileDir: string | undefined
  only: string | undefined
}

const usage = `usage: npm run bench -- village [options]
  --agents N       walking agents (1000)
  --spectators N   spectators (1000)
  --seconds N      length of the measured window (30)
  --says N         says whose way to a spectator is timed (200)
  --only NAME      measure one of village, json, colyseus, and write no results
  --profile DIR    write a CPU profile of each server's window to DIR`

/** Reads the arguments. Throws with the usage when they are not as expected. */
export function readOptions(args: string[]): Options {
  const { agents, spectators, seconds, says, only, profile } = parse(args)
  return {
    agents: count('agents', agents),
    spectators: count('spectators', spectators),
    seconds: count('seconds', seconds),
    says: count('says', says),
    only,
    profileDir: profile,
  }
}

function parse(args: string[]) {
  const number = (fallback: string) => ({ type: 'string', default: fallback }) as const
  const options = {
    agents: number('1000'),
    spectators: number('1000'),
    seconds: number('30'),
    says: number('200'),
    only: { type: 'string' },
    profile: { type: 'string' },
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
