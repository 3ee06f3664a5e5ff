import type Docker from 'dockerode'
import type { Readable } from 'node:stream'
import { within } from './docker.ts'

const connectMsMax = 5_000
const reconnectMs = 500
const killsKeptMax = 10_000

/** Knows what befalls containers from outside: kills by others, and the daemon's going away. */
export type DockerWatch = {
  /** How often the daemon was lost so far; undefined while it is. Two equal numbers: it was there all the time between. */
  losses(): number | undefined
  /** Whether somebody asked the daemon to end this container: it is told a moment after it happens. */
  wasKilled(containerId: string): boolean
  stop(): void
}

/** Listens to the daemon's events about containers with a label, for as long as it runs; throws if it can't begin. */
export async function watchDocker(docker: Docker, label: string): Promise<DockerWatch> {
  const killed = new Set<string>()
  let losses = 0
  let isStopped = false
  let events: Readable | undefined
  let retry: NodeJS.Timeout | undefined
  await listen()
  return {
    losses: () => (events === undefined ? undefined : losses),
    wasKilled: (id) => killed.has(id),
    stop,
  }

  async function listen(): Promise<void> {
    const filters = JSON.stringify({ type: ['container'], event: ['kill'], label: [label] })
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
    killed.add((JSON.parse(line) as { Actor: { ID: string } }).Actor.ID)
    if (killed.size > killsKeptMax) killed.delete(killed.values().next().value!)
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
