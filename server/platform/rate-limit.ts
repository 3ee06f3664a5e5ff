import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import type { RedisClient } from './redis.ts'

/** Counts by key within a minute or another window; of one process, or of all that share a Redis. */
export type RateLimit = {
  /** Counts one and says whether it is still within the limit; if not, when the next is. */
  take(key: string): Promise<{ allowed: true } | { allowed: false; retryAfterMs: number }>
  /** Whether the next one would be within the limit, without counting it. */
  isExhausted(key: string): Promise<boolean>
}

const minuteSeconds = 60

export function createRateLimit(
  name: string,
  countMax: number,
  redis: RedisClient | undefined,
  windowSeconds = minuteSeconds,
): RateLimit {
  const memory = new RateLimiterMemory({ keyPrefix: name, points: countMax, duration: windowSeconds })
  const limiter: RateLimiterAbstract =
    redis === undefined
      ? memory
      : new RateLimiterRedis({
          storeClient: redis,
          useRedisPackage: true,
          keyPrefix: name,
          points: countMax,
          duration: windowSeconds,
          insuranceLimiter: memory, // Redis away: each process limits by itself
        })
  return { take, isExhausted }

  async function take(key: string) {
    try {
      await limiter.consume(key)
      return { allowed: true } as const
    } catch (result) {
      if (!(result instanceof RateLimiterRes)) throw result
      return { allowed: false, retryAfterMs: result.msBeforeNext } as const
    }
  }

  async function isExhausted(key: string): Promise<boolean> {
    const result = await limiter.get(key)
    return result !== null && result.consumedPoints >= countMax
  }
}
