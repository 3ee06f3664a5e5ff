import { expect } from 'chai'
import { createPublicKey, verify } from 'node:crypto'
import type { MatchResult } from '#match/contract'
import { randomCompetitor } from '#match/random'
import { freePort } from '#test/support/free-port'
import { sendJson, startHook, startJsonHook, type HookRequest, type HookServer } from '#test/support/hook-server'
import { playMatch, setupOf } from '#test/support/match'
import { actAt, caller, config, inShort, patient, state, villageHook } from './hooks.ts'

const result: MatchResult = { seat: 1, scores: [0, 1], outcome: 'win', withdrawn: [] }

describe('web hooks', () => {
  const hooks: HookServer[] = []
  const opened = async (starting: Promise<HookServer>): Promise<HookServer> => {
    const hook = await starting
    hooks.push(hook)
    return hook
  }
  afterEach(() => hooks.splice(0).forEach((hook) => hook.close()))

  it('PL3 are asked by POST, call by call, with what a competitor is told', async () => {
    const hook = await opened(startJsonHook(({ body }) => (body.call === 'act' ? { move: 2 } : {})))
    const player = villageHook(`${hook.url}play?of=mine`)
    expect(player.isMetered).to.equal(false)
    await player.init(config, patient)
    expect(player.isReady()).to.equal(true)
    const reply = await player.act(state, patient)
    expect(reply).to.deep.include({ status: 'returned', value: 2, fuel: null })
    expect(reply.ms).to.be.within(0, patient.msMax)
    await player.onResult(result, patient)
    await player.release()
    expect(hook.requests.map(({ method, path }) => `${method} ${path}`)).to.deep.equal(
      Array(3).fill('POST /play?of=mine'),
    )
    expect(hook.requests.map(({ body }) => body)).to.deep.equal([
      { matchId: 'match-1', call: 'init', argument: config },
      { matchId: 'match-1', call: 'act', argument: state },
      { matchId: 'match-1', call: 'onResult', argument: result },
    ])
    for (const { headers } of hook.requests)
      expect(headers).to.include({ 'content-type': 'application/json', accept: 'application/json' })
  })

  it('PL3 know by the signature who asks, what and when', async () => {
    const hook = await opened(startJsonHook(() => ({ move: 1 })))
    await actAt(hook.url)
    const [request] = hook.requests as [HookRequest]
    const [seconds, key, signature] = ['timestamp', 'key', 'signature'].map((name) =>
      String(request.headers[`village-${name}`]),
    )
    expect(seconds).to.equal('1790000000')
    expect(key).to.equal(caller.key.publicKey.toString('hex'))
    expect(isSigned(`${seconds}.${request.text}`, signature)).to.equal(true)
    expect(isSigned(`1790000001.${request.text}`, signature), 'at another time').to.equal(false)
    expect(isSigned(`${seconds}.${request.text} `, signature), 'another body').to.equal(false)
  })

  it('PL3 are asked over connections that stand, and over another once they do not', async () => {
    const hook = await opened(startJsonHook(() => ({ move: 1 })))
    const player = villageHook(hook.url)
    for (let turn = 0; turn < 20; turn++) expect(inShort(await player.act(state, patient))).to.equal(1)
    const count = hook.connections.length
    expect(count).to.be.at.most(2) // a turn may begin before the connection of the one before is given back
    for (const connection of hook.connections) connection.end()
    await hook.abandoned()
    expect(inShort(await player.act(state, patient))).to.equal(1)
    expect(hook.connections).to.have.length(count + 1)
  })

  for (const [what, text] of [
    ['no JSON', 'three'],
    ['nothing', ''],
    ['JSON of another form', '{"moves":[1]}'],
    ['a bare move', '1'],
    ['null', 'null'],
    ['half of JSON', '{"move":1'],
    ['what is no text', '\xff\xfe'],
    ['a thousand brackets', '['.repeat(2_000) + ']'.repeat(2_000)],
  ] as const)
    it(`PL4 that answer ${what} have made no move`, async () => {
      const hook = await opened(startHook((_, response) => void response.end(Buffer.from(text, 'latin1'))))
      expect(await actAt(hook.url)).to.deep.include({ status: 'returned', value: undefined })
    })

  for (const [status, verdict] of [
    [201, 1],
    [400, 'crash'],
    [404, 'crash'],
    [500, 'crash'],
    [503, 'crash'],
  ] as const)
    it(`PL4 with status ${status} it is ${verdict}`, async () => {
      const hook = await opened(
        startHook((_, response) => sendJson(Object.assign(response, { statusCode: status }), { move: 1 })),
      )
      expect(inShort(await actAt(hook.url))).to.equal(verdict)
    })

  for (const status of [301, 302, 303, 307, 308])
    it(`PL4 that send elsewhere with ${status} are not followed`, async () => {
      const target = await opened(startJsonHook(() => ({ move: 1 })))
      const hook = await opened(
        startHook((_, response) => void response.writeHead(status, { location: target.url }).end()),
      )
      expect(inShort(await actAt(hook.url))).to.equal('crash')
      expect(target.requests).to.deep.equal([])
    })

  it('PL4 where nobody listens have crashed, and say so', async () => {
    expect(await actAt(`http://127.0.0.1:${await freePort()}/`)).to.include({
      status: 'fault',
      verdict: 'crash',
      detail: 'cannot be reached: ECONNREFUSED',
    })
  })

  it('PL4 that are silent have timed out, each turn anew, and the match goes on without waiting for them', async () => {
    const hook = await opened(startHook(() => {}))
    const budget = { ...config.budget, initMsMax: 20, turnMsMax: 20, matchMsMax: 10_000 }
    const setup = setupOf('tic-tac-toe', ['hook', 'random'], { budget })
    const { end, faults } = await playMatch(setup, [villageHook(hook.url), randomCompetitor('b')])
    expect(end.faults[0]).to.be.at.least(3)
    expect(new Set(faults.map(({ verdict, seat }) => `${seat} ${verdict}`))).to.deep.equal(new Set(['0 timeout']))
    expect(end.withdrawn).to.deep.equal([])
  })

  it('PL4 that take more than the whole match has are asked no more', async () => {
    const hook = await opened(startHook(() => {}))
    const budget = { ...config.budget, initMsMax: 20, turnMsMax: 20, matchMsMax: 40 }
    const setup = setupOf('connect-four', ['hook', 'random'], { budget })
    const { end } = await playMatch(setup, [villageHook(hook.url), randomCompetitor('b')])
    const asked = hook.requests.filter(({ body }) => body.call === 'act').length
    expect(asked).to.be.within(1, 2)
    expect(end.faults[0]).to.be.greaterThan(asked)
  })

  it('PL3 PL4 play a whole match in the village’s own protocol', async () => {
    const hook = await opened(startJsonHook(({ body }) => ({ move: body.argument.validActions?.[0] })))
    const { end } = await playMatch(setupOf('connect-four', ['hook', 'random']), [
      villageHook(hook.url),
      randomCompetitor('b'),
    ])
    expect(end).to.deep.include({ faults: [0, 0], withdrawn: [], fuel: [null, null] })
    expect([hook.requests[0]!.body.call, hook.requests.at(-1)!.body.call]).to.deep.equal(['init', 'onResult'])
  })
})

function isSigned(text: string, signature = ''): boolean {
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), caller.key.publicKey])
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' })
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'hex'))
}
