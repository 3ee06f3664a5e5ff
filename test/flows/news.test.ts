import { expect } from 'chai'
import { publicTypes, type WorldEvent } from '#events/index'
import { limits } from '#kernel/limits'
import { newsSchema } from '#messages/news'
import { appendToOutbox, type OutboxFact } from '#platform/outbox'
import { query } from '#test/support/cluster'
import { createHttpClient, expectRefusal, type HttpClient } from '#test/support/http-client'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

const hour = 3_600_000

describe('GET /api/news', function () {
  this.timeout(60_000)
  let server: VillageServer
  let http: HttpClient
  let anna: TestAgent
  let boris: TestAgent

  before(async () => {
    server = await startVillageServer()
    http = await createHttpClient(server.url)
    anna = await server.agent('Anna')
    boris = await server.agent('Boris')
  })
  after(() => server.close())

  it('tells what was done in the village, the newest first', async () => {
    await http.post(`/api/agents/${anna.id}/move`, { dx: 0, dy: 0 }, anna.token)
    await http.post(`/api/agents/${anna.id}/action`, { type: 'say', text: 'first' }, anna.token)
    await http.post(`/api/agents/${anna.id}/action`, { type: 'think', text: 'second' }, anna.token)
    const events = await until('all of it', async () => {
      const found = await news(`agent=${anna.id}`)
      return found.length >= 4 ? found : undefined
    })
    expect(events.map(({ type }) => type)).to.deep.equal([
      'village.thought',
      'village.said',
      'village.arrived',
      'agents.created',
    ])
    expect(events[1]).to.deep.include({ agentId: anna.id, name: 'Anna', text: 'first', heardBy: [] })
  })

  it('tells nothing that is not public, also of types that nobody knows', async () => {
    const secrets = ['agents.token_created', 'agents.standing_changed', 'village.whispered', 'ledger.transferred']
    await write(...secrets.map((type) => ({ type, payload: { agentId: anna.id, name: 'Anna', place: 'bank' } })))
    await write(said(boris, 'not a secret', 'bank'))
    await until('the last of them', async () => (await news(`agent=${boris.id}`))[0]?.type === 'village.said')
    const rows = await query<{ type: string }>(server.databaseUrl, 'select distinct type from outbox')
    expect(rows.map(({ type }) => type)).to.include.members(secrets)
    for (const filter of ['', `agent=${anna.id}`, 'place=bank'])
      for (const { type } of await news(filter)) expect(publicTypes).to.include(type)
    expect(JSON.stringify(await news('')))
      .not.to.contain('avt_')
      .and.not.to.contain('token')
  })

  it('pages without losing or repeating any, also among many of one moment and while more is told', async () => {
    const at = Date.now() - 2 * hour
    const texts = Array.from({ length: 57 }, (_, number) => `line ${number}`)
    await write(...texts.map((text, number) => ({ ...said(boris, text, 'mill'), at: at + Math.floor(number / 10) })))
    await untilTold('place=mill', 57)
    const seen: WorldEvent[] = []
    let cursor = ''
    do {
      const { body } = await http.get(`/api/news?place=mill&limit=10${cursor}`)
      const { events, next } = newsSchema.parse(body)
      seen.push(...events)
      await write(said(boris, 'a newer one', 'mill'))
      cursor = next === null ? '' : `&cursor=${next}`
    } while (cursor !== '')
    expect(textsOf(seen)).to.deep.equal(texts.toReversed())
    expect(seen).to.deep.equal(seen.toSorted((a, b) => b.at - a.at || b.position - a.position))
  })

  it('puts what was told late where it belongs by its moment', async () => {
    const at = Date.now() - hour
    await write({ ...said(boris, 'later', 'ferry'), at: at + 10 })
    await untilTold('place=ferry', 1)
    await write({ ...said(boris, 'earlier', 'ferry'), at })
    await untilTold('place=ferry', 2)
    expect(textsOf(await news('place=ferry'))).to.deep.equal(['later', 'earlier'])
  })

  it('goes from `after` on, up to but without `before`', async () => {
    const at = Date.now() - 3 * hour
    const facts = [0, 1, 2, 3].map((ms) => ({ ...said(boris, `ms ${ms}`, 'tower'), at: at + ms }))
    await write(...facts)
    await untilTold('place=tower', 4)
    const between = await news(`place=tower&after=${at + 1}&before=${at + 3}`)
    expect(textsOf(between)).to.deep.equal(['ms 2', 'ms 1'])
    expect(await news(`place=tower&before=${at}`)).to.deep.equal([])
  })

  it('may be cached only when nothing can be added any more', async () => {
    const old = await http.get(`/api/news?before=${Date.now() - limits.newsSettledMs - 1_000}`)
    expect([old.body.settled, old.headers.get('cache-control')]).to.deep.equal([true, 'public, max-age=86400'])
    for (const path of ['/api/news', `/api/news?before=${Date.now()}`, '/api/news?cursor=1'])
      expect((await http.get(path)).headers.get('cache-control'), path).to.equal('no-store')
  })

  it('refuses bad input as invalid, naming the field', async () => {
    const bad = [
      ['before=yesterday', 'before'],
      ['after=-1', 'after'],
      ['after=2&before=1', 'after'],
      ['cursor=x', 'cursor'],
      ['agent=anna', 'agent'],
      ['place=', 'place'],
      ['place=%00', 'place'],
      ['limit=0', 'limit'],
      [`limit=${limits.newsPageMax + 1}`, 'limit'],
      ['limit=1&limit=2', 'limit'],
    ] as const
    for (const [filter, field] of bad) expectRefusal(await http.get(`/api/news?${filter}`), 'invalid', field)
    expectRefusal(await http.get('/api/news?type=village.said'), 'invalid')
    expect(await news('place=nowhere')).to.deep.equal([])
  })

  it('is described as it is', () => {
    expect(http.api.operations.map(({ operationId }) => operationId)).to.include('getNews')
    expect([http.api.faults, [...http.api.undescribed]]).to.deep.equal([[], []])
  })

  it('is served by its indexes, not by reading everything', async () => {
    const fact = `'village.said', jsonb_build_object('agentId', 'agent ' || n % 4, 'name', '', 'text', '', 'place', 'p' || n % 4)`
    await query(
      server.databaseUrl,
      `insert into outbox (type, payload, at, position)
       select ${fact}, now() - make_interval(secs => n), 1000000 + n from generate_series(1, 60000) as n`,
    )
    await query(server.databaseUrl, 'analyze outbox')
    const where = {
      outbox_at: 'at < now()',
      outbox_agent: `payload->>'agentId' = 'agent 1'`,
      outbox_place: `payload->>'place' = 'p1' and (at, position) < (select at, position from outbox where position = 1000100)`,
    }
    for (const [index, condition] of Object.entries(where)) {
      const plan = await query<{ 'QUERY PLAN': string }>(
        server.databaseUrl,
        `explain select * from outbox where position is not null and ${condition}
         order by at desc, position desc limit 51`,
      )
      const text = plan.map((row) => row['QUERY PLAN']).join('\n')
      expect(text).to.contain(`Index Scan Backward using ${index}`)
      expect(text, 'rows come in order').not.to.contain('Sort')
    }
  })

  function said({ id, name }: TestAgent, text: string, place: string): OutboxFact {
    const payload = { agentId: id, name, x: 1, y: 1, place, text, heardBy: [], conversation: null }
    return { type: 'village.said', payload }
  }

  function write(...facts: OutboxFact[]): Promise<void> {
    return server.database.storage.database.transaction((tx) => appendToOutbox(tx, ...facts))
  }

  async function untilTold(filter: string, count: number): Promise<void> {
    await until(`${count} events`, async () => (await news(`${filter}&limit=${limits.newsPageMax}`)).length === count)
  }

  async function news(filter: string): Promise<WorldEvent[]> {
    const { status, body } = await http.get(`/api/news?${filter}`)
    expect(status, filter).to.equal(200)
    return newsSchema.parse(body).events
  }
})

function textsOf(events: readonly WorldEvent[]): string[] {
  return events.map((event) => ('text' in event ? event.text : event.type))
}
