import { expect } from 'chai'
import { sandboxed } from '#domain/players'
import { createQuickJsRuntime } from '#domain/quickjs'
import { type Program, type Runtime } from '#domain/sandbox'
import { InfrastructureFault, type Competitor } from '#match/contract'
import { randomCompetitor } from '#match/random'
import { playMatch, setupOf } from '#test/support/match'
import { config, inShort, patient, replyBytesMax, state } from './hooks.ts'

const limits = { memoryBytesMax: 32 * 1024 * 1024, replyBytesMax }
/** It counts its turns, and at the turn that it is told of something goes wrong. */
const counting = (atThird: string) => `let turns = 0, seat
  export default {
    init(config) { seat = config.seat },
    act() { if (++turns === 3) { ${atThird} } return 10 * seat + turns },
  }`
const endless = 'export default { act() { for (;;); } }'

describe('code in a sandbox', () => {
  let runtime: Runtime
  let players: Competitor[]

  before(() => void (runtime = createQuickJsRuntime({ threadsMax: 1 }))) // what is not released is missed at once
  beforeEach(() => void (players = []))
  afterEach(async () => void (await Promise.all(players.map((player) => player.release()))))
  after(() => runtime.stop())

  function player(source: string): Competitor {
    const program: Program = {
      language: 'javascript',
      main: 'agent.js',
      files: new Map([['agent.js', Buffer.from(source)]]),
    }
    const made = sandboxed(runtime, program, limits)
    players.push(made)
    return made
  }

  it('PL2 has one instance for a match, which remembers', async () => {
    const one = player(counting(''))
    expect([one.isMetered, one.isReady()]).to.deep.equal([true, false])
    await one.init(config, patient)
    expect(one.isReady()).to.equal(true)
    const said = []
    for (let turn = 0; turn < 4; turn++) said.push(inShort(await one.act(state, patient)))
    expect(said).to.deep.equal([11, 12, 13, 14])
    await one.release()
    expect(one.isReady()).to.equal(false)
  })

  for (const [verdict, atThird] of [
    ['crash', 'throw new Error("no")'],
    ['fuel', 'for (;;);'],
    ['flood', 'return "x".repeat(9_000)'],
    ['memory', 'for (const all = []; ; all.push(new Uint8Array(1e6)));'],
    ['invalid_reply', 'return () => 1'],
  ] as const)
    it(`PL2 a fault (${verdict}) costs the instance, and the next init leases another`, async () => {
      const one = player(counting(atThird))
      await one.init(config, patient)
      const said = []
      for (let turn = 0; turn < 3; turn++) said.push(inShort(await one.act(state, patient)))
      expect(said).to.deep.equal([11, 12, verdict])
      expect(one.isReady()).to.equal(false)
      await one.init({ ...config, seat: 0 }, patient)
      expect(one.isReady()).to.equal(true)
      expect(inShort(await one.act(state, patient))).to.equal(1)
    })

  it('PL2 a match goes on with another instance after each fault', async () => {
    const one = player(
      'let turns = 0; export default { act(state) { if (++turns === 3) throw 0; return state.validActions[0] } }',
    )
    const { end, faults } = await playMatch(setupOf('connect-four', ['code', 'random']), [one, randomCompetitor('b')])
    expect(end.withdrawn).to.deep.equal([])
    expect(faults.map(({ seat, verdict }) => `${seat} ${verdict}`)).to.deep.equal(faults.map(() => '0 crash'))
    expect(faults.map(({ turn }) => turn)).to.deep.equal(faults.map((_, at) => at * 6 + 4))
    expect(faults).not.to.have.length(0)
  })

  it('PL2 a release ends what runs', async () => {
    const one = player(endless)
    await one.init(config, patient)
    const acting = thrownBy(one.act(state, { msMax: 600_000, fuelMax: 1e9 }))
    await one.release()
    expect(await acting).to.be.instanceOf(InfrastructureFault)
    expect(await alone()).to.equal(11)
  })

  it('PL2 a release while an instance is being leased lets it go as soon as it is there', async () => {
    const one = player(endless)
    const beginning = thrownBy(one.init(config, patient))
    await one.release()
    expect(await beginning).to.be.instanceOf(InfrastructureFault)
    expect(one.isReady()).to.equal(false)
    expect(await alone()).to.equal(11)
  })

  it('PL2 a release is safe at any time, also before the first and after the last', async () => {
    const one = player(counting(''))
    await one.release()
    await one.release()
    expect(one.isReady()).to.equal(false)
  })

  it('PL2 where no instance is to be had, nobody is at fault', async () => {
    const stopped = createQuickJsRuntime()
    await stopped.stop()
    const one = sandboxed(stopped, { language: 'javascript', main: 'a.js', files: new Map() }, limits)
    expect(await thrownBy(one.init(config, patient))).to.be.instanceOf(InfrastructureFault)
    await one.release()
  })

  /** Leases the only thread that there is. */
  async function alone(): Promise<unknown> {
    const one = player(counting(''))
    await one.init(config, patient)
    return inShort(await one.act(state, patient))
  }
})

function thrownBy(work: unknown): Promise<unknown> {
  return Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error,
  )
}
