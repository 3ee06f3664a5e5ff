import { expect } from 'chai'
import { gzipSync } from 'node:zlib'
import { limits } from '#kernel/limits'
import { bearer, createHttpClient, expectRefusal, type Answer, type HttpClient } from '#test/support/http-client'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

describe('acting over HTTP', () => {
  let server: VillageServer
  let http: HttpClient
  let anna: TestAgent

  before(async () => {
    server = await startVillageServer()
    http = await createHttpClient(server.url)
    anna = await server.agent('Anna')
  })
  after(() => server.close())

  describe('moving', () => {
    it('is accepted with where, which place and when', async () => {
      const { status, body } = await http.post(`/api/agents/${anna.id}/move`, { place: 'cafe' }, anna.token)
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
        expectRefusal(await http.post(`/api/agents/${anna.id}/move`, move, anna.token), code)
      })
    }

    it('V6 a tile where someone stands is refused as tile_taken', async () => {
      const boris = await server.agent()
      const { body } = await http.get(`/api/agents/${boris.id}/perception`, boris.token)
      const { x, y } = body.me
      expectRefusal(await http.post(`/api/agents/${anna.id}/move`, { x, y }, anna.token), 'tile_taken')
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
        const answer = await http.ask('POST', `/api/agents/${anna.id}/move`, body, bearer(anna.token))
        expectRefusal(answer, 'invalid', field)
      })
    }

    it('refuses no body at all, or one of another type, as invalid', async () => {
      const token = bearer(anna.token)
      expectRefusal(await http.ask('POST', `/api/agents/${anna.id}/move`, undefined, token), 'invalid')
      const form = { ...token, 'content-type': 'application/x-www-form-urlencoded' }
      expectRefusal(await http.ask('POST', `/api/agents/${anna.id}/move`, 'place=cafe', form), 'invalid')
    })
  })

  describe('acting', () => {
    it('V7 V8 a say is heard by who stands near, and is in the outbox when it is acknowledged', async () => {
      const [speaker, hearer] = [await server.agent(), await server.agent()]
      await http.get(`/api/agents/${hearer.id}/perception`, hearer.token)
      await http.get(`/api/agents/${speaker.id}/perception`, speaker.token)
      const { status, body } = await say(speaker, 'good morning')
      expect(status).to.equal(200)
      expect(body.heardBy).to.be.at.least(1)
      const stored = await server.database.storage.database.query(
        `select 1 from outbox where type = 'village.said' and payload ->> 'text' = 'good morning'`,
      )
      expect(stored).to.have.lengthOf(1)
      await until('it is heard', async () => {
        const perceived = await http.get(`/api/agents/${hearer.id}/perception`, hearer.token)
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
        const { status, body } = await http.post(`/api/agents/${boris.id}/action`, action, boris.token)
        expect([status, body.status], action.type).to.deep.equal([200, 'accepted'])
      }
    })

    it('V10 using a place from elsewhere is refused as not_here', async () => {
      const boris = await server.agent()
      expectRefusal(
        await http.post(`/api/agents/${boris.id}/action`, { type: 'use', place: 'bank' }, boris.token),
        'not_here',
      )
    })

    it('V11 conversing with nobody is refused as no_one_there', async () => {
      const boris = await server.agent()
      const action = { type: 'converse', with: [(await server.agent()).id] }
      expectRefusal(await http.post(`/api/agents/${boris.id}/action`, action, boris.token), 'no_one_there')
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
        await until('it is shown', async () => (await http.get(`/api/agents/${boris.id}`)).body.said?.text === text)
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
        const answer = await http.ask('POST', `/api/agents/${anna.id}/action`, body, bearer(anna.token))
        expectRefusal(answer, 'invalid', field)
      })
    }

    it('V14 more than thirty acts at once are refused as rate_limited', async () => {
      const boris = await server.agent()
      const answers = await Promise.all(
        Array.from({ length: 60 }, () =>
          http.post(`/api/agents/${boris.id}/action`, { type: 'wait', for: 'it' }, boris.token),
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
          http.post(`/api/agents/${boris.id}/action`, { type: 'wait', for: 'it' }, boris.token),
        ),
      )
      const refused = answers.find(({ status }) => status === 429)
      expect(Number(refused?.headers.get('retry-after'))).to.be.within(1, 60)
    })
  })

  describe('bodies', () => {
    for (const body of ['{', '{"x":NaN,"y":1}', '{"x":1,}', "{'x':1}", 'undefined', '{"x":1}{"y":2}', '\u0000', '']) {
      it(`${JSON.stringify(body)} is refused, and is no 500`, async () => {
        const answer = await http.ask('POST', `/api/agents/${anna.id}/move`, body, bearer(anna.token))
        expectRefusal(answer, body === '' ? 'invalid' : 'malformed')
      })
    }

    it('10 MB are refused as too_large', async () => {
      const body = JSON.stringify({ type: 'say', text: 'x'.repeat(10_000_000) })
      expectRefusal(await http.ask('POST', `/api/agents/${anna.id}/action`, body, bearer(anna.token)), 'too_large')
    })

    it('a small body that unpacks to 10 MB is refused as too_large', async () => {
      const body = gzipSync(JSON.stringify({ type: 'say', text: 'x'.repeat(10_000_000) }))
      const headers = { ...bearer(anna.token), 'content-encoding': 'gzip' }
      expectRefusal(await http.ask('POST', `/api/agents/${anna.id}/action`, body, headers), 'too_large')
    })

    it('nesting without end is refused', async () => {
      const body = `{"type":"say","text":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
      expectRefusal(
        await http.ask('POST', `/api/agents/${anna.id}/action`, body, bearer(anna.token)),
        'invalid',
        'text',
      )
    })

    for (const [what, header, value] of [
      ['an unknown encoding', 'content-encoding', 'br2'],
      ['an unknown character set', 'content-type', 'application/json; charset=utf-99'],
    ] as const) {
      it(`${what} is refused as malformed`, async () => {
        const headers = { ...bearer(anna.token), [header]: value }
        expectRefusal(await http.ask('POST', `/api/agents/${anna.id}/move`, '{"dx":0,"dy":0}', headers), 'malformed')
      })
    }
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

  function say(agent: TestAgent, text: string): Promise<Answer> {
    return http.post(`/api/agents/${agent.id}/action`, { type: 'say', text }, agent.token)
  }
})
