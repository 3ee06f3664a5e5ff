import { expect } from 'chai'
import { games } from '#games'
import { limits } from '#kernel/limits'
import { createAgentRegistry } from '#domain/agents'
import type { AgentId } from '#kernel/ids'
import type { RefusalCode } from '#kernel/refusal'
import type { MatchView } from '#messages/matches'
import { systemClock } from '#platform/clock'
import { openArena, type TestArena } from '#test/support/arena'
import { expectRefusal, type HttpClient } from '#test/support/http-client'
import { newPerson, signUp } from '#test/support/member'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

const first = `export default { init() {}, act: (state) => state.validActions[0] }`
const last = `export default { act: (state) => state.validActions.at(-1) }`
// Ten seconds of work, without a single timer: it is asked about while it runs.
const slow = 'export default { act(state) { for (let i = 0; i < 5e6; i++); return state.validActions[0] } }'
const wrong = 'export default { act: (state) => state.turn < 2 ? "a secret of mine" : state.validActions[0] }'
const house = { house: 'random' }
const nobody = '018f0000-0000-7000-8000-000000000000'

describe('matches over HTTP', () => {
  let server: VillageServer
  let arena: TestArena
  let http: HttpClient
  let ada: TestAgent
  let ben: TestAgent

  before(async () => {
    server = await startVillageServer()
    arena = await openArena(server)
    http = arena.http
    ;[ada, ben] = [await server.agent('Ada'), await server.agent('Ben')]
    await Promise.all([arena.pushed(ada, first), arena.pushed(ben, last)])
  })
  after(async () => {
    expect([http.api.faults, [...http.api.undescribed]]).to.deep.equal([[], []])
    expect(await server.isWell()).to.equal(true)
    await server.close()
  })

  it('M12 from a push over its trial to a signed log that anyone can play again', async () => {
    const asked = await arena.asked(ada, { entrants: [{ agent: ada.id }, { agent: ben.id }] })
    expect(asked).to.include({ state: 'queued', mode: 'exhibition', purpose: 'direct' })
    expect(JSON.stringify(asked)).not.to.include('secret')
    const match = await arena.ended(asked.id)
    expect(match).to.include({ state: 'finished', attempt: 1, failure: null })
    expect(match.entrants.map(({ name }) => name)).to.deep.equal(['Ada', 'Ben'])
    expect(match.entrants.map(({ score }) => score)).to.have.members([0, 1])
    for (const entrant of match.entrants)
      expect(entrant).to.include({ kind: 'code', language: 'javascript', isAttested: null, withdrawn: null, faults: 0 })
    const verified = await arena.verified(match.id)
    expect(verified, JSON.stringify(verified)).to.include({ status: 'valid', head: match.head })
    expect(verified.status === 'valid' && verified.header).to.include({ id: match.id, commitment: match.commitment })
  })

  it('the games are listed with what can be set in each, and the key that signs', async () => {
    const { body } = await http.get('/api/games')
    expect(body.games.map(({ id }: { id: string }) => id)).to.deep.equal(games.map(({ id }) => id))
    const snakes = body.games.find(({ id }: { id: string }) => id === 'snakes')
    expect(snakes).to.deep.include({ seats: { min: 2, max: 4 }, isSimultaneous: true })
    expect(snakes.options.properties.width).to.deep.include({ default: 11, enum: [7, 11, 19] })
    expect((await http.get('/api/matches/key')).body.publicKey).to.match(/^[0-9a-f]{64}$/)
  })

  it('M1 M2 M3 a match that can not be is refused, and says which field', async () => {
    const own = { agent: ada.id }
    const expectAsked = async (request: object, code: RefusalCode, field?: string) =>
      expectRefusal(await arena.ask(ada, request), code, field)
    await expectAsked({ game: 'go', entrants: [own, house] }, 'invalid', 'game')
    await expectAsked({ entrants: [own] }, 'invalid', 'entrants')
    await expectAsked({ entrants: [] }, 'invalid', 'entrants')
    await expectAsked({ entrants: [own, { ...house, ...own }] }, 'invalid', 'entrants.1')
    await expectAsked({ entrants: [own, { house: 'stockfish' }] }, 'invalid', 'entrants.1.house')
    await expectAsked({ entrants: [own, house], mode: 'serious' }, 'invalid', 'mode')
    await expectAsked({ entrants: [own, house], turnMsMax: 1 }, 'invalid', 'turnMsMax')
    await expectAsked({ entrants: [own, house], seed: 'mine' }, 'invalid', '')
    await expectAsked({ entrants: [own, house], options: { size: 9 } }, 'invalid')
    await expectAsked({ entrants: [own, { agent: nobody }] }, 'not_found', 'entrants.1')
    await expectAsked({ entrants: [own, { version: nobody }] }, 'not_found', 'entrants.1')
    await expectAsked({ game: 'chess', entrants: [own, house] }, 'no_active_version', 'entrants.0')
    await expectAsked({ entrants: [{ agent: ben.id }, house] }, 'forbidden')
    await expectAsked({ entrants: [own, { agent: ben.id, via: 'village' }] }, 'forbidden', 'entrants.1')
    await expectAsked({ entrants: [own, house], mode: 'sanctioned' }, 'not_attested', 'entrants.1')
    await expectAsked({ entrants: [own, { agent: ben.id }], mode: 'sanctioned' }, 'not_attested')
    expectRefusal(
      await http.post('/api/matches', { game: 'connect-four', entrants: [own, house] }, 'avt_nonsense'),
      'unauthenticated',
    )
    expectRefusal(await http.ask('POST', '/api/matches', '{"game":'), 'malformed')
    const { matches } = (await http.get(`/api/matches?agent=${ada.id}&state=failed`)).body
    expect(matches).to.deep.equal([])
  })

  for (const standing of ['quarantined', 'suspended', 'archived'] as const)
    it(`M2 whoever is ${standing} does not play, also if somebody else asks`, async () => {
      const registry = createAgentRegistry({ storage: server.database.storage, clock: systemClock })
      const agent = await server.agent()
      await arena.pushed(agent, first)
      await registry.setStanding('test', agent.id as AgentId, standing, '')
      expectRefusal(
        await arena.ask(ada, { entrants: [{ agent: ada.id }, { agent: agent.id }] }),
        standing,
        'entrants.1',
      )
    })

  it('M1 a member asks for a match of an agent of theirs, once their e-mail is confirmed', async () => {
    const confirm = (email: string) =>
      server.database.storage.database.query(`update auth."user" set "emailVerified" = true where email = $1`, [email])
    const mia = await signUp(newPerson(http, server.url), confirm)
    const { body } = await mia.post('/api/agents', { name: 'Owned' })
    const owned = { ...body.agent, token: body.token }
    const id = await arena.pushed(owned, first)
    const request = { game: 'connect-four', entrants: [{ version: id }, { agent: ada.id }] }
    const { status, body: match } = await mia.post('/api/matches', request)
    expect([status, match.state]).to.deep.equal([200, 'queued'])
    await arena.ended(match.id)
    expect((await mia.get(`/api/matches/${match.id}/faults`)).body).to.deep.equal({ faults: [] })
    const stranger = await signUp(newPerson(http, server.url), confirm)
    expectRefusal(await stranger.post('/api/matches', request), 'forbidden')
    expectRefusal(await stranger.get(`/api/matches/${match.id}/faults`), 'forbidden')
    const early = await signUp(newPerson(http, server.url), async () => {})
    expectRefusal(await early.post('/api/matches', request), 'unverified')
  })

  it('M12 there is no log before the end, and then it is lines of JSON', async () => {
    const agent = await server.agent()
    await arena.pushed(agent, slow)
    const { id } = await arena.asked(agent, { entrants: [{ agent: agent.id }, house] })
    const early = await http.get(`/api/matches/${id}/log`)
    expectRefusal(early, 'match_unfinished')
    expect(JSON.stringify(early.body)).not.to.include('secret')
    await arena.ended(id)
    const { status, headers, body } = await http.get(`/api/matches/${id}/log`)
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'application/x-ndjson'])
    expect(
      body
        .trimEnd()
        .split('\n')
        .map((line: string) => typeof JSON.parse(line)),
    ).to.include('object')
    expect(await arena.verified(id)).to.include({ status: 'valid' })
  })

  it('a match that is not there is not found', async () => {
    for (const id of [nobody, 'x', encodeURIComponent("'; drop table matches; --")]) {
      expectRefusal(await http.get(`/api/matches/${id}`), 'not_found')
      expectRefusal(await http.get(`/api/matches/${id}/log`), 'not_found')
      expectRefusal(await http.get(`/api/matches/${id}/faults`, ada.token), 'not_found')
    }
  })

  it('M15 faults are told to the owner of the agent, and to nobody else', async () => {
    const agent = await server.agent()
    const version = await arena.pushed(agent, wrong)
    expect((await http.get(`/api/versions/${version}`)).body).to.include({ state: 'failed', isActive: false })
    const { matches } = (await http.get(`/api/matches?agent=${agent.id}`)).body as { matches: MatchView[] }
    expect(matches.map(({ purpose, state }) => [purpose, state])).to.deep.equal([['trial', 'finished']])
    const { id } = matches[0]!
    const { body } = await http.get(`/api/matches/${id}/faults`, agent.token)
    expect(body.faults[0]).to.include({ agentId: agent.id, turn: 0, verdict: 'illegal_move' })
    expect(body.faults[0].detail).to.include('a secret of mine')
    expectRefusal(await http.get(`/api/matches/${id}/faults`, ada.token), 'forbidden')
    expectRefusal(await http.get(`/api/matches/${id}/faults`), 'unauthenticated')
    const open = [await http.get(`/api/matches/${id}`), await http.get(`/api/matches/${id}/log`)]
    expect(JSON.stringify(open.map(({ body }) => body))).not.to.include('a secret of mine')
  })

  it('M6 fifty that are asked for at once are all played, and listed page by page', async () => {
    const agent = await server.agent()
    await arena.pushed(agent, first, { game: 'tic-tac-toe' })
    const entrants = [{ agent: agent.id }, house]
    const asking = Array.from({ length: limits.matchesPageMax + 2 }, () =>
      arena.ask(agent, { game: 'tic-tac-toe', entrants }),
    )
    const asked = await Promise.all(asking)
    expect(new Set(asked.map(({ status }) => status))).to.deep.equal(new Set([200]))
    for (const { body } of asked) expect(await arena.ended(body.id)).to.include({ state: 'finished', attempt: 1 })
    const address = `/api/matches?agent=${agent.id}&game=tic-tac-toe&state=finished`
    const { body: page } = await http.get(address)
    expect(page.matches).to.have.length(limits.matchesPageMax)
    const { body: rest } = await http.get(`${address}&before=${page.next}`)
    expect([rest.matches.length, rest.next]).to.deep.equal([3, null]) // with the trial
    const ids = [...page.matches, ...rest.matches].map(({ id }: MatchView) => id)
    expect(ids).to.deep.equal(ids.toSorted().toReversed())
    expect(ids).to.include.members(asked.map(({ body }) => body.id))
    expect((await http.get(`/api/matches?agent=${agent.id}&game=chess`)).body).to.deep.equal({
      matches: [],
      next: null,
    })
    expect((await http.get(`/api/matches?agent=${agent.id}&state=queued`)).body.matches).to.deep.equal([])
  })

  it('M6 more than may wait are refused as too many', async () => {
    const agent = await server.agent()
    await arena.pushed(agent, first)
    // In the place of as many that wait: the server plays faster than it is asked.
    await server.database.storage.database.query(
      `insert into matches (id, game, mode, purpose, plan, state, requested_by, owner_key, commitment, secret, created_at, not_before)
       select gen_random_uuid(), 'chess', 'sandbox', 'direct', '{}', 'queued', 'test', $1, '', '', now(), now() + interval '1 day'
       from generate_series(1, $2)`,
      [agent.id, limits.matchesOpenPerOwnerMax],
    )
    expectRefusal(await arena.ask(agent, { entrants: [{ agent: agent.id }, house] }), 'too_many_matches')
  })

  it('asks that are no pages are refused', async () => {
    expectRefusal(await http.get('/api/matches?before=x'), 'invalid', 'before')
    expectRefusal(await http.get('/api/matches?state=over'), 'invalid', 'state')
    expectRefusal(await http.get('/api/matches?agent=x'), 'invalid', 'agent')
    expectRefusal(await http.get('/api/matches?owner=me'), 'invalid', '')
  })
})
