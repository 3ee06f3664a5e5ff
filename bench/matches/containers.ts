import { InfrastructureFault } from '#match/contract'
import { createContainerRuntime, type ContainerOptions, type ContainerRuntime } from '#domain/containers'
import { connectDocker, describeDocker } from '#platform/docker'
import { createLog } from '#platform/log'
import { randomAgents } from './agents.ts'
import { batchMatches, measureGame, untilWaiting, type ContainerReading, type Kind } from './container-batches.ts'
import { gamesPlayed } from './match.ts'
import type { Options } from './options.ts'
import { leaseAndInit, msOf, startOf, type Start } from './starts.ts'

/** Containers of one kind, or why there are none. */
export type ContainerResults = { what: string } & (
  | { status: 'measured'; version: string; readings: ContainerReading[]; starts: Start[] }
  | { status: 'absent'; reason: string }
)

const names = { runc: 'runc', runsc: 'gVisor (runsc)', javascript: 'Node', python: 'Python' }
const coldStarts = 5

export async function measureContainers({ matches }: Options): Promise<ContainerResults[]> {
  const results: ContainerResults[] = []
  for (const id of ['runc', 'runsc'] as const)
    for (const language of ['javascript', 'python'] as const) {
      const kind = {
        id,
        language,
        what: `${names[id]}, ${names[language]}`,
        docker: connectDocker(process.env.DOCKER_HOST),
      }
      console.log(`in containers: ${kind.what}`)
      results.push(await measureKind(kind, matches).catch((error: unknown) => absent(kind, error)))
    }
  return results
}

async function measureKind(kind: Kind, matches: number): Promise<ContainerResults> {
  const { what, docker, id } = kind
  const standing = await describeDocker(docker)
  if (!standing.available) return { what, status: 'absent', reason: standing.reason }
  if (!standing.runtimes.has(id)) return { what, status: 'absent', reason: `Docker has no runtime ${id}` }
  const cold = await measureCold(kind)
  // As many as wait, and no more: while matches are played, nothing is started.
  const size = 2 * batchMatches
  const runtime = await createContainerRuntime({ ...optionsOf(kind), poolSize: size, containersMax: size })
  try {
    const readings: ContainerReading[] = []
    for (const game of gamesPlayed) readings.push(await measureGame(kind, runtime, game, matches))
    const waiting = await measureWaiting(kind, runtime)
    return { what, status: 'measured', version: runtime.version, readings, starts: [...cold, waiting] }
  } finally {
    await runtime.stop()
  }
}

// What runs containers may fail, through somebody else's doing too; the rest has been measured all the same.
function absent({ what }: Kind, error: unknown): ContainerResults {
  if (error instanceof InfrastructureFault) return { what, status: 'absent', reason: error.message }
  throw error
}

function optionsOf({ docker, id, language }: Kind): ContainerOptions {
  return { docker, id, languages: [language], log: createLog('silent', 'json') }
}

/** Where none waits, each lease starts a container of its own. */
async function measureCold(kind: Kind): Promise<Start[]> {
  const { what, language } = kind
  const from = performance.now()
  const runtime = await createContainerRuntime({ ...optionsOf(kind), poolSize: 0 })
  const readyMs = performance.now() - from
  const [leased, released] = [[] as number[], [] as number[]]
  for (let at = 0; at < coldStarts; at++) {
    const leasing = performance.now()
    const lease = await leaseAndInit(runtime, randomAgents[language])
    leased.push(performance.now() - leasing)
    released.push(await msOf(() => lease.release()))
  }
  await runtime.stop()
  return [
    startOf(`${what}: the runtime, until its limits are proved`, [readyMs]),
    startOf(`${what}: lease and init, a container started for it`, leased),
    startOf(`${what}: kill and remove`, released),
  ]
}

async function measureWaiting(kind: Kind, runtime: ContainerRuntime): Promise<Start> {
  await untilWaiting(kind, runtime)
  const leased: number[] = []
  for (let at = 0; at < 2 * batchMatches; at++)
    leased.push(await msOf(() => leaseAndInit(runtime, randomAgents[kind.language])))
  return startOf(`${kind.what}: lease and init in a container that waits`, leased)
}
