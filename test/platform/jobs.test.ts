import { expect } from 'chai'
import { startJobs } from '#jobs'
import { until } from '#test/support/until'
import { silent } from '#test/support/village'

describe('jobs', () => {
  it('run again and again, also after one has failed, until they are stopped', async () => {
    let [good, bad] = [0, 0]
    const jobs = startJobs(
      [
        { name: 'good', everyMs: 1, run: async () => void good++ },
        { name: 'bad', everyMs: 1, run: () => Promise.reject(new Error(`failure ${++bad}`)) },
      ],
      silent,
    )
    await until('both ran several times', () => good > 3 && bad > 3)
    jobs.stop()
    const atEnd = [good, bad]
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await until('later timers have fired', () => turns > 5)
    clearInterval(timer)
    expect([good, bad]).to.deep.equal(atEnd)
  })
})
