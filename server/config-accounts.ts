import { z } from 'zod'

const developmentAdministrator = { email: 'admin@village.local', password: 'village-administrator' }
const on = 'expected on or off'

/** The settings of accounts, as config.ts reads them with the others. */
export const accountVariables = {
  AUTH_SECRET: z.string().min(32, { error: 'expected at least 32 characters' }).optional(),
  ADMIN_EMAIL: z.email({ error: 'expected an e-mail address' }).max(254).optional(),
  ADMIN_PASSWORD: z.string().min(10, { error: 'expected at least 10 characters' }).max(128).optional(),
  EMAIL_VERIFICATION: z.enum(['on', 'off'], { error: on }).default('on'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp://user:password@host:port' }).optional(),
  MAIL_FROM: z.string().optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  SIGN_INS_PER_MINUTE: z.coerce.number().int().min(1).optional(),
}

const variables = z.object(accountVariables)
type Given = z.infer<typeof variables>

type Client = { clientId: string; clientSecret: string }

/** What accounts were told. `administrator` is who becomes the first one. */
export type AccountConfig = Readonly<{
  authSecret: string | undefined
  administrator: { email: string; password: string } | undefined
  isVerificationOff: boolean
  mail: { smtpUrl: string; from: string } | undefined
  github: Client | undefined
  google: Client | undefined
  signInsPerMinuteMax: number | undefined
}>

const pairs = [
  ['ADMIN_EMAIL', 'ADMIN_PASSWORD'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
] as const

/** What is wrong with these settings together: half of a pair, or what is good for development only. */
export function accountFaults(given: Given, isProduction: boolean): string[] {
  const faults = pairs
    .filter(([one, other]) => (given[one] === undefined) !== (given[other] === undefined))
    .map(
      ([one, other]) => `${given[one] === undefined ? one : other}: expected to be set along with the other of the two`,
    )
  if (!isProduction) return faults
  if (given.AUTH_SECRET === undefined)
    faults.push('AUTH_SECRET: expected a secret of at least 32 characters when NODE_ENV=production')
  if (given.ADMIN_EMAIL?.toLowerCase() === developmentAdministrator.email)
    faults.push('ADMIN_EMAIL: expected another than that of development when NODE_ENV=production')
  if (given.ADMIN_PASSWORD === developmentAdministrator.password)
    faults.push('ADMIN_PASSWORD: expected another than that of development when NODE_ENV=production')
  return faults
}

export function toAccountConfig(given: Given, isProduction: boolean): AccountConfig {
  return Object.freeze({
    authSecret: given.AUTH_SECRET,
    administrator: administratorOf(given) ?? (isProduction ? undefined : developmentAdministrator),
    isVerificationOff: given.EMAIL_VERIFICATION === 'off',
    mail: both(given.SMTP_URL, given.MAIL_FROM, (smtpUrl, from) => ({ smtpUrl, from })),
    github: both(given.GITHUB_CLIENT_ID, given.GITHUB_CLIENT_SECRET, toClient),
    google: both(given.GOOGLE_CLIENT_ID, given.GOOGLE_CLIENT_SECRET, toClient),
    signInsPerMinuteMax: given.SIGN_INS_PER_MINUTE,
  })
}

function administratorOf({ ADMIN_EMAIL, ADMIN_PASSWORD }: Given) {
  return both(ADMIN_EMAIL, ADMIN_PASSWORD, (email, password) => ({ email, password }))
}

function toClient(clientId: string, clientSecret: string): Client {
  return { clientId, clientSecret }
}

function both<T>(one: string | undefined, other: string | undefined, make: (one: string, other: string) => T) {
  return one === undefined || other === undefined ? undefined : make(one, other)
}
