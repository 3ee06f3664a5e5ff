import type { MemberId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import type { SignInOptions } from '#messages/accounts'
import { applicationRole, type Storage } from '#platform/database'
import type { Log } from '#platform/log'
import type { RedisClient } from '#platform/redis'
import { createAuth } from './auth.ts'
import { addressHeader, createGuard } from './guard.ts'
import { createLogMailer, createMailer, type Mailer } from './mail.ts'
import { toMember, type Member } from './member.ts'
import { createAuthPool } from './migrate.ts'
import { usersByIds } from './store.ts'
import { createTokenVerifier, type TokenHolder } from './tokens.ts'

/** How accounts work here, as the configuration says. */
export type AccountSettings = {
  isProduction: boolean
  publicUrl: string
  /** Signs cookies and links, and encrypts keys: at least 32 characters. */
  secret: string
  isVerificationOff: boolean
  /** How to send mail; without it none is sent. */
  mail: { smtpUrl: string; from: string } | undefined
  github: { clientId: string; clientSecret: string } | undefined
  google: { clientId: string; clientSecret: string } | undefined
  signInsPerMinuteMax: number | undefined
}

export type AccountsOptions = {
  settings: AccountSettings
  databaseUrl: string
  storage: Storage
  redis: RedisClient | undefined
  log: Log
}

/** Who people are: registering, signing in and out, and telling members by their cookie or their token for a room. */
export type Accounts = {
  /** Answers everything under /api/auth; `address` is whose request it is. */
  handle(request: Request, address: string): Promise<Response | Refusal>
  /** Whose session cookie a request carries, if it is live. */
  memberOf(headers: Headers): Promise<Member | undefined | Refusal>
  membersById(ids: readonly MemberId[]): Promise<Map<MemberId, Member>>
  /** Who a token from /api/auth/token was made for, if it is ours and still good. */
  verifyToken(token: string): Promise<TokenHolder | undefined>
  /** The name of the cookie that carries a session. */
  cookieName: string
  signInOptions: SignInOptions
  /** Waits for the letters that are on their way, and lets the database go. */
  stop(): Promise<void>
}

const connectionsMax = 6

/** Builds the accounts. Their tables must be there (migrate.ts). */
export function createAccounts({ settings, databaseUrl, storage, redis, log }: AccountsOptions): Accounts {
  const { isVerificationOff, publicUrl } = settings
  const pool = createAuthPool(databaseUrl, connectionsMax, applicationRole)
  const mailer = mailerOf(settings, log)
  const closed = whyClosed(settings)
  const signInsPerMinuteMax = settings.signInsPerMinuteMax ?? limits.signInsPerMinuteMax
  const guard = createGuard({ redis, signInsPerMinuteMax, whyClosed: closed })
  const auth = createAuth({ settings, pool, guard, mailer, log })
  const verifyToken = createTokenVerifier(publicUrl, () => auth.api.getJwks())
  return {
    handle,
    memberOf,
    membersById,
    verifyToken,
    cookieName: `${publicUrl.startsWith('https:') ? '__Secure-' : ''}village.session_token`,
    signInOptions: {
      providers: Object.keys({ ...(settings.github && { github: 1 }), ...(settings.google && { google: 1 }) }),
      registration: closed === undefined ? 'open' : 'closed',
      passwordCharsMin: limits.passwordCharsMin,
    },
    stop,
  }

  async function handle(request: Request, address: string): Promise<Response | Refusal> {
    request.headers.set(addressHeader, address)
    const response = await auth.handler(request)
    if (response.status < 500) return response
    return (await whyAway()) ?? response
  }

  async function memberOf(headers: Headers): Promise<Member | undefined | Refusal> {
    try {
      // Not refreshed here, where the cookie that goes with it would not be sent: pages ask /api/auth/get-session.
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } })
      return found === null ? undefined : toMember(found.user, isVerificationOff)
    } catch (error) {
      const away = await whyAway()
      if (away === undefined) throw error
      return away
    }
  }

  async function membersById(ids: readonly MemberId[]): Promise<Map<MemberId, Member>> {
    const rows = ids.length === 0 ? [] : await usersByIds(storage.database.manager, ids)
    return new Map(rows.map((row) => [row.id as MemberId, toMember(row, isVerificationOff)]))
  }

  // better-auth tells an absent database from a fault of ours no more than by a 500.
  async function whyAway(): Promise<Refusal | undefined> {
    const health = await storage.check()
    return health.ready
      ? undefined
      : refuse('storage_unavailable', 'nobody can be told at the moment; try again shortly')
  }

  async function stop(): Promise<void> {
    await mailer?.close()
    await pool.end()
  }
}

function mailerOf({ mail, isProduction }: AccountSettings, log: Log): Mailer | undefined {
  if (mail !== undefined) return createMailer(mail, log)
  return isProduction ? undefined : createLogMailer(log)
}

function whyClosed({ mail, isProduction, isVerificationOff }: AccountSettings): string | undefined {
  if (!isProduction || mail !== undefined || isVerificationOff) return undefined
  return 'nobody can register by e-mail here: this village sends no mail (SMTP_URL, MAIL_FROM, or EMAIL_VERIFICATION=off)'
}
