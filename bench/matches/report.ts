import { gameOf } from '#games'
import { limits } from '#kernel/limits'
import { budgetsOf } from './budgets.ts'
import { describeIsolated } from './report-isolated.ts'
import type { Reading } from './load.ts'
import { perCpuSecond, perSecond, type Results } from './results.ts'
import { number, readingTable, table } from './tables.ts'
import type { TrustedResults } from './trusted.ts'

const quietPercentMax = 20

/** The results as Markdown: a section for each tier, since one can’t be compared with another. */
export function describe(results: Results): string {
  const { trusted, isolated, network } = results
  const sections = [
    introduction(results),
    ...describeBudgets(results),
    ...(trusted === undefined ? [] : describeTrusted(trusted)),
    ...(isolated === undefined ? [] : describeIsolated(isolated)),
    ...(network === undefined ? [] : describeNetwork(network)),
  ]
  return `${sections.join('\n\n')}\n`
}

function describeBudgets(results: Results): string[] {
  const rows = budgetsOf(results).map((one) => [one.what, one.toReach, one.measured, one.isMet ? 'met' : 'missed'])
  return rows.length === 0 ? [] : [table(['budget', 'to reach', 'measured', ''], rows, 2)]
}

function introduction({ machine, load }: Results): string {
  const { cores, os, node, othersPercent } = machine
  const noise =
    othersPercent < quietPercentMax
      ? []
      : [
          '',
          `**Not a quiet machine:** other work took ${number(othersPercent)} % of a core; take what is per second, and the times, as rough.`,
        ]
  return [
    '# Bench: matches',
    '',
    `${cores} cores, ${os}, Node ${node}; written by \`npm run bench -- matches\`.`,
    `Tic-tac-toe and Connect Four between players that choose by chance from a seed, one match at a time; ${load.rounds} rounds of`,
    `${load.seconds} s for each, by turns, after half a second to warm up. A CPU-second is one of all threads and processes that took`,
    'part, the kernel’s part included; a second is one on the clock. A turn is from the end of one to the end of the next,',
    'the choice of the player included, in a pass of its own that asks the clock each time.',
    ...noise,
  ].join('\n')
}

function describeTrusted({ playing, verifying }: TrustedResults): string[] {
  return [
    '## In process, trusted',
    [
      'Everything in one thread. The village plays as its worker does, without the database: header, seats by chance, views,',
      'budgets, a log with a SHA-256 after every turn. The bare loop has the same rules and choices and none of that.',
      'boardgame.io 0.50.2 plays the same matches (the bench checks that), its games written as in its tutorial, with',
      'NODE_ENV=production: its Client for one machine without a window, which keeps a log, and its reducer alone, made once.',
    ].join('\n'),
    readingTable(playing, 'µs'),
    `${timesFaster(playing)} To verify is to read a log and to play it again, every line compared (\`replayLog\`, without the signature):`,
    verifyTable(verifying),
  ]
}

function timesFaster(playing: readonly Reading[]): string {
  const rateOf = (what: string) =>
    perCpuSecond(playing.find((one) => one.what.startsWith(what) && one.game === 'connect-four')!)
  const village = rateOf('the village: log')
  return [
    `In Connect Four the village plays ${number(village / rateOf('boardgame.io, local'))} times as many matches as the Client`,
    `of boardgame.io and ${number(village / rateOf('boardgame.io, its'))} times as many as its reducer; the bare loop`,
    `${number(rateOf('bare loop') / village)} times as many as the village.`,
  ].join(' ')
}

function verifyTable(readings: readonly Reading[]): string {
  const rows = readings.map((one) => [
    one.what,
    gameOf(one.game)!.name,
    number(perCpuSecond(one)),
    number(perSecond(one)),
  ])
  return table(['', 'game', 'matches per CPU-second', 'matches a second'], rows, 2)
}

function describeNetwork(network: readonly Reading[]): string[] {
  return [
    '## Over the network',
    [
      'On loopback. A web hook is a server of `node:http` in the bench’s own process, asked over HTTP with a signature on each',
      'request; the engine is there too, without a database. The agents in the village go the whole way: a member asks for',
      'the match over HTTP, the server (a process of its own, on a PostgreSQL of its own) queues, plays, signs and keeps it,',
      'and both agents answer over the SDK from the bench’s process. Pairs take turns, since the village closes a connection',
      `that sends more than ${limits.messagesPerSecondMax} messages a second. CPU time is that of all of these.`,
    ].join('\n'),
    readingTable(network, 'ms'),
  ]
}
