import { setTimeout as sleep } from 'node:timers/promises'
import type { Verdict } from '#match/verdict'
import { within, type Docker } from '#platform/docker'
import type { DockerWatch } from '#platform/docker-watch'
import type { ContainerRuntimeId } from './container-flags.ts'

/** Why a container ended: through its agent, or through no fault of it. */
export type Death = { by: 'agent'; verdict: Verdict; detail: string } | { by: 'infrastructure'; detail: string }

type State = { Running: boolean; OOMKilled: boolean; ExitCode: number }

const askMsMax = 3_000
/** How long after its last word a container may still be called running. */
const endMsMax = 1_000
const endPollMs = 25
/** How much later than the end itself the daemon tells that somebody asked for it. */
const tellMsMax = 150
/** Killed. On runc nothing inside can kill the first process: the kernel did, for want of memory, and may forget to say so. */
const killedCode = 137
const exhausted = /heap out of memory|out of memory: Cannot|MemoryError/

/**
 * Finds out why the stream of a container ended. An agent must not pass its crash off as one of ours, nor lose by ours: it
 * is the agent's doing only if the daemon was there all the time, still knows the container, and nobody asked it to end it.
 */
export async function causeOfDeath(
  { docker, watch }: { docker: Docker; watch: DockerWatch },
  { id, runtime }: { id: string; runtime: ContainerRuntimeId },
  lossesBefore: number | undefined,
  lastWords: () => string,
): Promise<Death> {
  const state = await finalState(docker, id)
  await sleep(tellMsMax)
  if (typeof state === 'string') return infrastructure(state)
  const losses = watch.losses()
  if (losses === undefined || losses !== lossesBefore) return infrastructure('the connection to Docker was lost')
  if (watch.wasKilled(id)) return infrastructure('the container was ended from outside')
  if (watch.wasOutOfMemory(id) || (runtime === 'runc' && state.ExitCode === killedCode)) return outOfMemory
  return { by: 'agent', ...faultOf(state, lastWords()) }
}

const outOfMemory = { by: 'agent', verdict: 'memory', detail: 'it took more memory than it may' } as const

function infrastructure(detail: string): Death {
  return { by: 'infrastructure', detail }
}

function faultOf(state: State, lastWords: string): { verdict: Verdict; detail: string } {
  if (state.OOMKilled) return outOfMemory
  if (state.Running) return { verdict: 'crash', detail: 'it closed its output' }
  if (exhausted.test(lastWords)) return { verdict: 'memory', detail: 'out of memory' }
  return { verdict: 'crash', detail: `its process ended with code ${state.ExitCode}` }
}

/** How the container is in the end, or why that can't be known. */
async function finalState(docker: Docker, id: string): Promise<State | string> {
  try {
    for (const until = performance.now() + endMsMax; ; await sleep(endPollMs)) {
      const { State } = await within(askMsMax, 'Docker', docker.getContainer(id).inspect())
      if (!State.Running || performance.now() > until) return State
    }
  } catch (error) {
    return `the container can't be looked at: ${(error as Error).message}`
  }
}
