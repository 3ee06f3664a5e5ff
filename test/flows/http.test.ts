import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createAgentRegistry } from '#domain/agents'
import type { AgentId } from '#kernel/ids'
import type { WorldView } from '#messages/views'
import { systemClock } from '#platform/clock'
import { createHttpClient, expectRefusal, type HttpClient } from '#test/support/http-client'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

describe('HTTP', () => {
  let server: VillageServer
  let http: HttpClient
  let anna: TestAgent

  before(async () => {
    server = await startVillageServer()
    http = await createHttpClient(server.url)
    anna = await server.agent('Anna')
  })
  after(() => server.close())

  describe('what everyone may read', () => {
    it('GET /api/world tells the size, the places, the agents and the time', async () => {
      const { status, body } = await http.get('/api/world')
      expect(status).to.equal(200)
      const world = body as WorldView
      expect(world.size).to.deep.equal({ width: 80, height: 60 })
      expect(world.places.map(({ id }) => id)).to.include.members(['square', 'cafe', 'home-1'])
      expect(world.time.clock).to.match(/^\d\d:\d\d$/)
      expect(world.time.now).to.be.closeTo(Date.now(), 60_000)
    })

    it('GET /api/agents lists the registry, in the village or not', async () => {
      const shy = await server.agent()
      await http.post(`/api/agents/${anna.id}/move`, { dx: 0, dy: 0 }, anna.token)
      const { body } = await http.get('/api/agents')
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
      const { body: all } = await http.get('/api/agents')
      const { body: rest } = await http.get(`/api/agents?after=${all.agents[0].id}`)
      expect(rest.agents).to.have.lengthOf(all.agents.length - 1)
      expectRefusal(await http.get('/api/agents?after=nonsense'), 'invalid', 'after')
      expectRefusal(await http.get('/api/agents?before=x'), 'invalid')
      expectRefusal(await http.get(`/api/agents?after=${anna.id}&after=${anna.id}`), 'invalid', 'after')
    })

    it('GET /api/agents/{id} tells of one, and 404 of nobody', async () => {
      const { status, body } = await http.get(`/api/agents/${anna.id}`)
      expect(status).to.equal(200)
      expect(body).to.include({ id: anna.id, name: 'Anna', kind: 'agent' })
      expect((await http.get(`/api/agents/${anna.id.toUpperCase()}`)).status).to.equal(200)
      for (const id of [
        '018f0000-0000-7000-8000-000000000000',
        'nobody',
        "'; drop table agents; --",
        '%00',
        'constructor',
      ]) {
        expectRefusal(await http.get(`/api/agents/${encodeURIComponent(id)}`), 'not_found')
      }
    })

    it('GET /api/map is the town as a Tiled map', async () => {
      const { status, body } = await http.get('/api/map')
      expect(status).to.equal(200)
      expect(body).to.include({ orientation: 'orthogonal', width: 80, height: 60 })
    })

    it('what is not there is a 404 problem', async () => {
      expectRefusal(await http.get('/api/nothing'), 'not_found')
      expectRefusal(await http.ask('DELETE', `/api/agents/${anna.id}`), 'not_found')
      expectRefusal(await http.ask('PUT', '/api/world'), 'not_found')
      expectRefusal(await http.get('/api/__proto__'), 'not_found')
    })

    it('an address that cannot be read is refused as malformed', async () => {
      expectRefusal(await http.get('/api/agents/%E0%A4%A'), 'malformed')
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
          await http.ask('POST', `/api/agents/${anna.id}/move`, JSON.stringify({ dx: 1, dy: 0 }), headers),
          await http.ask('POST', `/api/agents/${anna.id}/action`, JSON.stringify({ type: 'stop' }), headers),
          await http.ask('GET', `/api/agents/${anna.id}/perception`, undefined, headers),
        ]) {
          expectRefusal(answer, 'unauthenticated')
          expect(answer.headers.get('www-authenticate')).to.equal('Bearer')
        }
      })
    }

    it('another agent’s id is refused as forbidden', async () => {
      const boris = await server.agent()
      expectRefusal(await http.post(`/api/agents/${anna.id}/move`, { dx: 1, dy: 0 }, boris.token), 'forbidden')
      expectRefusal(await http.post(`/api/agents/${anna.id}/action`, { type: 'stop' }, boris.token), 'forbidden')
      expectRefusal(await http.get(`/api/agents/${anna.id}/perception`, boris.token), 'forbidden')
      expectRefusal(await http.post('/api/agents/nobody/move', { dx: 1, dy: 0 }, boris.token), 'forbidden')
    })

    it('A4 a revoked token is refused as token_revoked, also one that was just in use', async () => {
      const boris = await server.agent()
      expect((await http.post(`/api/agents/${boris.id}/move`, { dx: 0, dy: 0 }, boris.token)).status).to.equal(200)
      await registry().revoke('test', boris.id as AgentId)
      const refused = await until('the token is refused', async () => {
        const answer = await http.post(`/api/agents/${boris.id}/move`, { dx: 0, dy: 0 }, boris.token)
        return answer.status === 401 && answer
      })
      expectRefusal(refused, 'token_revoked')
    })

    for (const standing of ['suspended', 'archived', 'quarantined'] as const) {
      it(`V9 a ${standing} agent is refused as ${standing}`, async () => {
        const boris = await server.agent()
        await http.post(`/api/agents/${boris.id}/move`, { dx: 0, dy: 0 }, boris.token)
        await registry().setStanding('test', boris.id as AgentId, standing, 'spam')
        const refused = await until('the agent is refused', async () => {
          const answer = await http.post(`/api/agents/${boris.id}/move`, { dx: 1, dy: 0 }, boris.token)
          return answer.status === 403 && answer
        })
        expectRefusal(refused, standing)
        const { agents } = (await http.get('/api/world')).body as WorldView
        expect(agents.some(({ id }) => id === boris.id)).to.equal(standing === 'quarantined')
      })
    }
  })

  describe('for operators and browsers', () => {
    it('/healthz and /readyz say that all is well', async () => {
      expect((await http.get('/healthz')).body).to.deep.equal({ status: 'alive' })
      const { status, body } = await http.get('/readyz')
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
      const text = (await http.get('/metrics')).body as string
      expect(text).to.match(/^village_commands_total\{command="move",outcome="accepted"\} [1-9]/m)
      expect(text).to.match(/^village_residents \d+$/m)
      expect(text).to.match(/^http_request_seconds_count\{.*route="\/api\/agents\/\{id\}\/move".*\} [1-9]/m)
      expect(text).to.match(/^process_resident_memory_bytes \d+/m)
      expect(text, 'no agent has a series of its own').not.to.include(anna.id)
    })

    it('any page may ask: OPTIONS and answers carry CORS headers, and no credentials', async () => {
      for (const path of ['/api/world', `/api/agents/${anna.id}/move`, '/matchmake/join/village']) {
        const { status, headers } = await http.ask('OPTIONS', path, undefined, {
          origin: 'https://elsewhere.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        })
        expect(status, path).to.equal(204)
        expect(headers.get('access-control-allow-origin')).to.equal('*')
        expect(headers.get('access-control-allow-headers')).to.match(/authorization/i)
        expect(headers.get('access-control-allow-credentials')).to.equal(null)
      }
      const answer = await http.ask('GET', '/api/world', undefined, { origin: 'https://elsewhere.example' })
      expect(answer.headers.get('access-control-allow-origin')).to.equal('*')
      const refusal = await http.ask('POST', `/api/agents/${anna.id}/move`, '{', {
        origin: 'https://elsewhere.example',
      })
      expect(refusal.headers.get('access-control-allow-origin')).to.equal('*')
    })

    it('every answer forbids sniffing, and pages may run no script but the server’s own', async () => {
      for (const path of ['/api/world', '/api/docs', '/nothing']) {
        const { headers } = await http.get(path)
        expect(headers.get('x-content-type-options')).to.equal('nosniff')
        expect(headers.get('content-security-policy'))
          .to.include("default-src 'self'")
          .and.not.include("script-src 'unsafe")
        expect(headers.get('x-powered-by')).to.equal(null)
      }
    })

    it('the page that describes the API is served with all it needs', async () => {
      const { status, body } = await http.get('/api/docs')
      expect(status).to.equal(200)
      const files = [...(body as string).matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
      expect(files).to.have.lengthOf(3)
      for (const file of files) expect((await http.get(file)).status, file).to.equal(200)
    })

    it('mounts every route that its description names', async () => {
      for (const { method, path } of http.api.operations) {
        const body = method === 'get' ? undefined : '{}'
        const answer = await http.ask(method.toUpperCase(), path.replace('{id}', anna.id), body)
        const isThere = answer.status !== 404 || !answer.body.detail.startsWith('there is nothing at ')
        expect(isThere && answer.status, `${method} ${path}`).to.be.oneOf([200, 401, 404, 422])
      }
      expect(http.api.faults, 'of the document itself').to.deep.equal([])
    })

    it('describes the same calls as docs/API.md', () => {
      const docs = readFileSync(fileURLToPath(new URL('../../docs/API.md', import.meta.url)), 'utf8')
      const documented = [...docs.matchAll(/^\| `(GET|POST|PATCH|DELETE) (\/api\/[^`?]+)/gm)].map(
        ([, method, path]) => `${method} ${path}`,
      )
      const described = http.api.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      const files = ['GET /api/map'] // served as it is
      expect(described.concat(files)).to.have.members(documented)
    })
  })

  describe('when all that is done', () => {
    // Every answer that a test of this file got was held against the description by the client.
    it('each of its answers was described', () => {
      expect([...http.api.undescribed]).to.deep.equal([])
    })

    it('the server is well, and wrote no error and no token', async () => {
      expect(await server.isWell()).to.equal(true)
      const lines = server.output().trim().split('\n')
      expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).to.deep.equal([])
      expect(server.output()).not.to.include(anna.token)
    })
  })

  function registry() {
    return createAgentRegistry({ storage: server.database.storage, clock: systemClock })
  }
})
