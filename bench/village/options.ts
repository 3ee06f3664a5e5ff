import { readArguments } from '#bench/arguments'

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
  const usual = { agents: '1000', spectators: '1000', seconds: '30', says: '200' }
  const given = readArguments(args, usage, usual, ['only', 'profile'])
  return {
    agents: given.count('agents'),
    spectators: given.count('spectators'),
    seconds: given.count('seconds'),
    says: given.count('says'),
    only: given.text('only'),
    profileDir: given.text('profile'),
  }
}
