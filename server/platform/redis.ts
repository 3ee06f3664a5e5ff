import { createClient } from 'redis'
import type { Log } from './log.ts'

export type RedisClient = ReturnType<typeof createClient>

/** Two connections: one to ask and publish with, and one that only listens, as Redis wants it. */
export type RedisPair = { publisher: RedisClient; subscriber: RedisClient; close(): Promise<void> }

/** Connects to Redis and stays connected: the client comes back by itself, and what is lasting is logged. */
export async function connectRedis(url: string, log: Log): Promise<RedisPair> {
  const [publisher, subscriber] = await Promise.all([connectOne(url, log), connectOne(url, log)])
  return { publisher, subscriber, close }

  async function close(): Promise<void> {
    await Promise.all([publisher.close(), subscriber.close()])
  }
}

async function connectOne(url: string, log: Log): Promise<RedisClient> {
  const client = createClient({ url })
  client.on('error', (error: Error) => log.warn({ err: error.message }, 'redis: does not answer'))
  await client.connect()
  return client as RedisClient
}
