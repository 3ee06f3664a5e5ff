import { createContainerRuntime } from '#domain/containers'
import { createModuleRuntime } from '#domain/modules'
import { createQuickJsRuntime } from '#domain/quickjs'
import { type Runtime, type RuntimeId } from '#domain/sandbox'
import { connectDocker } from '#platform/docker'
import type { Log } from '#platform/log'
import { seatsMax, type ArenaConfig } from './config-arena.ts'

/**
 * The runtimes of this process, in the order in which they are wanted. Containers take a while, so they join `all` only
 * once `complete` is called; it resolves when everything that is wanted and can be had is there.
 */
export type Runtimes = { all: readonly Runtime[]; complete(): Promise<void>; stop(): Promise<void> }

const containerIds = ['runc', 'runsc'] as const
const waitingContainers = 1
/** Besides those of matches: for the hostile suite. */
const spareThreads = 8

/** Builds the runtimes that are wanted; one that can't be had is left out, and the log says why. */
export function buildRuntimes(config: ArenaConfig, log: Log): Runtimes {
  const { runtimes: wanted, dockerHost, containersMax, matchesAtOnceMax } = config
  const threadsMax = matchesAtOnceMax * seatsMax + spareThreads
  const all: Runtime[] = []
  let hasStopped = false
  let adding: Promise<void> | undefined
  if (wanted.includes('quickjs')) add(createQuickJsRuntime({ threadsMax }))
  if (wanted.includes('wasm')) add(createModuleRuntime({ threadsMax }))
  return { all, complete: () => (adding ??= addContainers()), stop }

  function add(runtime: Runtime): void {
    all.push(runtime)
    all.sort((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id))
  }

  async function addContainers(): Promise<void> {
    const docker = connectDocker(dockerHost)
    // One after the other: both use the same images, and whoever comes first builds them.
    for (const id of containerIds.filter((id) => wanted.includes(id))) {
      if (hasStopped) return
      try {
        const options = { docker, id, log, poolSize: waitingContainers, containersMax }
        const runtime = await createContainerRuntime(options)
        if (hasStopped) return await runtime.stop()
        add(runtime)
      } catch (error) {
        log.info({ runtime: id satisfies RuntimeId, reason: (error as Error).message }, 'sandbox: not there')
      }
    }
  }

  async function stop(): Promise<void> {
    hasStopped = true
    await Promise.all(all.map((runtime) => runtime.stop()))
  }
}
