import { z } from 'zod'
import { games } from '#games'

const runtimeIds = ['quickjs', 'wasm', 'runsc', 'runc'] as const

/** The settings of the arena, as config.ts reads them with the others. */
export const arenaVariables = {
  RUNTIMES: z
    .string()
    .default(runtimeIds.join(','))
    .transform((text) => text.split(',').map((id) => id.trim()))
    .pipe(z.array(z.enum(runtimeIds, { error: `expected a list of ${runtimeIds.join(', ')}` })).min(1)),
  DOCKER_HOST: z
    .string()
    .regex(/^(unix|tcp|http):\/\//, 'expected unix:///path or tcp://host:port')
    .optional(),
  ATTEST: z.enum(['start', 'demand'], { error: 'expected start or demand' }).default('start'),
  MATCHES_AT_ONCE: z.coerce.number({ error: 'expected a number of matches' }).int().min(1).max(64).default(2),
  CONTAINERS_MAX: z.coerce.number({ error: 'expected a number of containers' }).int().min(2).max(1_000).default(16),
}

const variables = z.object(arenaVariables)

/** Who sits at the largest board: a match leases as many instances, and needs all of them at once. */
export const seatsMax = Math.max(...games.map(({ seats }) => seats.max))

/** Settings that do not go together: matches that each hold half of what they need would wait for one another. */
export function arenaFaults({ MATCHES_AT_ONCE, CONTAINERS_MAX }: z.infer<typeof variables>): string[] {
  const needed = MATCHES_AT_ONCE * seatsMax
  return CONTAINERS_MAX >= needed
    ? []
    : [`CONTAINERS_MAX: expected at least ${needed}, ${seatsMax} for each of MATCHES_AT_ONCE`]
}

/** What the arena was told. */
export type ArenaConfig = Readonly<{
  /** The runtimes that may be used, the preferred ones first: of those that run a language, the first that is there does. */
  runtimes: readonly (typeof runtimeIds)[number][]
  dockerHost: string | undefined
  /** Whether runtimes without a recent attestation are tried soon after the start, or only when an administrator asks. */
  attestsAtStart: boolean
  /** Matches that this process plays at once. */
  matchesAtOnceMax: number
  containersMax: number
}>

export function toArenaConfig(given: z.infer<typeof variables>): ArenaConfig {
  return Object.freeze({
    runtimes: given.RUNTIMES,
    dockerHost: given.DOCKER_HOST,
    attestsAtStart: given.ATTEST === 'start',
    matchesAtOnceMax: given.MATCHES_AT_ONCE,
    containersMax: given.CONTAINERS_MAX,
  })
}
