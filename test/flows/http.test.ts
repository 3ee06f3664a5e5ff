import { expect } from 'chai'
import { createAgentRegistry } from '#domain/agents'
import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refusalStatuses } from '#kernel/refusal'
import type { WorldView } from '#messages/views'
import { systemClock } from '#platform/clock'
import { describedApi, type DescribedApi } from '#test/support/api-description'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

type Answer = { status: number; headers: Headers; body: any }

describe('HTTP', () => {
  let server: VillageServer
  let api: DescribedApi
  let anna: TestAgent

  before(async () => {
    server = await startVillageServer()
    api = describedApi(await (await fetch(`${server.url}/api/openapi.json`)).json())
    anna = await server.agent('Anna')
  })
  after(() => server.close())

  describe('what everyone may read', () => {
    it('GET /api/world tells the size, the places, the agents and the time', async () => {
      const { status, body } = await get('/api/world')
      expect(status).to.equal(200)
      const world = body as WorldView
      expect(world.size).to.deep.equal({ width: 80, height: 60 })
      expect(world.places.map(({ id }) => id)).to.include.members(['square', 'cafe', 'home-1'])
      expect(world.time.clock).to.match(/^\d\d:\d\d$/)
      expect(world.time.now).to.be.closeTo(Date.now(), 60_000)
    })

    it('GET /api/agents lists the registry, in the village or not', async () => {
      const shy = await server.agent()
      await post(`/api/agents/${anna.id}/move`, { dx: 0, dy: 0 }, anna.token)
      const { body } = await get('/api/agents')
      const byName = new Map(body.agents.map((agent: { name: string }) => [agent.name, agent]))
      expect(byName.get('Anna')).to.include({ id: anna.id, present: true, standing: 'active' })
      expect(byName.get('Anna')).to.have.property('x').that.is.a('number')
      expect(byName.get(shy.name)).to.include({ present: false, x: null, y: null })
      expect(body.next).to.equal(null)
      expect(JSON.stringify(body))
        .not.to.include('avt_')
        .and.not.to.match(/hash|token/i)
    })

    it('GET /api/agents?after=… goes on after an agent, and refuses what is no id', async () => {
      const { body: all } = await get('/api/agents')
      const { body: rest } = await get(`/api/agents?after=${all.agents[0].id}`)
      expect(rest.agents).to.have.lengthOf(all.agents.length - 1)
      expectRefusal(await get('/api/agents?after=nonsense'), 'invalid', 'after')
      expectRefusal(await get('/api/agents?before=x'), 'invalid')
      expectRefusal(await get(`/api/agents?after=${anna.id}&after=${anna.id}`), 'invalid', 'after')
    })

    it('GET /api/agents/{id} tells of one, and 404 of nobody', async () => {
      const { status, body } = await get(`/api/agents/${anna.id}`)
      expect(status).to.equal(200)
      expect(body).to.include({ id: anna.id, name: 'Anna', kind: 'agent' })
      expect((await get(`/api/agents/${anna.id.toUpperCase()}`)).status).to.equal(200)
      for (const id of [
        '018f0000-0000-7000-8000-000000000000',
        'nobody',
        "'; drop table agents; --",
        '%00',
        'constructor',
      ]) {
        expectRefusal(await get(`/api/agents/${encodeURIComponent(id)}`), 'not_found')
      }
    })

    it('GET /api/map is the town as a Tiled map', async () => {
      const { status, body } = await get('/api/map')
      expect(status).to.equal(200)
      expect(body).to.include({ orientation: 'orthogonal', width: 80, height: 60 })
    })

    it('what is not there is a 404 problem', async () => {
      expectRefusal(await get('/api/nothing'), 'not_found')
      expectRefusal(await ask('DELETE', `/api/agents/${anna.id}`), 'not_found')
      expectRefusal(await ask('PUT', '/api/world'), 'not_found')
      expectRefusal(await get('/api/__proto__'), 'not_found')
    })

    it('an address that cannot be read is refused as malformed', async () => {
      expectRefusal(await get('/api/agents/%E0%A4%A'), 'malformed')
    })
  })

  describe('who may act', () => {
    for (const [what, authorization] of [
      ['no token', undefined],
      ['an empty token', 'Bearer '],
      ['another scheme', 'Basic YTpi'],
      ['an unknown token', `Bearer avt_${'x'.repeat(43)}`],
      ['nonsense', 'Bearer ; drop table agents'],
    ] as const) {
      it(`A4 ${what} is refused as unauthenticated`, async () => {
        const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
        for (const answer of [
          await ask('POST', `/api/agents/${anna.id}/move`, JSON.stringify({ dx: 1, dy: 0 }), headers),
          await ask('POST', `/api/agents/${anna.id}/action`, JSON.stringify({ type: 'stop' }), headers),
          await ask('GET', `/api/agents/${anna.id}/perception`, undefined, headers),
        ]) {
          expectRefusal(answer, 'unauthenticated')
          expect(answer.headers.get('www-authenticate')).to.equal('Bearer')
        }
      })
    }

    it('another agent’s id is refused as forbidden', async () => {
      const boris = await server.agent()
      expectRefusal(await post(`/api/agents/${anna.id}/move`, { dx: 1, dy: 0 }, boris.token), 'forbidden')
      expectRefusal(await post(`/api/agents/${anna.id}/action`, { type: 'stop' }, boris.token), 'forbidden')
      expectRefusal(await get(`/api/agents/${anna.id}/perception`, boris.token), 'forbidden')
      expectRefusal(await post('/api/agents/nobody/move', { dx: 1, dy: 0 }, boris.token), 'forbidden')
    })

    it('A4 a revoked token is refused as token_revoked, also one that was just in use', async () => {
      const boris = await server.agent()
      expect((await post(`/api/agents/${boris.id}/move`, { dx: 0, dy: 0 }, boris.token)).status).to.equal(200)
      await registry().revoke('test', boris.id as AgentId)
      const refused = await until('the token is refused', async () => {
        const answer = await post(`/api/agents/${boris.id}/move`, { dx: 0, dy: 0 }, boris.token)
        return answer.status === 401 && answer
      })
      expectRefusal(refused, 'token_revoked')
    })

    for (const standing of ['suspended', 'archived', 'quarantined'] as const) {
      it(`V9 a ${standing} agent is refused as ${standing}`, async () => {
        const boris = await server.agent()
        await post(`/api/agents/${boris.id}/move`, { dx: 0, dy: 0 }, boris.token)
        await registry().setStanding('test', boris.id as AgentId, standing, 'spam')
        const refused = await until('the agent is refused', async () => {
          const answer = await post(`/api/agents/${boris.id}/move`, { dx: 1, dy: 0 }, boris.token)
          return answer.status === 403 && answer
        })
        expectRefusal(refused, standing)
        const { agents } = (await get('/api/world')).body as WorldView
        expect(agents.some(({ id }) => id === boris.id)).to.equal(standing === 'quarantined')
      })
    }
  })

  describe('moving', () => {
    it('is accepted with where, which place and when', async () => {
      const { status, body } = await post(`/api/agents/${anna.id}/move`, { place: 'cafe' }, anna.token)
      expect(status).to.equal(200)
      expect(body).to.deep.include({ status: 'accepted', place: 'cafe' })
      expect(body.arrivesAt).to.be.at.least(Date.now() - 60_000)
    })

    for (const [code, move] of [
      ['blocked', { x: 0, y: 0 }],
      ['outside_map', { x: 80, y: 0 }],
      ['outside_map', { x: -1, y: -1 }],
      ['outside_map', { x: Number.MAX_SAFE_INTEGER, y: 0 }],
      ['outside_map', { dx: Number.MAX_SAFE_INTEGER, dy: 0 }],
      ['unknown_place', { place: 'moon' }],
      ['unknown_place', { place: '__proto__' }],
      ['no_one_there', { agent: '018f0000-0000-7000-8000-000000000000' }],
    ] as const) {
      it(`V6 ${JSON.stringify(move)} is refused as ${code}`, async () => {
        expectRefusal(await post(`/api/agents/${anna.id}/move`, move, anna.token), code)
      })
    }

    it('V6 a tile where someone stands is refused as tile_taken', async () => {
      const boris = await server.agent()
      const { body } = await get(`/api/agents/${boris.id}/perception`, boris.token)
      const { x, y } = body.me
      expectRefusal(await post(`/api/agents/${anna.id}/move`, { x, y }, anna.token), 'tile_taken')
    })

    for (const [what, body, field] of [
      ['half a tile', '{"x":1}', ''],
      ['two forms', '{"x":1,"y":1,"place":"cafe"}', ''],
      ['no form', '{}', ''],
      ['a fraction', '{"x":1.5,"y":2}', 'x'],
      ['text', '{"x":"1","y":2}', 'x'],
      ['no number', '{"x":null,"y":2}', 'x'],
      ['a number beyond all', '{"x":1e999,"y":2}', 'x'],
      ['a number too large to be exact', '{"x":9007199254740993,"y":2}', 'x'],
      ['an agent that is no id', '{"agent":"Anna"}', 'agent'],
      ['a place that is no text', '{"place":["cafe"]}', 'place'],
      ['a place as long as a book', `{"place":"${'x'.repeat(1_000)}"}`, 'place'],
      ['a key too many', '{"dx":1,"dy":0,"speed":99}', ''],
      ['a key named __proto__', '{"dx":1,"dy":0,"__proto__":{"admin":true}}', ''],
      ['a key named constructor', '{"dx":1,"dy":0,"constructor":{"prototype":{}}}', ''],
      ['a list', '[1,2]', ''],
      ['nothing', 'null', ''],
      ['a number', '42', ''],
      ['text alone', '"north"', ''],
    ] as const) {
      it(`refuses ${what} as invalid, naming the field`, async () => {
        const answer = await ask('POST', `/api/agents/${anna.id}/move`, body, bearer(anna.token))
        expectRefusal(answer, 'invalid', field)
      })
    }

    it('refuses no body at all, or one of another type, as invalid', async () => {
      const token = bearer(anna.token)
      expectRefusal(await ask('POST', `/api/agents/${anna.id}/move`, undefined, token), 'invalid')
      const form = { ...token, 'content-type': 'application/x-www-form-urlencoded' }
      expectRefusal(await ask('POST', `/api/agents/${anna.id}/move`, 'place=cafe', form), 'invalid')
    })
  })

  describe('acting', () => {
    it('V7 V8 a say is heard by who stands near, and is in the outbox when it is acknowledged', async () => {
      const [speaker, hearer] = [await server.agent(), await server.agent()]
      await get(`/api/agents/${hearer.id}/perception`, hearer.token)
      await get(`/api/agents/${speaker.id}/perception`, speaker.token)
      const { status, body } = await say(speaker, 'good morning')
      expect(status).to.equal(200)
      expect(body.heardBy).to.be.at.least(1)
      const stored = await server.database.storage.database.query(
        `select 1 from outbox where type = 'village.said' and payload ->> 'text' = 'good morning'`,
      )
      expect(stored).to.have.lengthOf(1)
      await until('it is heard', async () => {
        const perceived = await get(`/api/agents/${hearer.id}/perception`, hearer.token)
        return perceived.body.heard.some((heard: { text: string }) => heard.text === 'good morning')
      })
    })

    it('thinks, emotes, waits and stops', async () => {
      const boris = await server.agent()
      for (const action of [
        { type: 'think', text: 'what now?' },
        { type: 'emote', emote: 'wave' },
        { type: 'wait', for: 'an idea' },
        { type: 'stop' },
        { type: 'leave_conversation' },
      ]) {
        const { status, body } = await post(`/api/agents/${boris.id}/action`, action, boris.token)
        expect([status, body.status], action.type).to.deep.equal([200, 'accepted'])
      }
    })

    it('V10 using a place from elsewhere is refused as not_here', async () => {
      const boris = await server.agent()
      expectRefusal(
        await post(`/api/agents/${boris.id}/action`, { type: 'use', place: 'bank' }, boris.token),
        'not_here',
      )
    })

    it('V11 conversing with nobody is refused as no_one_there', async () => {
      const boris = await server.agent()
      const action = { type: 'converse', with: [(await server.agent()).id] }
      expectRefusal(await post(`/api/agents/${boris.id}/action`, action, boris.token), 'no_one_there')
    })

    it('a say of 280 characters is accepted, one of 2,000 refused, naming the field', async () => {
      const boris = await server.agent()
      expect((await say(boris, 'x'.repeat(limits.sayCharsMax))).status).to.equal(200)
      for (const length of [limits.sayCharsMax + 1, 2_000]) {
        const refusal = await say(boris, 'x'.repeat(length))
        expectRefusal(refusal, 'invalid', 'text')
        expect(refusal.body.errors[0].expected).to.include(String(limits.sayCharsMax))
      }
    })

    for (const [what, text] of [
      ['a blank', '   '],
      ['a null character', 'a\u0000b'],
      ['a line feed', 'a\nb'],
      ['an escape', 'a\u001b[31mb'],
      ['a lone high surrogate', 'a\ud800'],
      ['a lone low surrogate', '\udc00b'],
      ['a right-to-left override', 'a\u202eb'],
      ['a line separator', 'a\u2028b'],
      ['a byte order mark', 'a\ufeffb'],
    ] as const) {
      it(`refuses ${what} in a say, naming the field`, async () => {
        expectRefusal(await say(anna, text), 'invalid', 'text')
      })
    }

    it('takes any other writing as it is', async () => {
      const boris = await server.agent()
      for (const text of ['Grüße, 世界! 👩‍👩‍👧 🏳️‍🌈', '<script>alert(1)</script>', "'; drop table agents; --", '{"$ne":1}']) {
        expect((await say(boris, text)).status).to.equal(200)
        await until('it is shown', async () => (await get(`/api/agents/${boris.id}`)).body.said?.text === text)
      }
    })

    for (const [what, body, field] of [
      ['no type', '{}', 'type'],
      ['an unknown type', '{"type":"fly"}', 'type'],
      ['a type that every object has', '{"type":"constructor"}', 'type'],
      ['a type that is no text', '{"type":{"toString":1}}', 'type'],
      ['a say without text', '{"type":"say"}', 'text'],
      ['a say of a number', '{"type":"say","text":42}', 'text'],
      ['a say of a list', '{"type":"say","text":["a"]}', 'text'],
      ['an unknown emote', '{"type":"emote","emote":"dab"}', 'emote'],
      [
        'conversing with too many',
        JSON.stringify({ type: 'converse', with: Array(8).fill(crypto.randomUUID()) }),
        'with',
      ],
      ['conversing with no one', '{"type":"converse","with":[]}', 'with'],
      ['conversing with no id', '{"type":"converse","with":["Anna"]}', 'with.0'],
      ['a key too many', '{"type":"stop","now":true}', ''],
      ['a key named __proto__', '{"type":"stop","__proto__":{"x":1}}', ''],
    ] as const) {
      it(`refuses ${what} as invalid, naming the field`, async () => {
        const answer = await ask('POST', `/api/agents/${anna.id}/action`, body, bearer(anna.token))
        expectRefusal(answer, 'invalid', field)
      })
    }

    it('V14 more than thirty acts at once are refused as rate_limited', async () => {
      const boris = await server.agent()
      const answers = await Promise.all(
        Array.from({ length: 60 }, () =>
          post(`/api/agents/${boris.id}/action`, { type: 'wait', for: 'it' }, boris.token),
        ),
      )
      const refused = answers.filter(({ status }) => status !== 200)
      expect(refused.length).to.be.within(1, 30)
      for (const answer of refused) expectRefusal(answer, 'rate_limited')
    })

    it('V14 every rate_limited answer says when to come back', async () => {
      const boris = await server.agent()
      const answers = await Promise.all(
        Array.from({ length: 40 }, () =>
          post(`/api/agents/${boris.id}/action`, { type: 'wait', for: 'it' }, boris.token),
        ),
      )
      const refused = answers.find(({ status }) => status === 429)
      expect(Number(refused?.headers.get('retry-after'))).to.be.within(1, 60)
    })
  })

  describe('bodies', () => {
    for (const body of ['{', '{"x":NaN,"y":1}', '{"x":1,}', "{'x':1}", 'undefined', '{"x":1}{"y":2}', '\u0000', '']) {
      it(`${JSON.stringify(body)} is refused, and is no 500`, async () => {
        const answer = await ask('POST', `/api/agents/${anna.id}/move`, body, bearer(anna.token))
        expectRefusal(answer, body === '' ? 'invalid' : 'malformed')
      })
    }

    it('10 MB are refused as too_large', async () => {
      const body = JSON.stringify({ type: 'say', text: 'x'.repeat(10_000_000) })
      expectRefusal(await ask('POST', `/api/agents/${anna.id}/action`, body, bearer(anna.token)), 'too_large')
    })

    it('a small body that unpacks to 10 MB is refused as too_large', async () => {
      const { gzipSync } = await import('node:zlib')
      const body = gzipSync(JSON.stringify({ type: 'say', text: 'x'.repeat(10_000_000) }))
      const headers = { ...bearer(anna.token), 'content-encoding': 'gzip' }
      expectRefusal(await ask('POST', `/api/agents/${anna.id}/action`, body, headers), 'too_large')
    })

    it('nesting without end is refused', async () => {
      const body = `{"type":"say","text":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
      expectRefusal(await ask('POST', `/api/agents/${anna.id}/action`, body, bearer(anna.token)), 'invalid', 'text')
    })

    for (const [what, header, value] of [
      ['an unknown encoding', 'content-encoding', 'br2'],
      ['an unknown character set', 'content-type', 'application/json; charset=utf-99'],
    ] as const) {
      it(`${what} is refused as malformed`, async () => {
        const headers = { ...bearer(anna.token), [header]: value }
        expectRefusal(await ask('POST', `/api/agents/${anna.id}/move`, '{"dx":0,"dy":0}', headers), 'malformed')
      })
    }
  })

  describe('for operators and browsers', () => {
    it('/healthz and /readyz say that all is well', async () => {
      expect((await get('/healthz')).body).to.deep.equal({ status: 'alive' })
      const { status, body } = await get('/readyz')
      expect(status).to.equal(200)
      expect(body).to.deep.equal({
        status: 'ready',
        checks: [
          { name: 'database', ready: true },
          { name: 'village', ready: true },
        ],
      })
    })

    it('/metrics is Prometheus text that counts commands, residents and requests', async () => {
      const text = (await get('/metrics')).body as string
      expect(text).to.match(/^village_commands_total\{command="say",outcome="accepted"\} [1-9]/m)
      expect(text).to.match(/^village_residents \d+$/m)
      expect(text).to.match(/^http_request_seconds_count\{.*route="\/api\/agents\/\{id\}\/move".*\} [1-9]/m)
      expect(text).to.match(/^process_resident_memory_bytes \d+/m)
      expect(text, 'no agent has a series of its own').not.to.include(anna.id)
    })

    it('any page may ask: OPTIONS and answers carry CORS headers, and no credentials', async () => {
      for (const path of ['/api/world', `/api/agents/${anna.id}/move`, '/matchmake/join/village']) {
        const { status, headers } = await ask('OPTIONS', path, undefined, {
          origin: 'https://elsewhere.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        })
        expect(status, path).to.equal(204)
        expect(headers.get('access-control-allow-origin')).to.equal('*')
        expect(headers.get('access-control-allow-headers')).to.match(/authorization/i)
        expect(headers.get('access-control-allow-credentials')).to.equal(null)
      }
      const answer = await ask('GET', '/api/world', undefined, { origin: 'https://elsewhere.example' })
      expect(answer.headers.get('access-control-allow-origin')).to.equal('*')
      const refusal = await ask('POST', `/api/agents/${anna.id}/move`, '{', { origin: 'https://elsewhere.example' })
      expect(refusal.headers.get('access-control-allow-origin')).to.equal('*')
    })

    it('every answer forbids sniffing, and pages may run no script but the server’s own', async () => {
      for (const path of ['/api/world', '/api/docs', '/nothing']) {
        const { headers } = await get(path)
        expect(headers.get('x-content-type-options')).to.equal('nosniff')
        expect(headers.get('content-security-policy'))
          .to.include("default-src 'self'")
          .and.not.include("script-src 'unsafe")
        expect(headers.get('x-powered-by')).to.equal(null)
      }
    })

    it('the page that describes the API is served with all it needs', async () => {
      const { status, body } = await get('/api/docs')
      expect(status).to.equal(200)
      const files = [...(body as string).matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
      expect(files).to.have.lengthOf(3)
      for (const file of files) expect((await get(file)).status, file).to.equal(200)
    })

    it('describes every route that is mounted, and mounts every one that it describes', async () => {
      for (const { method, path } of api.operations) {
        const answer = await ask(
          method.toUpperCase(),
          path.replace('{id}', anna.id),
          method === 'post' ? '{}' : undefined,
        )
        expect(answer.status, `${method} ${path}`).to.be.oneOf([200, 401])
      }
      expect(api.operations.map(({ method, path }) => `${method} ${path}`)).to.have.members([
        'get /api/world',
        'get /api/agents',
        'get /api/agents/{id}',
        'get /api/agents/{id}/perception',
        'post /api/agents/{id}/move',
        'post /api/agents/{id}/action',
      ])
      expect(api.faults, 'of the document itself').to.deep.equal([])
    })

    // Every answer that a test of this file got was held against the description by `ask`.
    it('describes every answer that the tests above got', () => {
      expect([...api.undescribed]).to.deep.equal([])
    })
  })

  it('the server wrote no error and no token while all this happened', async () => {
    expect(await server.isWell()).to.equal(true)
    const lines = server.output().trim().split('\n')
    expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).to.deep.equal([])
    expect(server.output()).not.to.include(anna.token)
  })

  function registry() {
    return createAgentRegistry({ storage: server.database.storage, clock: systemClock })
  }

  function say(agent: TestAgent, text: string): Promise<Answer> {
    return post(`/api/agents/${agent.id}/action`, { type: 'say', text }, agent.token)
  }

  function get(path: string, token?: string): Promise<Answer> {
    return ask('GET', path, undefined, token === undefined ? {} : bearer(token))
  }

  function post(path: string, body: object, token: string): Promise<Answer> {
    return ask('POST', path, JSON.stringify(body), bearer(token))
  }

  async function ask(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const init = { method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body: body as never }) }
    const response = await fetch(server.url + path, init)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    api.check(method, path, answer)
    return answer
  }

  function bearer(token: string): Record<string, string> {
    return { authorization: `Bearer ${token}` }
  }
})

function expectRefusal(answer: Answer, code: keyof typeof refusalStatuses, field?: string): void {
  expect([answer.status, answer.body.code]).to.deep.equal([refusalStatuses[code], code])
  expect(answer.headers.get('content-type')).to.include('application/problem+json')
  expect(answer.body).to.include({ status: answer.status, type: `/api/docs#${code}` })
  expect(answer.body.detail).to.be.a('string').that.is.not.empty
  if (field === undefined) return
  const fields = answer.body.errors.map((error: { field: string }) => error.field)
  expect(fields).to.include(field)
}
