import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { jwt } from 'better-auth/plugins/jwt'
import type { Pool } from 'pg'
import { limits } from '#kernel/limits'
import { isPlainLine } from '#kernel/text'
import { newId } from '#platform/ids'
import type { Log } from '#platform/log'
import type { AccountSettings } from './accounts.ts'
import { addressHeader, type Guard } from './guard.ts'
import { knownAddressLetter, resetLetter, verificationLetter } from './letters.ts'
import type { Mailer } from './mail.ts'

const keysRotatedMs = 30 * 86_400_000
const seconds = (ms: number) => ms / 1000

/** What decides which tables better-auth has: the same here and where they are made (migrate.ts). */
export function tableOptions(pool: Pool, publicUrl: string) {
  return {
    database: pool,
    user: {
      additionalFields: {
        role: { type: 'string', required: true, defaultValue: 'member', input: false },
      },
    },
    verification: { storeIdentifier: 'hashed' },
    rateLimit: { enabled: false }, // guard.ts limits
    plugins: [
      jwt({
        disableSettingJwtHeader: true,
        jwks: { rotationInterval: seconds(keysRotatedMs), keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' } },
        jwt: {
          issuer: publicUrl,
          audience: publicUrl,
          expirationTime: `${seconds(limits.roomTokenMsMax)}s`,
          definePayload: ({ user }) => ({ name: user.name }),
        },
      }),
    ],
  } as const satisfies BetterAuthOptions
}

export type AuthOptions = {
  settings: AccountSettings
  pool: Pool
  guard: Guard
  /** Undefined if nothing can be sent. */
  mailer: Mailer | undefined
  log: Log
}

/** better-auth as it is set up here. */
export function createAuth({ settings, pool, guard, mailer, log }: AuthOptions) {
  const { publicUrl, secret } = settings
  return betterAuth({
    ...tableOptions(pool, publicUrl),
    appName: 'AI Village',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    emailAndPassword: passwordOptions(settings, mailer),
    emailVerification: verificationOptions(settings, mailer),
    socialProviders: {
      ...(settings.github === undefined ? {} : { github: settings.github }),
      ...(settings.google === undefined ? {} : { google: settings.google }),
    },
    account: { encryptOAuthTokens: true },
    session: { expiresIn: seconds(limits.sessionMsMax) },
    databaseHooks: {
      user: {
        create: { before: async (user) => ({ data: { ...user, name: plainName(user.name), image: null } }) },
        update: { before: async (user) => ({ data: 'image' in user ? { ...user, image: null } : user }) },
      },
    },
    hooks: { before: guard },
    disabledPaths: ['/account-info', '/get-access-token', '/refresh-token', '/update-session'],
    onAPIError: { errorURL: `${publicUrl}/` },
    telemetry: { enabled: false },
    logger: { disableColors: true, log: (level, message) => log[quieter(level)]({ from: 'better-auth' }, message) },
    advanced: {
      cookiePrefix: 'village',
      useSecureCookies: publicUrl.startsWith('https:'),
      disableOriginCheck: false, // its default depends on the environment
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId(), validateSchema: false },
    },
  })
}

export type Auth = ReturnType<typeof createAuth>

function passwordOptions({ publicUrl }: AccountSettings, mailer: Mailer | undefined) {
  return {
    enabled: true,
    // Then registering answers the same whether the e-mail has an account or not.
    autoSignIn: false,
    minPasswordLength: limits.passwordCharsMin,
    maxPasswordLength: limits.passwordCharsMax,
    revokeSessionsOnPasswordReset: true,
    resetPasswordTokenExpiresIn: seconds(limits.mailLinkMsMax),
    onExistingUserSignUp: async ({ user }) => mailer?.send(knownAddressLetter(user, `${publicUrl}/`)),
    // After the # the token stays in the browser: no server and no log gets to see the address.
    ...(mailer !== undefined && {
      sendResetPassword: async ({ user, token }) =>
        mailer.send(resetLetter(user, `${publicUrl}/#reset-password=${token}`)),
    }),
  } satisfies BetterAuthOptions['emailAndPassword']
}

function verificationOptions({ isVerificationOff }: AccountSettings, mailer: Mailer | undefined) {
  if (mailer === undefined || isVerificationOff) return {}
  return {
    sendOnSignUp: true,
    expiresIn: seconds(limits.mailLinkMsMax),
    sendVerificationEmail: async ({ user, url }) => mailer.send(verificationLetter(user, url)),
  } satisfies BetterAuthOptions['emailVerification']
}

// What an OAuth provider gives may be anything; what is typed here was checked before (guard.ts).
function plainName(given: string): string {
  const name = [...given.trim()].filter(isPlainLine).join('').slice(0, limits.nameCharsMax).toWellFormed().trim()
  return name === '' ? 'Member' : name
}

// Its errors are mostly of clients; what fails here is answered with 500 and logged by the server.
function quieter(level: 'debug' | 'info' | 'warn' | 'error'): 'debug' | 'warn' {
  return level === 'error' ? 'warn' : 'debug'
}
