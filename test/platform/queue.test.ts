import { expect } from 'chai'
import { createDatabase } from '#platform/database'
import { createLog } from '#platform/log'
import { installQueue, openQueue, type Queue } from '#platform/queue'
import { newDatabase, openDatabase } from '#test/support/cluster'
import { until } from '#test/support/until'
import type { OpenStorage } from '#storage'

describe('the queue', () => {
  let opened: OpenStorage
  let queue: Queue
  const log = createLog('silent', 'json')

  before(async () => {
    const url = await newDatabase()
    opened = await openDatabase(url)
    const owner = await createDatabase(url, [], []).initialize()
    await Promise.all([1, 2].map(() => installQueue(owner, url, ['tests', 'other-tests', 'third-tests'])))
    await owner.destroy()
    queue = await openQueue(url, log)
  })

  after(async () => {
    await queue.stop()
    await opened.close()
  })

  it('hands on what was sent in a transaction that committed, at once, and nothing of one that did not', async () => {
    const done: number[] = []
    await queue.work<{ n: number }>('tests', { atOnceMax: 2, ofGroupMax: 2 }, async ({ n }) => void done.push(n))
    const send = (n: number) => opened.storage.transaction((tx) => queue.send(tx, 'tests', { n }, 'group'))
    const failing = opened.storage.transaction(async (tx) => {
      await queue.send(tx, 'tests', { n: 13 }, 'group')
      throw new Error('rolled back')
    })
    expect(await failing.catch((error: Error) => error.message)).to.equal('rolled back')
    for (let n = 0; n < 10; n++) await send(n)
    await until('all are done', () => done.length === 10)
    expect(done.toSorted((a, b) => a - b)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('lets the same wake-up wait once, and again once it was taken', async () => {
    const send = () => opened.storage.transaction((tx) => queue.send(tx, 'third-tests', { n: 1 }, 'group'))
    for (let time = 0; time < 5; time++) await send()
    let done = 0
    await queue.work('third-tests', { atOnceMax: 1, ofGroupMax: 1 }, async () => void done++)
    await until('it is done', () => done === 1)
    await send()
    await until('it is done again', () => done === 2)
  })

  it('does so much at once, and about so much of a group', async () => {
    const running = { all: 0, a: 0, b: 0 }
    const most = { all: 0, a: 0, b: 0 }
    let done = 0
    await queue.work<{ group: 'a' | 'b' }>('other-tests', { atOnceMax: 3, ofGroupMax: 2 }, async ({ group }) => {
      for (const name of ['all', group] as const) most[name] = Math.max(most[name], ++running[name])
      await new Promise((resolve) => setTimeout(resolve, 30))
      for (const name of ['all', group] as const) running[name] -= 1
      done += 1
    })
    await opened.storage.transaction(async (tx) => {
      for (const [n, group] of ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'].entries())
        await queue.send(tx, 'other-tests', { group, n }, group)
    })
    await until('all are done', () => done === 8, 20_000)
    // pg-boss counts before it takes: two that look at once may take one too many.
    expect(most.a).to.be.within(1, 3)
    expect(most.b).to.be.within(1, 3)
    expect(most.all).to.be.within(2, 3)
  })
})
