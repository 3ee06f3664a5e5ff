import { readArguments } from '#bench/arguments'

/** How many agents, how long each window is, how often the page is opened with nothing cached; `only` is one subject's name. */
export type Options = { agents: number[]; seconds: number; loads: number; only: string | undefined }

const usage = `usage: npm run bench -- viewer [options]
  --agents N,M   numbers of agents, measured one after another (100,1000)
  --seconds N    length of each measured window (8)
  --loads N      times the page is opened with an empty cache (3)
  --only NAME    measure one of viewer, baseline, and write no results`

/** Reads the arguments. Throws with the usage when they are not as expected. */
export function readOptions(args: string[]): Options {
  const given = readArguments(args, usage, { agents: '100,1000', seconds: '8', loads: '3' }, ['only'])
  return {
    agents: given.counts('agents'),
    seconds: given.count('seconds'),
    loads: given.count('loads'),
    only: given.text('only'),
  }
}
