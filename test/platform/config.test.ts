import { expect } from 'chai'
import { readConfig, type Config } from '#config'

function faultsOf(env: Record<string, string>): string[] {
  const result = readConfig(env)
  return result.status === 'faulty' ? result.faults : []
}

function read(env: Record<string, string> = {}): Config {
  const result = readConfig(env)
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return result.config
}

describe('the settings', () => {
  it('need nothing to be set', () => {
    expect(read()).to.deep.include({
      isProduction: false,
      port: 2567,
      publicUrl: 'http://localhost:2567',
      databaseUrl: undefined,
      redisUrl: undefined,
      demoAgents: 12,
      roles: ['web', 'rooms', 'worker'],
      townDayMs: 1_440_000,
    })
  })

  it('are frozen', () => {
    expect(Object.isFrozen(read())).to.equal(true)
  })

  it('take an empty variable as one that is not set', () => {
    expect(read({ PORT: '', DATABASE_URL: '', REDIS_URL: '', PUBLIC_URL: '', MAP_FILE: '' })).to.deep.equal(read())
  })

  it('of the arena name runtimes that there are, in an order, and containers enough for every match', () => {
    expect(read().arena).to.deep.include({ runtimes: ['quickjs', 'wasm', 'runsc', 'runc'], matchesAtOnceMax: 2 })
    expect(read({ RUNTIMES: 'runc, quickjs' }).arena.runtimes).to.deep.equal(['runc', 'quickjs'])
    expect(faultsOf({ RUNTIMES: 'node' })).to.deep.equal(['RUNTIMES: expected a list of quickjs, wasm, runsc, runc'])
    expect(faultsOf({ MATCHES_AT_ONCE: '8' })).to.deep.equal([
      'CONTAINERS_MAX: expected at least 32, 4 for each of MATCHES_AT_ONCE',
    ])
    expect(read({ MATCHES_AT_ONCE: '8', CONTAINERS_MAX: '32' }).arena.containersMax).to.equal(32)
  })

  it('are read in their units', () => {
    const config = read({
      PORT: '80',
      TOWN_DAY_MINUTES: '1.5',
      DEMO_AGENTS: '0',
      ROLES: 'web, worker',
      TRUST_PROXY: '2',
    })
    expect(config).to.deep.include({
      port: 80,
      publicUrl: 'http://localhost:80',
      townDayMs: 90_000,
      demoAgents: 0,
      roles: ['web', 'worker'],
      trustProxyHops: 2,
    })
  })

  const bad: [string, string[], RegExp][] = [
    ['NODE_ENV', ['prod'], /development.*production/],
    ['PORT', ['eighty', '-1', '65536', '80.5'], /expected.*(number|int|>=|<=)/i],
    ['PUBLIC_URL', ['village.example', 'ftp://village.example', 'javascript:alert(1)'], /expected an address/],
    [
      'DATABASE_URL',
      ['mysql://h/db', 'localhost', '/var/lib'],
      /expected postgres:\/\/user:password@host:port\/database/,
    ],
    ['DATABASE_OWNER_URL', ['mysql://h/db', 'localhost'], /expected postgres:/],
    ['LEDGER_SIGNING_KEY', ['short', 'A'.repeat(44), `${'?'.repeat(43)}=`], /expected 32 random bytes in Base64/],
    ['REDIS_URL', ['http://localhost', 'localhost:6379'], /expected redis:\/\/host:port/],
    ['DEMO_AGENTS', ['many', '-1', '13', '1.5'], /expected/i],
    ['ROLES', ['web,god', 'everything', ','], /expected a list of web, rooms, worker/],
    ['TOWN_DAY_MINUTES', ['0', 'long', '1441'], /expected/i],
    ['LOG_LEVEL', ['loud'], /trace.*silent/],
    ['LOG_FORMAT', ['xml'], /json.*pretty/],
    ['TRUST_PROXY', ['yes', '-1', '11'], /expected/i],
    ['REQUESTS_PER_MINUTE', ['0', 'some'], /expected/i],
    ['SIGN_INS_PER_MINUTE', ['0', 'some'], /expected/i],
    ['AUTH_SECRET', ['short', 'x'.repeat(31)], /expected at least 32 characters/],
    ['EMAIL_VERIFICATION', ['yes', 'false'], /expected on or off/],
  ]
  for (const [name, values, expected] of bad) {
    for (const value of values) {
      it(`refuse ${name}=${value}, naming it and what was expected`, () => {
        const faults = faultsOf({ [name]: value })
        expect(faults).not.to.have.lengthOf(0)
        for (const fault of faults) {
          expect(fault).to.match(new RegExp(`^${name}: `))
          expect(fault).to.match(expected)
        }
      })
    }
  }

  it('tell every fault at once', () => {
    const faults = faultsOf({ PORT: 'x', REDIS_URL: 'x', DEMO_AGENTS: 'x' })
    expect(faults.map((fault) => fault.split(':', 1)[0])).to.deep.equal(['PORT', 'REDIS_URL', 'DEMO_AGENTS'])
  })

  it('never repeat a password that stands in a faulty address', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://me:hunter2@h/db' }).join()).not.to.include('hunter2')
  })

  it('in production refuse what is missing that has no safe default', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).to.deep.equal([
      'PUBLIC_URL: expected the public address when NODE_ENV=production',
      'LEDGER_SIGNING_KEY: expected 32 random bytes in Base64 when NODE_ENV=production',
      'AUTH_SECRET: expected a secret of at least 32 characters when NODE_ENV=production',
    ])
    const config = read({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://village.example',
      LEDGER_SIGNING_KEY: `${'A'.repeat(43)}=`,
      AUTH_SECRET: 'x'.repeat(32),
    })
    expect(config).to.deep.include({ isProduction: true, logFormat: 'json', publicUrl: 'https://village.example' })
  })
})
