import { matchMaker } from '@colyseus/core'
import { networkInterfaces } from 'node:os'
import type { Log } from '#platform/log'
import type { RedisClient } from '#platform/redis'

const announcedSeconds = 30
const announceMs = 10_000

type Address = { host: string; port: number }

/** Where each process takes connections, kept in Redis so that any process can relay to the one with the room. */
export type ProcessDirectory = { addressOf(processId: string): Promise<Address | undefined>; stop(): Promise<void> }

/** Announces this process under its matchmaker id until `stop`; an entry that is not renewed disappears. */
export async function announceProcess(
  redis: RedisClient | undefined,
  own: Address,
  log: Log,
): Promise<ProcessDirectory> {
  if (redis === undefined) return { addressOf: async () => undefined, stop: async () => {} }
  const announce = () => redis.set(keyOf(matchMaker.processId), JSON.stringify(own), { EX: announcedSeconds })
  await announce()
  const timer = setInterval(() => {
    announce().catch((error: Error) => log.warn({ err: error.message }, 'processes: cannot announce'))
  }, announceMs)
  return { addressOf, stop }

  async function addressOf(processId: string): Promise<Address | undefined> {
    const entry = await redis!.get(keyOf(processId))
    return entry === null ? undefined : (JSON.parse(entry) as Address)
  }

  async function stop(): Promise<void> {
    clearInterval(timer)
    await redis!.del(keyOf(matchMaker.processId)).catch(() => {})
  }
}

function keyOf(processId: string): string {
  return `village:process:${processId}`
}

/** The address at which other processes reach this one: the first of the machine's own, else loopback. */
export function ownHost(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}
