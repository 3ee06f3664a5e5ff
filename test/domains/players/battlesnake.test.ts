import { expect } from 'chai'
import { hooked } from '#domain/players'
import { hashText } from '#match/hash'
import { randomCompetitor } from '#match/random'
import { verifyLog } from '#match/verify'
import type { HookRequest, HookServer } from '#test/support/hook-server'
import { playMatch, setupOf } from '#test/support/match'
import { startSnake } from '#test/support/snake-server'
import { caller, replyBytesMax } from './hooks.ts'

const budget = { ...setupOf('snakes', []).budget, initMsMax: 20_000, turnMsMax: 20_000, matchMsMax: 10_000_000 }
const pointKeys = ['x', 'y']

describe('snakes by the Battlesnake API', () => {
  const hooks: HookServer[] = []
  afterEach(() => hooks.splice(0).forEach((hook) => hook.close()))

  async function snake(onRequest?: (request: HookRequest) => unknown): Promise<HookServer> {
    const hook = await startSnake(onRequest)
    hooks.push(hook)
    return hook
  }

  const playerAt = (url: string, id: string, turnMsMax = budget.turnMsMax) =>
    hooked({ url, protocol: 'battlesnake' }, { id, replyBytesMax, turnMsMax }, caller)

  function againstRandom({ url }: HookServer, id = 'match-1', changes = {}) {
    const setup = setupOf('snakes', ['snake', 'random'], { id, budget, seatedBy: 'seed', ...changes })
    return playMatch(setup, [playerAt(url, id), randomCompetitor(id)])
  }

  it('PL5 plays whole matches against chance, and wins more often than not', async () => {
    const hook = await snake()
    let wins = 0
    for (let round = 0; round < 5; round++) {
      const { end, log } = await againstRandom(hook, `match-${round}`)
      const valid = await verifyLog(log)
      expect(valid.status).to.equal('valid')
      const seat = valid.status === 'valid' ? valid.header.seating.indexOf(0) : -1
      expect(end.faults).to.deep.equal([0, 0])
      if (end.scores[seat] === 1) wins++
    }
    expect(wins).to.be.at.least(3)
  })

  it('PL5 two of them play to the end of a long match', async () => {
    const [ann, bob] = [await snake(), await snake()]
    const setup = setupOf('snakes', ['ann', 'bob'], { budget, options: { width: 7, height: 7, turnsMax: 60 } })
    const { end } = await playMatch(setup, [playerAt(ann.url, 'long'), playerAt(bob.url, 'long')])
    expect(end.faults).to.deep.equal([0, 0])
    expect(end.turns).to.be.greaterThan(5)
    expect(ann.requests.filter(isMove)).to.have.length(end.turns)
  })

  it('PL5 asks in order: /start with the first board, /move each turn, /end once', async () => {
    const hook = await snake()
    const { end } = await againstRandom(hook)
    const paths = hook.requests.map(({ method, path }) => `${method} ${path}`)
    expect(paths).to.deep.equal(['POST /start', ...Array(end.turns).fill('POST /move'), 'POST /end'])
    expect(hook.requests[0]!.body).to.deep.equal(hook.requests[1]!.body)
    expect(hook.requests.filter(isMove).map(({ body }) => body.turn)).to.deep.equal([...Array(end.turns).keys()])
  })

  it('PL5 asks in the documented form', async () => {
    const hook = await snake()
    await againstRandom(hook)
    for (const { body, headers } of hook.requests) {
      expect(headers['content-type']).to.equal('application/json')
      expect(body).to.have.all.keys('game', 'turn', 'board', 'you')
      expect(body.game).to.have.all.keys('id', 'ruleset', 'map', 'timeout', 'source')
      expect(body.game).to.deep.include({ id: 'match-1', map: 'standard', timeout: budget.turnMsMax })
      expect(body.game.ruleset.name).to.equal('standard')
      expect(body.board).to.have.all.keys('height', 'width', 'food', 'hazards', 'snakes')
      expect(body.board.snakes.find(({ id }: { id: string }) => id === body.you.id)).to.deep.equal(body.you)
      for (const one of body.board.snakes) expectSnake(one)
      for (const point of body.board.food) expect(point).to.have.all.keys(pointKeys)
    }
  })

  it('PL5 tells a snake its shout and how long it took', async () => {
    const hook = await snake()
    await againstRandom(hook)
    const moves = hook.requests.filter(isMove)
    expect(moves[0]!.body.you).to.include({ shout: '', latency: '0' })
    for (const [turn, { body }] of moves.slice(1).entries()) expect(body.you.shout).to.equal(`turn ${turn}`)
  })

  it('PL5 asks below the path of its address, and keeps a query', async () => {
    const hook = await snake()
    await againstRandom({ ...hook, url: `${hook.url}my/snake/?key=1` })
    const paths = new Set(hook.requests.map(({ path }) => path))
    expect(paths).to.deep.equal(new Set(['start', 'move', 'end'].map((name) => `/my/snake/${name}?key=1`)))
  })

  it('PL5 what a server answers to /start and /end is of no interest', async () => {
    const hook = await snake(({ path }) => (path === '/move' ? undefined : 'x'.repeat(10_000)))
    expect((await againstRandom(hook)).end.faults).to.deep.equal([0, 0])
    expect(hook.requests.filter(({ path }) => path === '/end')).to.have.length(1)
  })

  it('PL5 tells a snake that was silent that it took the whole time', async () => {
    const [ann, bob] = [
      await snake(({ path, body }) => (path === '/move' && body.turn === 0 ? new Promise(() => {}) : undefined)),
      await snake(),
    ]
    const short = { ...budget, turnMsMax: 400 }
    const setup = setupOf('snakes', ['ann', 'bob'], { budget: short, options: { turnsMax: 10 } })
    const { faults } = await playMatch(setup, [playerAt(ann.url, 'late', 400), playerAt(bob.url, 'late', 400)])
    expect(faults.find(({ seat }) => seat === 0)).to.include({ turn: 0, verdict: 'timeout' })
    expect(ann.requests.filter(isMove)[1]!.body).to.deep.include({ turn: 1 })
    expect(ann.requests.filter(isMove)[1]!.body.you.latency).to.equal('400')
  })

  it('PL4 PL5 a move that is none is the fault of that turn', async () => {
    const hook = await snake(({ path, body }) => (path === '/move' && body.turn === 0 ? { move: 'north' } : undefined))
    const { end, faults } = await againstRandom(hook)
    expect(faults.map(({ turn, verdict }) => [turn, verdict])).to.deep.equal([[0, 'invalid_reply']])
    expect(end.withdrawn).to.deep.equal([])
  })

  it('PL5 a snake that lost by its faults is told the end as well', async () => {
    const hook = await snake(({ path }) => (path === '/move' ? { move: 'north' } : undefined))
    const faultRules = { costs: setupOf('snakes', []).faultRules.costs, strikesMax: 1 }
    faultRules.costs = { ...faultRules.costs, invalid_reply: 'forfeit' }
    const { end } = await againstRandom(hook, hashText('x').slice(0, 8), { faultRules })
    expect(end.withdrawn.map(([, verdict]) => verdict)).to.deep.equal(['invalid_reply'])
    expect(hook.requests.map(({ path }) => path)).to.deep.equal(['/start', '/move', '/end'])
  })
})

function isMove({ path }: HookRequest): boolean {
  return path === '/move'
}

function expectSnake(snake: Record<string, any>): void {
  const keys = ['id', 'name', 'health', 'body', 'latency', 'head', 'length', 'shout', 'squad', 'customizations']
  expect(snake).to.have.all.keys(keys)
  expect(snake.health).to.be.within(1, 100)
  expect(snake.latency).to.match(/^\d+$/)
  expect(snake.body[0]).to.deep.equal(snake.head)
  expect(snake.body).to.have.length(snake.length)
  expect(snake.customizations).to.have.all.keys('color', 'head', 'tail')
  for (const point of snake.body) expect(point).to.have.all.keys(pointKeys)
}
