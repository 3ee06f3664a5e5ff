import { expect } from 'chai'
import type { FeedEvent } from '#events/index'
import { createFeed, pruneFeed, type Feed } from '#feed'
import type { Transaction } from '#platform/database'
import { createMetrics } from '#platform/metrics'
import { appendToOutbox } from '#platform/outbox'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase, query } from '#test/support/cluster'
import { openProxy, type Proxy } from '#test/support/proxy'
import { withRandom } from '#test/support/random'
import { until } from '#test/support/until'
import { silent } from '#test/support/village'

describe('the feed', () => {
  let direct: string
  let proxy: Proxy
  let opened: OpenStorage
  let feeds: Feed[]

  before(async () => {
    direct = await newDatabase()
    proxy = await openProxy(direct)
    opened = await openDatabase(proxy.url)
  })
  beforeEach(async () => {
    feeds = []
    await query(direct, 'delete from outbox')
  })
  afterEach(() => Promise.all(feeds.map((feed) => feed.stop())))
  after(async () => {
    await opened.close()
    await proxy.close()
  })

  it('hands out what commits, in the order in which it was written, with what it carries and when', async () => {
    const { seen } = await follow()
    const before = Date.now()
    await write('one', 'two')
    await write('three')
    await untilSeen(seen, ['one', 'two', 'three'])
    expect(seen.map(({ payload }) => payload)).to.deep.equal([
      { text: 'one' },
      { text: 'two' },
      { text: 'three' },
    ] as never)
    for (const { at } of seen) expect(at).to.be.within(before - 1_000, Date.now() + 1_000)
  })

  it('hands out a late commit after those that were faster, and skips neither', async () => {
    const { seen } = await follow()
    const late = await begin()
    await appendToOutbox(late.tx, fact('begun first, committed last'))
    await write('begun last, committed first')
    await untilSeen(seen, ['begun last, committed first'])
    await late.commit()
    await untilSeen(seen, ['begun last, committed first', 'begun first, committed last'])
    expectGapless(seen)
  })

  it('leaves nothing of what is rolled back, and no gap', async () => {
    const { seen } = await follow()
    await write('before')
    const undone = await begin()
    await appendToOutbox(undone.tx, fact('undone'))
    await undone.rollback()
    const failed = opened.storage.transaction(async (tx) => {
      await appendToOutbox(tx, fact('failed'))
      throw new Error('no')
    })
    await failed.catch(() => {})
    await write('after')
    await untilSeen(seen, ['before', 'after'])
    expectGapless(seen)
  })

  it('gives each of many who write at once its own order, all of it, to two feeds alike', () =>
    withRandom(async (random) => {
      const [one, other] = [await follow(), await follow()]
      const [writers, rounds] = [12, 25]
      const written: string[] = []
      await Promise.all(
        Array.from({ length: writers }, async (_, writer) => {
          for (let round = 0; round < rounds; round++) {
            const lines = Array.from({ length: random.between(1, 3) }, (_, line) => `${writer} ${round} ${line}`)
            const kept = random.next() < 0.85
            const open = await begin()
            await appendToOutbox(open.tx, ...lines.map(fact))
            if (random.next() < 0.3) await open.tx.query('select pg_sleep(0.003)')
            await (kept ? open.commit() : open.rollback())
            if (kept) written.push(...lines)
          }
        }),
      )
      await until(
        'both feeds have it all',
        () => one.seen.length >= written.length && other.seen.length >= written.length,
      )
      expect(textsOf(one.seen).toSorted()).to.deep.equal(written.toSorted())
      expect(one.seen).to.deep.equal(other.seen)
      expectGapless(one.seen)
      for (let writer = 0; writer < writers; writer++) {
        const own = (texts: string[]) => texts.filter((text) => text.startsWith(`${writer} `))
        expect(own(textsOf(one.seen)), `writer ${writer}`).to.deep.equal(own(written))
      }
    }))
  it('hands out more than fits in a batch', async () => {
    const { seen } = await follow()
    const many = Array.from({ length: 1_234 }, (_, number) => `number ${number}`)
    await write(...many)
    await untilSeen(seen, many)
    expectGapless(seen)
  })

  it('begins with what comes after it was started', async () => {
    const first = await follow()
    await write('long ago')
    await untilSeen(first.seen, ['long ago'])
    const second = await follow()
    expect(second.feed.position()).to.equal(first.feed.position())
    await write('later')
    await untilSeen(second.seen, ['later'])
    await untilSeen(first.seen, ['long ago', 'later'])
  })

  it('hands out what committed when nobody followed, such as in the last moment of a process', async () => {
    await write('last words')
    const { seen } = await follow()
    await untilSeen(seen, ['last words'])
  })

  it('goes on when its listening connection is killed, again and again', async () => {
    const { seen } = await follow()
    const expected: string[] = []
    for (let time = 0; time < 3; time++) {
      const killed = await query(
        direct,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
      )
      expect(killed, 'one connection listens').to.have.lengthOf(1)
      await write(`after kill ${time}`)
      expected.push(`after kill ${time}`)
      await untilSeen(seen, expected)
      await until('it listens again', async () => (await listeners()) === 1)
    }
    await write('in the end')
    await untilSeen(seen, [...expected, 'in the end'])
  })

  it('waits while the database is away and goes on where it was, without a gap or a repetition', async () => {
    const { seen } = await follow()
    await write('before')
    await untilSeen(seen, ['before'])
    await proxy.cut()
    await writeDirectly('meanwhile 1')
    await writeDirectly('meanwhile 2')
    await proxy.restore()
    await write('afterwards')
    await untilSeen(seen, ['before', 'meanwhile 1', 'meanwhile 2', 'afterwards'])
    await until('it listens again', async () => (await listeners()) === 1)
    expectGapless(seen)
  })

  it('does not let one handler that throws hold up the others, or itself', async () => {
    const { feed, seen } = await follow()
    const failing: string[] = []
    feed.subscribe((event) => {
      failing.push(...textsOf([event]))
      throw new Error('this handler fails')
    })
    feed.subscribe(async (event) => {
      failing.push(...textsOf([event]))
      await Promise.reject(new Error('and so does this, later'))
    })
    await write('a', 'b')
    await untilSeen(seen, ['a', 'b'])
    await until('they are called for both', () => failing.length === 4)
    expect(failing).to.deep.equal(['a', 'a', 'b', 'b'])
  })

  it('hands nothing more to who has unsubscribed', async () => {
    const { feed, seen } = await follow()
    const brief: FeedEvent[] = []
    const unsubscribe = feed.subscribe((event) => void brief.push(event))
    await write('a')
    await untilSeen(seen, ['a'])
    unsubscribe()
    await write('b')
    await untilSeen(seen, ['a', 'b'])
    expect(textsOf(brief)).to.deep.equal(['a'])
  })

  it('forgets what is older than a month, but counts on', async () => {
    const { seen } = await follow()
    await write('old', 'old too')
    await untilSeen(seen, ['old', 'old too'])
    await opened.storage.database.query(`update outbox set at = now() - interval '31 days'`)
    await pruneFeed(opened.storage.database)
    const left = await opened.storage.database.query('select position from outbox')
    expect(
      left.map((row: { position: string }) => Number(row.position)),
      'the newest stays',
    ).to.deep.equal([seen.at(-1)!.position])
    await write('new')
    await untilSeen(seen, ['old', 'old too', 'new'])
    expectGapless(seen)
  })

  async function follow(): Promise<{ feed: Feed; seen: FeedEvent[] }> {
    const { database } = opened.storage
    const feed = await createFeed({ database, databaseUrl: proxy.url, log: silent, metrics: createMetrics() })
    feeds.push(feed)
    const seen: FeedEvent[] = []
    feed.subscribe((event) => void seen.push(event))
    return { feed, seen }
  }

  async function write(...texts: string[]): Promise<void> {
    const result = await opened.storage.transaction(async (tx) => {
      await appendToOutbox(tx, ...texts.map(fact))
      return { status: 'written' as const }
    })
    expect(result.status).to.equal('written')
  }

  function writeDirectly(text: string): Promise<object[]> {
    return query(direct, 'insert into outbox (type, payload) values ($1, $2)', ['test', JSON.stringify({ text })])
  }

  async function begin(): Promise<{ tx: Transaction; commit(): Promise<void>; rollback(): Promise<void> }> {
    const runner = opened.storage.database.createQueryRunner()
    await runner.startTransaction()
    return {
      tx: runner.manager,
      commit: () => runner.commitTransaction().finally(() => runner.release()),
      rollback: () => runner.rollbackTransaction().finally(() => runner.release()),
    }
  }

  async function listeners(): Promise<number> {
    const rows = await query(
      direct,
      `select 1 from pg_stat_activity where datname = current_database() and query like 'listen %'`,
    )
    return rows.length
  }
})

function fact(text: string): { type: string; payload: { text: string } } {
  return { type: 'test', payload: { text } }
}

function textsOf(events: FeedEvent[]): string[] {
  return events.map(({ payload }) => (payload as unknown as { text: string }).text)
}

async function untilSeen(seen: FeedEvent[], texts: string[]): Promise<void> {
  await until(`the feed hands out ${texts.slice(0, 5).join(', ')}`, () => seen.length >= texts.length)
  expect(textsOf(seen)).to.deep.equal(texts)
}

function expectGapless(seen: FeedEvent[]): void {
  const [first] = seen
  expect(seen.map(({ position }) => position)).to.deep.equal(seen.map((_, at) => first!.position + at))
}
