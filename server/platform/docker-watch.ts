import type Docker from 'dockerode'
import type { Readable } from 'node:stream'
import { within } from './docker.ts'

const connectMsMax = 5_000
const reconnectMs = 500
const keptMax = 10_000

/** Knows what befalls containers from outside: kills by others, and the daemon's going away. */
export type DockerWatch = {
  /** How often the daemon was lost so far; undefined while it is. Two equal numbers: it was there all the time between. */
  losses(): number | undefined
  /** Whether somebody asked the daemon to end this container, or the kernel did for want of memory; told a moment later. */
  wasKilled(containerId: string): boolean
  wasOutOfMemory(containerId: string): boolean
  stop(): void
}

/** Listens to the daemon's events about containers with a label, for as long as it runs; throws if it can't begin. */
export async function watchDocker(docker: Docker, label: string): Promise<DockerWatch> {
  const befell = { kill: new Set<string>(), oom: new Set<string>() }
  let losses = 0
  let isStopped = false
  let events: Readable | undefined
  let retry: NodeJS.Timeout | undefined
  await listen()
  return {
    losses: () => (events === undefined ? undefined : losses),
    wasKilled: (id) => befell.kill.has(id),
    wasOutOfMemory: (id) => befell.oom.has(id),
    stop,
  }

  async function listen(): Promise<void> {
    const filters = JSON.stringify({ type: ['container'], event: ['kill', 'oom'], label: [label] })
    const opened = (await within(connectMsMax, 'Docker', docker.getEvents({ filters }))) as Readable
    if (isStopped) return void opened.destroy()
    events = opened
    let line = ''
    opened.on('error', () => {}) // 'close' follows
    opened.on('close', lose)
    opened.on('data', (bytes: Buffer) => {
      const lines = (line + bytes.toString()).split('\n')
      line = lines.pop()!
      for (const told of lines) hear(told)
    })
  }

  function hear(line: string): void {
    if (line === '') return
    const { Action, Actor } = JSON.parse(line) as { Action: 'kill' | 'oom'; Actor: { ID: string } }
    befell[Action].add(Actor.ID)
    if (befell[Action].size > keptMax) befell[Action].delete(befell[Action].values().next().value!)
  }

  function lose(): void {
    events = undefined
    losses += 1
    reconnect()
  }

  function reconnect(): void {
    if (isStopped) return
    retry = setTimeout(() => void listen().catch(reconnect), reconnectMs)
    retry.unref()
  }

  function stop(): void {
    isStopped = true
    clearTimeout(retry)
    events?.destroy()
  }
}
