import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { within, type Docker } from '#platform/docker'

/** Labels of our containers: that they are ours, and which process made them. */
export const sandboxLabel = 'ai-village.sandbox'
const ownerLabel = 'ai-village.owner'

const askMsMax = 30_000
/** A container of another machine's process is nobody's any more when it is this old. */
const foreignMsMax = 86_400_000

/** The labels of containers that belong to one runtime of this process; `runtimeId` tells them from those of another. */
export function labelsOfOwner(runtimeId: string): Record<string, string> {
  return { [sandboxLabel]: runtimeId, [ownerLabel]: `${hostname()} ${process.pid} ${startOf(process.pid)}` }
}

/** Removes containers whose process has died without removing them; says how many. Those of a living one stay. */
export async function removeLeftovers(docker: Docker, nowMs: number): Promise<number> {
  const filters = JSON.stringify({ label: [sandboxLabel] })
  const found = await within(askMsMax, 'Docker', docker.listContainers({ all: true, filters }))
  const left = found.filter(({ Labels, Created }) => isLeft(Labels[ownerLabel] ?? '', nowMs - Created * 1_000))
  const removed = left.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true }))
  // One that is being removed by another just now is gone as well.
  await within(askMsMax, 'Docker', Promise.allSettled(removed))
  return left.length
}

function isLeft(owner: string, ageMs: number): boolean {
  const [host, pid, start] = owner.split(' ')
  if (host !== hostname()) return ageMs > foreignMsMax
  return startOf(Number(pid)) !== start
}

/** When a process of this machine started, in the kernel's ticks: with its number it names it for ever. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
