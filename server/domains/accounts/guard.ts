import { createHash } from 'node:crypto'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { limits } from '#kernel/limits'
import { parse } from '#kernel/parse'
import { memberNameSchema } from '#messages/accounts'
import { createRateLimit, type RateLimit } from '#platform/rate-limit'
import type { RedisClient } from '#platform/redis'

/** The header in which better-auth gets the address of who asks; set by us alone. */
export const addressHeader = 'x-village-address'

export type Guard = ReturnType<typeof createGuard>

export type GuardOptions = {
  redis: RedisClient | undefined
  signInsPerMinuteMax: number
  /** Why nobody can register by e-mail; undefined if anybody can. */
  whyClosed: string | undefined
}

const mailing = ['/request-password-reset', '/send-verification-email', '/sign-up/email']
const guessing = ['/sign-in/email', '/sign-in/social', '/reset-password', '/change-password']
const countedByAddress = [...mailing, ...guessing]

/** What is checked before better-auth looks at a request: how often, with what name, and whether one can register. */
export function createGuard({ redis, signInsPerMinuteMax, whyClosed }: GuardOptions) {
  const byAddress = createRateLimit('sign-ins', signInsPerMinuteMax, redis)
  const byEmail = createRateLimit('sign-ins-of-email', limits.signInsOfEmailPerMinuteMax, redis)
  const mails = createRateLimit('mails-of-email', limits.mailsOfEmailPerMinuteMax, redis)

  return createAuthMiddleware(async ({ path, headers, request, body }) => {
    if (request === undefined) return
    if (countedByAddress.includes(path)) await take(byAddress, headers?.get(addressHeader) ?? '')
    if (path === '/sign-up/email' && whyClosed !== undefined)
      throw refusal('FORBIDDEN', 'registration_closed', whyClosed)
    if (path === '/sign-up/email' || path === '/update-user') checkName(body as unknown)
    const email = emailIn(body as unknown)
    if (email === '') return // what is no text at all is refused where it is read
    if (path === '/sign-in/email') await take(byEmail, keyOf(email))
    if (mailing.includes(path)) await take(mails, keyOf(email))
  })
}

async function take(limit: RateLimit, key: string): Promise<void> {
  const result = await limit.take(key)
  if (result.allowed) return
  const seconds = Math.ceil(result.retryAfterMs / 1000)
  throw new APIError(
    'TOO_MANY_REQUESTS',
    { code: 'rate_limited', message: `too many attempts; try again in ${seconds} seconds` },
    { 'Retry-After': String(seconds) },
  )
}

function checkName(body: unknown): void {
  const { name } = (body ?? {}) as { name?: unknown }
  if (name === undefined) return
  const parsed = parse(memberNameSchema, name)
  if (parsed.status === 'refused') throw refusal('UNPROCESSABLE_ENTITY', 'invalid', `name: ${parsed.detail}`)
}

function emailIn(body: unknown): string {
  const { email } = (body ?? {}) as { email?: unknown }
  const text = typeof email === 'string' ? email.toLowerCase() : ''
  if (text.length > limits.emailCharsMax)
    throw refusal('UNPROCESSABLE_ENTITY', 'invalid', 'email: expected a shorter one')
  return text
}

// Not the e-mail itself: the key may go to Redis.
function keyOf(email: string): string {
  return createHash('sha256').update(email).digest('base64url')
}

function refusal(status: 'FORBIDDEN' | 'UNPROCESSABLE_ENTITY', code: string, message: string): APIError {
  return new APIError(status, { code, message })
}
