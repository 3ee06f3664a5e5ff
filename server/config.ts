import { z } from 'zod'
import { accountFaults, accountVariables, toAccountConfig, type AccountConfig } from './config-accounts.ts'
import { arenaFaults, arenaVariables, toArenaConfig, type ArenaConfig } from './config-arena.ts'
import { economyVariables, toEconomyConfig, type EconomyConfig } from './config-economy.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const webUrl = z.url({ protocol: /^https?$/, error: 'expected an address such as https://village.example' })
const roles = ['web', 'rooms', 'worker'] as const

const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: port.default(2567).meta({ expected: 'a port number' }),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: webUrl.optional(),
  ADVERTISE_HOST: z.string().optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
    .optional(),
  DATABASE_OWNER_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
    .optional(),
  LEDGER_SIGNING_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'expected 32 random bytes in Base64: openssl rand -base64 32')
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port' }).optional(),
  DEMO_AGENTS: z.coerce.number({ error: 'expected a whole number of demo villagers' }).int().min(0).max(12).default(12),
  ROLES: z
    .string()
    .default(roles.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles, { error: `expected a list of ${roles.join(', ')}` })).min(1)),
  TOWN_DAY_MINUTES: z.coerce.number().min(1).max(1_440).default(24),
  HISTORY_DAYS: z.coerce.number({ error: 'expected a number of days' }).min(1).max(3_650).default(30),
  MAP_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty']).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).optional(),
  WEB_HOOK_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim())
        .filter((host) => host !== ''),
    )
    .refine((hosts) => hosts.every(isHost), { error: 'expected a list of hosts such as agent.example,localhost:9000' }),
  ...accountVariables,
  ...economyVariables,
  ...arenaVariables,
})

export type Role = (typeof roles)[number]

/** What a process was told, read once and frozen. Durations are in milliseconds; unset means the embedded default. */
export type Config = Readonly<{
  isProduction: boolean
  port: number
  host: string
  publicUrl: string
  advertiseHost: string | undefined
  dataDir: string
  databaseUrl: string | undefined
  /** The owner of the tables, who runs the migrations, if that is not the login of `databaseUrl`. */
  databaseOwnerUrl: string | undefined
  ledgerSigningKey: string | undefined
  redisUrl: string | undefined
  demoAgents: number
  roles: readonly Role[]
  townDayMs: number
  historyKeptMs: number
  mapFile: string | undefined
  logLevel: string
  logFormat: 'json' | 'pretty'
  trustProxyHops: number
  requestsPerMinuteMax: number | undefined
  /** Hosts whose web hooks the village calls, each with a port if it is not the usual one. */
  hookHosts: readonly string[]
  accounts: AccountConfig
  economy: EconomyConfig
  arena: ArenaConfig
}>

/** The settings, or every setting that was not as expected, one line each, naming the variable. */
export type ReadConfigResult = { status: 'read'; config: Config } | { status: 'faulty'; faults: string[] }

/** Reads the environment. An empty variable counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): ReadConfigResult {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = settings.safeParse(given)
  if (!result.success) return { status: 'faulty', faults: result.error.issues.map(describe) }
  const faults = [
    ...productionFaults(result.data),
    ...arenaFaults(result.data),
    ...accountFaults(result.data, result.data.NODE_ENV === 'production'),
  ]
  return faults.length > 0 ? { status: 'faulty', faults } : { status: 'read', config: toConfig(result.data) }
}

// A name or an address, perhaps with a port, and nothing else of an address.
function isHost(text: string): boolean {
  return /^[^/?#@\\\s]+$/.test(text) && URL.canParse(`https://${text}`)
}

function describe(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0])
  const message = issue.message.replace(/^Invalid (input|option): /, '')
  return `${name}: ${message}`
}

// Development values that would be a hole in a real deployment.
function productionFaults(given: z.infer<typeof settings>): string[] {
  if (given.NODE_ENV !== 'production') return []
  const needed = { PUBLIC_URL: 'the public address', LEDGER_SIGNING_KEY: '32 random bytes in Base64' } as const
  return (Object.keys(needed) as (keyof typeof needed)[])
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: expected ${needed[name]} when NODE_ENV=production`)
}

function toConfig(given: z.infer<typeof settings>): Config {
  return Object.freeze({
    isProduction: given.NODE_ENV === 'production',
    port: given.PORT,
    host: given.HOST,
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${given.PORT}`,
    advertiseHost: given.ADVERTISE_HOST,
    dataDir: given.DATA_DIR,
    databaseUrl: given.DATABASE_URL,
    databaseOwnerUrl: given.DATABASE_OWNER_URL,
    ledgerSigningKey: given.LEDGER_SIGNING_KEY,
    redisUrl: given.REDIS_URL,
    demoAgents: given.DEMO_AGENTS,
    roles: given.ROLES,
    townDayMs: Math.round(given.TOWN_DAY_MINUTES * 60_000),
    historyKeptMs: given.HISTORY_DAYS * 86_400_000,
    mapFile: given.MAP_FILE,
    logLevel: given.LOG_LEVEL,
    logFormat: given.LOG_FORMAT ?? (given.NODE_ENV === 'production' ? 'json' : 'pretty'),
    trustProxyHops: given.TRUST_PROXY,
    requestsPerMinuteMax: given.REQUESTS_PER_MINUTE,
    hookHosts: given.WEB_HOOK_HOSTS,
    accounts: toAccountConfig(given, given.NODE_ENV === 'production'),
    economy: toEconomyConfig(given),
    arena: toArenaConfig(given),
  })
}
