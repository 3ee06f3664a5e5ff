import { mkdirSync, writeFileSync } from 'node:fs'
import { readOptions, type Options } from './options.ts'
import { machine } from './machine.ts'
import { describe } from './report.ts'
import type { Results } from './results.ts'
import { runScenario, type Reading, type Scenario, type Surroundings } from './scenario.ts'
import { openTownHall } from './town-hall.ts'

const resultsDir = new URL('../results/', import.meta.url)

const scenarios: readonly Scenario[] = [
  { name: 'village', file: './subject-village.ts', via: { room: 'village' }, hasAgents: true },
  { name: 'json', file: './subject-json.ts', via: 'socket.io', hasAgents: false },
  { name: 'colyseus', file: './subject-colyseus.ts', via: { room: 'plain' }, hasAgents: false },
]

/** The village against two plainer ways to show the same town, each as a server of its own under the same load. */
export async function run(args: string[]): Promise<void> {
  const options = readOptions(args)
  const chosen = scenarios.filter(({ name }) => options.only === undefined || options.only === name)
  if (chosen.length === 0) throw new Error(`--only: expected one of ${scenarios.map(({ name }) => name).join(', ')}`)
  if (options.profileDir !== undefined) mkdirSync(options.profileDir, { recursive: true })
  const readings = await measureAll(chosen, options)
  if (options.only !== undefined) return console.log(JSON.stringify(readings, undefined, 2))
  publish({ machine: machine(), load: loadOf(options), ...(readings as Omit<Results, 'machine' | 'load'>) })
}

async function measureAll(chosen: readonly Scenario[], options: Options): Promise<Record<string, Reading>> {
  console.log(`registering ${options.agents} agents`)
  const hall = await openTownHall(options.agents)
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => reject(new Error(`ended by ${signal}`)))
  })
  try {
    return await Promise.race([measureInTurn(chosen, options, hall), interrupted])
  } finally {
    await hall.close()
  }
}

async function measureInTurn(chosen: readonly Scenario[], options: Options, hall: Surroundings) {
  const readings: Record<string, Reading> = {}
  for (const scenario of chosen) {
    console.log(`measuring ${scenario.name} for ${options.seconds} s`)
    readings[scenario.name] = await runScenario(scenario, options, hall)
  }
  return readings
}

function loadOf({ agents, spectators, seconds, says }: Options): Results['load'] {
  return { agents, spectators, seconds, says }
}

function publish(results: Results): void {
  const text = describe(results)
  mkdirSync(resultsDir, { recursive: true })
  writeFileSync(new URL('village.json', resultsDir), `${JSON.stringify(results, undefined, 2)}\n`)
  writeFileSync(new URL('village.md', resultsDir), text)
  console.log(text)
}
