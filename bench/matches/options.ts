import { readArguments } from '#bench/arguments'

/** What agents run in: nothing else can be compared with nothing else. */
export const tiers = ['trusted', 'isolated', 'network'] as const
export type Tier = (typeof tiers)[number]

/** Which tiers, how long and how often each one plays, and how many matches are played in containers of each kind. */
export type Options = { tiers: Tier[]; seconds: number; rounds: number; matches: number }

const usage = `usage: npm run bench -- matches [options]
  --tiers A,B,…    of ${tiers.join(', ')} (all)
  --seconds N      how long each plays in a round (1)
  --rounds N       rounds by turns (3)
  --matches N      matches of each game in containers of each kind (8)`

/** Reads the arguments. Throws with the usage when they are not as expected. */
export function readOptions(args: string[]): Options {
  const usual = { seconds: '1', rounds: '3', matches: '8' }
  const given = readArguments(args, usage, usual, ['tiers'])
  return {
    tiers: (given.text('tiers') ?? tiers.join(',')).split(',').map(toTier),
    seconds: given.count('seconds'),
    rounds: given.count('rounds'),
    matches: given.count('matches'),
  }
}

function toTier(name: string): Tier {
  const tier = tiers.find((one) => one === name)
  if (tier === undefined) throw new Error(`--tiers: there is no tier ${JSON.stringify(name)}\n${usage}`)
  return tier
}
