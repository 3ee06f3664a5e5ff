import type { Docker } from '#platform/docker'
import { cpuMsOf, processTable, treesOf } from './process-cpu.ts'

/** CPU time in ms: of this process, of the containers with what holds each (containerd-shim, runsc), of Docker's daemons. */
export type ContainerCpu = { own: number; containers: number; daemons: number }

const shim = 'containerd-shim'
const daemons = ['dockerd', 'containerd']

/**
 * Reads the CPU time of the containers that are there now, as long as they are. Their processes are found as descendants of
 * the shims that bear their ids: the cgroup of a gVisor container holds only a part of it. Throws if they can't be seen.
 */
export async function containersCpu(docker: Docker): Promise<() => Omit<ContainerCpu, 'own'>> {
  const ids = await ownContainers(docker)
  const table = processTable()
  const shims = table.filter(
    ({ command }) => isNamed(command, shim) && ids.includes(command[command.indexOf('-id') + 1]!),
  )
  if (shims.length < ids.length) throw new Error('the processes of the containers can’t be seen from here')
  const members = treesOf(
    table,
    shims.map(({ pid }) => pid),
  )
  const served = table.filter(({ command }) =>
    daemons.some((name) => isNamed(command, name) && command[0]!.endsWith(name)),
  )
  const servers = served.map(({ pid }) => pid)
  return () => ({ containers: cpuMsOf(members), daemons: cpuMsOf(servers) })
}

async function ownContainers(docker: Docker): Promise<string[]> {
  const found = await docker.listContainers({ filters: JSON.stringify({ label: ['ai-village.owner'] }) })
  return found
    .filter(({ Labels }) => Labels['ai-village.owner']?.split(' ')[1] === String(process.pid))
    .map(({ Id }) => Id)
}

function isNamed(command: readonly string[], name: string): boolean {
  return command[0]!.split('/').at(-1)!.startsWith(name)
}

export function sumOfCpu(one: ContainerCpu, other: ContainerCpu): ContainerCpu {
  return {
    own: one.own + other.own,
    containers: one.containers + other.containers,
    daemons: one.daemons + other.daemons,
  }
}
