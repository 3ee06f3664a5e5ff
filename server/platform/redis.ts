import { createClient } from 'redis'
import type { Log } from './log.ts'

export type RedisClient = ReturnType<typeof createClient>

/** Connects to Redis and stays connected: the client comes back by itself, and what is lasting is logged. */
export async function connectRedis(url: string, log: Log): Promise<RedisClient> {
  const client = createClient({ url })
  client.on('error', (error: Error) => log.warn({ err: error.message }, 'redis: does not answer'))
  await client.connect()
  return client as RedisClient
}
