import { expect } from 'chai'
import { fileURLToPath } from 'node:url'
import { openTerminal, type Terminal } from '#test/support/command-line'
import { skipWithoutDocker } from '#test/support/docker'

const starter = fileURLToPath(new URL('../../agents-sdk/starters/python', import.meta.url))

describe('a match in Python on the command line', function () {
  this.timeout(240_000) // it may have to build the image first
  let here: Terminal

  before(async function () {
    await skipWithoutDocker(this, 'runc')
    here = openTerminal()
  })
  after(() => here?.dispose())

  it('runs the starter in a container, where it beats chance more often than not', async () => {
    let wins = 0
    for (const seed of [1, 2, 3]) {
      const log = `${seed}.log`
      const args = [
        'match',
        '--game',
        'connect-four',
        starter,
        'random',
        '--seed',
        `${seed}`,
        '--runtime',
        'runc',
        '--log',
        log,
      ]
      const { code, out, err } = await here.village(...args)
      expect([code, err]).to.deep.equal([0, ''])
      expect(JSON.parse(here.read(log).split('\n')[0]!).entrants[0]).to.include({ name: 'python' })
      expect(here.read(log)).to.match(/"runtime":"runc \(.*python 3/)
      if (out.includes(': python (seat')) wins++
    }
    expect(wins).to.be.at.least(2)
  })

  it('says what an agent threw', async () => {
    here.write('agent.py', 'def act(state):\n    raise ValueError("it broke")')
    const args = [
      'match',
      '--game',
      'tic-tac-toe',
      'agent.py',
      'random',
      '--seed',
      '1',
      '--mode',
      'exhibition',
      '--runtime',
      'runc',
    ]
    const { out } = await here.village(...args)
    expect(out).to.match(/turn \d, agent\.py: crash: .*it broke/)
  })
})
