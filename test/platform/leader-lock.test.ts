import { expect } from 'chai'
import { pino } from 'pino'
import { holdLeaderLock, type LeaderLock } from '#platform/leader-lock'
import { newDatabase, query } from '#test/support/cluster'
import { openProxy, type Proxy } from '#test/support/proxy'
import { until } from '#test/support/until'

const key = 4_711

/** One process that would like to lead, and what it was told, in order. */
type Candidate = { told: string[]; lock: LeaderLock; noticed(): boolean }

describe('the leader lock', () => {
  let direct: string
  let candidates: Candidate[]
  let proxies: Proxy[]

  before(async () => void (direct = await newDatabase()))
  beforeEach(() => {
    candidates = []
    proxies = []
  })
  afterEach(async () => {
    await Promise.all(candidates.map(({ lock }) => lock.stop()))
    await Promise.all(proxies.map((proxy) => proxy.close()))
  })

  it('lets one of several lead', async () => {
    for (let number = 0; number < 3; number++) await candidate()
    await until('the followers have tried again', async () => (await connectionsMade()) > 5)
    expect(candidates.map(({ told }) => told)).to.deep.equal([['leading'], [], []])
  })

  it('passes on when the leader stops', async () => {
    const [first, second] = [await candidate(), await candidate()]
    await first.lock.stop()
    await until('the second leads', () => second.told.includes('leading'))
    expect(first.told).to.deep.equal(['leading'])
  })

  it('leaves the leader in place when only the database was away', async () => {
    const first = await candidate({ cuttable: true })
    const second = await candidate({ cuttable: true })
    await Promise.all(proxies.map((proxy) => proxy.cut()))
    await until('both have noticed', () => first.noticed() && second.noticed())
    await Promise.all(proxies.map((proxy) => proxy.restore()))
    await until('the lock is held again', isHeld)
    expect(first.told).to.deep.equal(['leading'])
    expect(second.told).to.deep.equal([])
  })

  it('leaves the leader in place when the database was away for a moment only', async () => {
    const first = await candidate({ cuttable: true })
    const second = await candidate({ cuttable: true })
    for (let time = 0; time < 3; time++) {
      await Promise.all(proxies.map((proxy) => proxy.cut()))
      await until('the lock is gone', async () => !(await isHeld()))
      await Promise.all(proxies.map((proxy) => proxy.restore()))
      await until('the lock is held again', isHeld)
      expect([first.told, second.told]).to.deep.equal([['leading'], []])
    }
  })

  it('replaces a leader that cannot reach the database while another can', async () => {
    const first = await candidate({ cuttable: true })
    const second = await candidate()
    await proxies[0]!.cut()
    await until('the second leads', () => second.told.includes('leading'))
    await proxies[0]!.restore()
    await until('the first knows', () => first.told.length === 2)
    expect(first.told).to.deep.equal(['leading', 'replaced'])
    expect(second.told).to.deep.equal(['leading'])
  })

  it('lets go of what it could not open, and tries again (slow)', async () => {
    let failures = 0
    const first = await candidate()
    const second = await candidate({
      onLeading: async () => {
        if (failures++ === 0) throw new Error('the database went away just then')
      },
    })
    await first.lock.stop()
    await until('it failed to open', () => failures === 1)
    await until('another could have the lock', async () => !(await isHeld()))
    await until('it leads in the end', () => second.told.includes('leading'))
    expect(failures).to.equal(2)
  })

  it('fails the start with what it could not open at once', async () => {
    const onLeading = () => Promise.reject(new Error('no such map'))
    const failure = await candidate({ onLeading }).catch((error: Error) => error)
    expect(failure).to.be.an('error').with.property('message', 'no such map')
  })

  type Options = { cuttable?: boolean; onLeading?: () => Promise<void> }

  async function candidate({ cuttable = false, onLeading = async () => {} }: Options = {}): Promise<Candidate> {
    const proxy = cuttable ? await openProxy(direct) : undefined
    if (proxy !== undefined) proxies.push(proxy)
    const told: string[] = []
    const lines: string[] = []
    const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) })
    const noticed = () => lines.some((line) => line.includes('does not answer'))
    const lock = await holdLeaderLock({
      databaseUrl: proxy?.url ?? direct,
      key,
      log,
      onLeading: async () => {
        await onLeading()
        told.push('leading')
      },
      onReplaced: async () => void told.push('replaced'),
    })
    candidates.push({ told, lock, noticed })
    return candidates.at(-1)!
  }

  async function isHeld(): Promise<boolean> {
    const locks = `select 1 from pg_locks where locktype = 'advisory' and objid = $1 and granted
      and database = (select oid from pg_database where datname = current_database())`
    return (await query(direct, locks, [key])).length === 1
  }

  async function connectionsMade(): Promise<number> {
    const [row] = await query<{ sessions: string }>(
      direct,
      'select sessions from pg_stat_database where datname = current_database()',
    )
    return Number(row!.sessions)
  }
})
