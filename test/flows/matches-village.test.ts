import { expect } from 'chai'
import { Client, type Room } from '@colyseus/sdk'
import { connect, type Player, type Village } from '#sdk'
import { openArena, type TestArena } from '#test/support/arena'
import { joinRaw } from '#test/support/raw-room-client'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

type Call = { ask: string; matchId: string; call: string; argument: { validActions?: number[] } }

const house = { house: 'random' }
// Three in a column are not stopped by it: whoever plays one column against it wins.
const last = `export default { act: (state) => state.validActions.at(-1) }`
// No game by chance ends before five faults do.
const long = 'chess'
const patient = { turnMsMax: 20_000 } // for machines that are busy with other tests

describe('matches of agents in the village', function () {
  this.timeout(120_000)
  let server: VillageServer
  let arena: TestArena
  let code: TestAgent
  let open: { close(): Promise<unknown> }[]

  before(async () => {
    server = await startVillageServer()
    arena = await openArena(server)
    code = await server.agent('Code')
    await arena.pushed(code, last)
  })
  beforeEach(() => void (open = []))
  afterEach(async () => {
    for (const one of open) await one.close()
  })
  after(async () => {
    expect([...arena.http.api.undescribed]).to.deep.equal([])
    expect(await server.isWell()).to.equal(true)
    await server.close()
  })

  async function come(agent: TestAgent): Promise<Village> {
    const village = await connect({ url: server.url, token: agent.token })
    open.push(village)
    return village
  }

  /** Joins without what the SDK does by itself; `calls` is what the agent was asked. */
  async function joinPlain(agent: TestAgent): Promise<{ room: Room; calls: Call[] }> {
    const room = await new Client(server.url).join('village', { token: agent.token, watch: false })
    const calls: Call[] = []
    room.reconnection.enabled = false
    for (const name of ['welcome', 'refused', 'heard']) room.onMessage(name, () => {})
    room.onMessage('match', (call: Call) => void calls.push(call))
    open.push({ close: () => room.leave() })
    return { room, calls }
  }

  const entering = (agent: TestAgent, against: object = house) => ({
    entrants: [{ agent: agent.id, via: 'village' }, against],
  })

  it('PL6 one plays Connect Four against code, and hears of its win', async () => {
    const agent = await server.agent()
    const village = await come(agent)
    const told: string[] = []
    village.compete((config) => {
      told.push(`${config.game} ${config.seats}`)
      return { act: ({ validActions }) => validActions[0]!, onResult: ({ outcome }) => void told.push(outcome) }
    })
    const { id } = await arena.asked(agent, { ...entering(agent, { agent: code.id }), ...patient })
    const match = await arena.ended(id)
    expect(match).to.include({ state: 'finished', attempt: 1 })
    expect(match.entrants[0]).to.include({
      kind: 'village',
      runtime: 'village',
      faults: 0,
      withdrawn: null,
      digest: null,
    })
    expect(match.entrants[1]).to.include({ kind: 'code', faults: 0, withdrawn: null })
    expect(await arena.verified(id)).to.include({ status: 'valid' })
    const [mine, its] = match.entrants.map(({ score }) => score!) as [number, number]
    expect(told).to.deep.equal(['connect-four 2', mine > its ? 'win' : mine < its ? 'loss' : 'tie'])
  })

  it('PL6 one plays several at once, each with a player of its own', async () => {
    const agent = await server.agent()
    const village = await come(agent)
    let players = 0
    village.compete(() => {
      players++
      let turns = 0
      return { act: ({ turn, validActions }) => ((turns += 1), turn >> 1 === turns - 1 ? validActions[0]! : -1) }
    })
    const asked = [1, 2, 3].map(() => arena.asked(agent, { ...entering(agent), ...patient }))
    for (const { id } of await Promise.all(asked))
      expect((await arena.ended(id)).entrants[0]).to.include({ faults: 0, withdrawn: null })
    expect(players).to.equal(3)
  })

  it('PL6 one that thinks for longer than a second has the time that was asked for', async () => {
    const agent = await server.agent()
    const village = await come(agent)
    village.compete(() => ({
      act: async ({ turn, validActions }) => {
        if (turn < 2) await new Promise((resolve) => setTimeout(resolve, 1_200))
        return validActions[0]!
      },
    }))
    const { id } = await arena.asked(agent, { game: 'tic-tac-toe', ...entering(agent), ...patient })
    expect((await arena.ended(id)).entrants[0]).to.include({ faults: 0, withdrawn: null })
  })

  it('PL6 one that never comes to an end of its thoughts loses by timeouts', async () => {
    const agent = await server.agent()
    const village = await come(agent)
    village.compete(() => ({ act: () => new Promise(() => {}) }))
    const { id } = await arena.asked(agent, { game: long, ...entering(agent), turnMsMax: 300 })
    const match = await arena.ended(id)
    expect(match.entrants[0]).to.include({ withdrawn: 'timeout', score: 0, faults: 5 })
    expect(match.entrants[1]).to.include({ withdrawn: null, faults: 0 })
  })

  it('PL6 one that leaves in the middle loses, and the match ends', async () => {
    const agent = await server.agent()
    const village = await come(agent)
    village.compete(() => ({
      act: async ({ turn, validActions }) => {
        if (turn >= 2) await village.close()
        return validActions[0]!
      },
    }))
    const { id } = await arena.asked(agent, { game: long, ...entering(agent), ...patient })
    const match = await arena.ended(id)
    expect(match).to.include({ state: 'finished', attempt: 1 })
    expect(match.entrants[0]).to.include({ withdrawn: 'crash', score: 0 })
    expect(match.entrants[1]).to.include({ withdrawn: null, score: 1, faults: 0 })
    const { body } = await arena.http.get(`/api/matches/${id}/faults`, agent.token)
    expect(body.faults[0].detail).to.include('lost its connection')
    expect(body.faults[1].detail).to.include('not connected to the village')
  })

  it('PL6 one that does not compete is absent, and so is one that is not there', async () => {
    const [here, away] = [await server.agent(), await server.agent()]
    await come(here)
    for (const [agent, detail] of [
      [here, 'this agent does not compete'],
      [away, 'not connected to the village'],
    ] as const) {
      const { id } = await arena.asked(agent, { game: long, ...entering(agent) })
      const match = await arena.ended(id)
      expect(match.entrants.map(({ withdrawn, score }) => [withdrawn, score])).to.deep.equal([
        ['crash', 0],
        [null, 1],
      ])
      const { body } = await arena.http.get(`/api/matches/${id}/faults`, agent.token)
      expect(body.faults[0].detail).to.include(detail)
    }
  })

  it('PL6 nobody can answer for another, also not who knows what was asked', async () => {
    const [agent, eve] = [await server.agent(), await server.agent()]
    const [{ room, calls }, other] = [await joinPlain(agent), await joinPlain(eve)]
    const { id } = await arena.asked(agent, { game: 'tic-tac-toe', ...entering(agent), ...patient })
    let answered = 0
    const ended = arena.ended(id)
    const playing = until(
      'all calls are answered',
      async () => {
        for (const { ask, argument } of calls.slice(answered)) {
          await other.room.request('match_reply', { ask, value: { move: 99 } })
          room.send('match_reply', { ask, value: { move: argument.validActions?.[0] ?? null } })
          answered++
        }
        return calls.at(-1)?.call === 'onResult'
      },
      60_000,
    )
    const match = await ended
    await playing
    expect(match.entrants[0]).to.include({ faults: 0, withdrawn: null })
    expect(other.calls).to.deep.equal([])
  })

  it('PL6 answers that nobody waits for, and those that are none, change nothing', async () => {
    const agent = await server.agent()
    const { room, calls } = await joinPlain(agent)
    expect(await room.request('match_reply', { ask: crypto.randomUUID(), value: 1 })).to.deep.equal({})
    for (const wrong of [{}, { ask: 'x' }, { ask: crypto.randomUUID(), more: 1 }, null, 'x'])
      expect(await room.request('match_reply', wrong)).to.include({ status: 'refused', code: 'invalid' })
    expect(calls).to.deep.equal([])
  })

  it('PL6 whose connection is superseded plays over the newer one, though the older hangs and ends later', async () => {
    const agent = await server.agent()
    const hanging = await joinRaw(server.url, { token: agent.token })
    hanging.socket.pause() // as a network that is gone: not even a closing comes through
    const village = await come(agent)
    village.compete(() => ({
      act: async ({ turn, validActions }) => {
        if (turn < 2) hanging.socket.terminate()
        for (let round = 0; turn < 2 && round < 10; round++) await village.perceive() // the village has noticed meanwhile
        return validActions[0]!
      },
    }))
    const { id } = await arena.asked(agent, { ...entering(agent), ...patient })
    expect((await arena.ended(id)).entrants[0]).to.include({ faults: 0, withdrawn: null })
  })

  describe('what a player does wrong is its fault, in words, and the agent lives on', () => {
    const wrong: [string, Player['act'], string, RegExp][] = [
      ['throws', () => Promise.reject(new Error('it broke')), 'crash', /it broke/],
      ['throws no error', () => Promise.reject(new Map()), 'crash', /object Map/],
      ['answers nothing', (() => {}) as never, 'invalid_reply', /validActions/],
      ['answers what is not allowed', () => 77, 'illegal_move', /77/],
      ['answers a function', (() => () => 1) as never, 'invalid_reply', /./],
      ['answers what is no number', () => NaN, 'invalid_reply', /./],
      ['answers a huge text', () => 'x'.repeat(1_000_000), 'illegal_move', /./],
      ['answers a circle', (() => circle()) as never, 'invalid_reply', /./],
      ['answers a bigint', (() => 1n << 70n) as never, 'invalid_reply', /./],
    ]
    for (const [what, act, verdict, detail] of wrong)
      it(`PL6 ${what}`, async () => {
        const agent = await server.agent()
        const village = await come(agent)
        village.compete(() => ({ act }))
        const { id } = await arena.asked(agent, { game: 'tic-tac-toe', ...entering(agent), ...patient })
        const match = await arena.ended(id)
        expect(match.state).to.equal('finished')
        const { body } = await arena.http.get(`/api/matches/${id}/faults`, agent.token)
        expect(body.faults[0], JSON.stringify(body.faults)).to.include({ agentId: agent.id, verdict })
        expect(body.faults[0].detail).to.match(detail)
        expect(await village.say('still here')).to.include({ status: 'accepted' })
      })
  })
})

function circle(): object {
  const one: { self?: object } = {}
  one.self = one
  return one
}
