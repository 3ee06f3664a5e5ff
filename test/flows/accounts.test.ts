import { expect } from 'chai'
import { Client } from '@colyseus/sdk'
import type { WorldView } from '#messages/views'
import { limits } from '#kernel/limits'
import { connect } from '#sdk'
import { freePort } from '#test/support/free-port'
import { createHttpClient, expectRefusal, type HttpClient } from '#test/support/http-client'
import { newPerson, password, signUp, type TestMember } from '#test/support/member'
import { startMailServer, type TestMailServer } from '#test/support/smtp'
import { until } from '#test/support/until'
import { startVillageServer, type VillageServer } from '#test/support/village-server'

const nobody = '018f0000-0000-7000-8000-000000000000'

describe('members', () => {
  let smtp: TestMailServer
  let server: VillageServer
  let http: HttpClient
  let origin: string
  let secrets: string[]
  let names = 0

  before(async () => {
    smtp = await startMailServer()
    const port = String(await freePort())
    origin = `http://127.0.0.1:${port}`
    server = await startVillageServer({
      PORT: port,
      PUBLIC_URL: origin,
      SMTP_URL: smtp.url,
      MAIL_FROM: 'village@village.example',
      SIGN_INS_PER_MINUTE: '1000',
    })
    http = await createHttpClient(server.url)
    secrets = []
  })
  after(async () => {
    await server.close()
    await smtp.stop()
  })

  it('registers, confirms the e-mail, signs in, makes an agent that comes, is renamed, and is archived', async () => {
    const person = newPerson(http, origin)
    const { email } = person
    expectRefusal(await person.get('/api/me'), 'unauthenticated')
    await person.post('/api/auth/sign-up/email', { name: 'Mia', email, password })
    const { link } = await smtp.mailTo(email)
    secrets.push(new URL(link).searchParams.get('token')!)

    expect((await person.signIn()).status).to.equal(200)
    expect((await person.get('/api/me')).body).to.include({ name: 'Mia', email, role: 'member', verified: false })
    expectRefusal(await person.post('/api/agents', { name: 'Too early' }), 'unverified')
    expect((await fetch(link, { redirect: 'manual' })).status).to.equal(302)
    const me = await person.get('/api/me')
    expect(me.body).to.include({ email, verified: true })
    expect(me.headers.get('cache-control')).to.equal('no-store')

    const created = await person.post('/api/agents', { name: 'Ada', persona: 'A mathematician.' })
    expect(created.status).to.equal(200)
    const { token, agent } = created.body
    secrets.push(token)
    expect(agent).to.include({ name: 'Ada', persona: 'A mathematician.', standing: 'active' })
    const { body: mine } = await person.get('/api/me/agents')
    expect(mine.agents).to.deep.equal([agent])
    expect(JSON.stringify(mine)).not.to.include('avt_')

    const village = await connect({ url: server.url, token })
    const endings: string[] = []
    village.on('ended', ({ reason }) => void endings.push(reason))
    expect(await village.say('hello')).to.include({ status: 'accepted' })
    const renamed = await person.patch(`/api/agents/${agent.id}`, { name: 'Ada Lovelace' })
    expect(renamed.body).to.include({ name: 'Ada Lovelace', persona: 'A mathematician.' })
    await until('A10 everyone sees the new name', async () => (await seen(agent.id))?.name === 'Ada Lovelace')

    expect((await person.post(`/api/agents/${agent.id}/archive`)).body).to.deep.include({
      standing: 'archived',
      tokens: [],
    })
    await until('A11 it has left', async () => endings.length === 1 && (await seen(agent.id)) === undefined)
    expect(endings).to.deep.equal(['archived: archived by its owner'])
    expectRefusal(await http.get(`/api/agents/${agent.id}/perception`, token), 'token_revoked')
    expectRefusal(await person.patch(`/api/agents/${agent.id}`, { name: 'Back' }), 'archived')
    expectRefusal(await person.post(`/api/agents/${agent.id}/tokens`), 'archived')
    expect((await http.get(`/api/agents/${agent.id}`)).body).to.include({ name: 'Ada Lovelace', standing: 'archived' })
  })

  it('makes further tokens for an agent, with or without revoking the others', async () => {
    const person = await verified()
    const first = await agentOf(person)
    const tokens = `/api/agents/${first.agent.id}/tokens`
    const second = (await person.post(tokens, { label: 'laptop' })).body
    await untilCodes([200, 200], first.agent.id, first.token, second.token)
    const third = (await person.post(tokens, { label: 'server', revokeOthers: true })).body
    await untilCodes([401, 401, 200], first.agent.id, first.token, second.token, third.token)
    const { body } = await person.get('/api/me/agents')
    expect(body.agents[0].tokens.map(({ label }: { label: string }) => label)).to.deep.equal(['server'])
    expect((await person.delete(`${tokens}?token=${nobody}`)).body).to.deep.equal({ revoked: [] })
    expect((await person.delete(`${tokens}?token=${third.tokenId}`)).body).to.deep.equal({ revoked: [third.tokenId] })
    expectRefusal(await person.delete(`${tokens}?token=x`), 'invalid', 'token')
    await untilCodes([401], first.agent.id, third.token)
  })

  it('does nothing with the agent of someone else, or of nobody', async () => {
    const [owner, other] = [await verified(), await verified()]
    const { agent } = await agentOf(owner)
    const ownerless = await server.agent()
    for (const id of [agent.id, ownerless.id]) {
      expectRefusal(await other.patch(`/api/agents/${id}`, { name: 'Mine' }), 'forbidden')
      expectRefusal(await other.post(`/api/agents/${id}/tokens`), 'forbidden')
      expectRefusal(await other.delete(`/api/agents/${id}/tokens`), 'forbidden')
      expectRefusal(await other.post(`/api/agents/${id}/archive`), 'forbidden')
    }
    for (const id of [nobody, 'nobody', '%00']) {
      expectRefusal(await other.patch(`/api/agents/${id}`, { name: 'Mine' }), 'not_found')
      expectRefusal(await other.post(`/api/agents/${id}/archive`), 'not_found')
    }
    expect((await other.get('/api/me/agents')).body).to.deep.equal({ agents: [] })
  })

  it('A1 gives no agent the name of another, also not later', async () => {
    const person = await verified()
    const [one, other] = [await agentOf(person), await agentOf(person)]
    expectRefusal(await person.post('/api/agents', { name: one.agent.name.toUpperCase() }), 'name_taken')
    expectRefusal(await person.patch(`/api/agents/${other.agent.id}`, { name: one.agent.name }), 'name_taken')
    expectRefusal(await person.patch(`/api/agents/${other.agent.id}`, {}), 'invalid')
    expectRefusal(await person.patch(`/api/agents/${other.agent.id}`, { name: 'a\u202eb' }), 'invalid', 'name')
    expectRefusal(await person.patch(`/api/agents/${other.agent.id}`, { ownerId: nobody }), 'invalid')
    expectRefusal(await person.post('/api/agents', { name: 'Scripted', kind: 'scripted' }), 'invalid')
  })

  it('A9 has a bounded number of agents, also when many are asked for at once', async () => {
    const person = await verified()
    const answers = await Promise.all(
      Array.from({ length: limits.agentsPerMemberMax + 3 }, () => person.post('/api/agents', { name: newName() })),
    )
    expect(answers.filter(({ status }) => status === 200)).to.have.lengthOf(limits.agentsPerMemberMax)
    expectRefusal(
      answers.find(({ status }) => status !== 200)!,
      'too_many_agents',
    )
    const { id } = answers.find(({ status }) => status === 200)!.body.agent
    await person.post(`/api/agents/${id}/archive`)
    expect((await person.post('/api/agents', { name: newName() })).status).to.equal(200)
  })

  describe('where a request comes from', () => {
    for (const [what, headers] of [
      ['another site', { origin: 'https://evil.example' }],
      ['a file or a frame without an origin', { origin: 'null' }],
      ['another site, says the browser', { 'sec-fetch-site': 'cross-site' }],
      ['another port of the same host, says the browser', { 'sec-fetch-site': 'same-site' }],
      ['nowhere', {}],
    ] as [string, Record<string, string>][]) {
      it(`AC9 refuses what changes something with a session and comes from ${what}`, async () => {
        const person = await verified()
        const { agent } = await agentOf(person)
        const given = { ...headers, cookie: person.cookie() }
        expectRefusal(await http.ask('POST', '/api/agents', JSON.stringify({ name: newName() }), given), 'forbidden')
        expectRefusal(await http.ask('POST', `/api/agents/${agent.id}/archive`, undefined, given), 'forbidden')
        expectRefusal(await http.ask('DELETE', `/api/agents/${agent.id}/tokens`, undefined, given), 'forbidden')
        expectRefusal(await http.ask('POST', '/api/auth/sign-out', '{}', given), 'forbidden')
        expect((await person.get('/api/me')).status, 'still signed in').to.equal(200)
      })
    }

    it('AC9 takes what a page of ours sends', async () => {
      const person = await verified()
      const given = { 'sec-fetch-site': 'same-origin', cookie: person.cookie() }
      const created = await http.ask('POST', '/api/agents', JSON.stringify({ name: newName() }), given)
      expect(created.status).to.equal(200)
      expect((await http.ask('POST', '/api/auth/sign-out', '{}', given)).status).to.equal(200)
      expectRefusal(await person.get('/api/me'), 'unauthenticated')
    })

    it('AC9 signs nobody in from another site', async () => {
      const person = await verified()
      const typed = JSON.stringify({ email: person.email, password })
      const answer = await http.ask('POST', '/api/auth/sign-in/email', typed, { origin: 'https://evil.example' })
      expectRefusal(answer, 'forbidden')
      expect(answer.headers.getSetCookie()).to.deep.equal([])
      expect(answer.headers.get('access-control-allow-origin')).to.equal(null)
      expect((await http.ask('OPTIONS', '/api/auth/sign-in/email')).status).to.equal(404)
    })

    it('AC9 an agent’s token opens no route of members, and a session none of agents', async () => {
      const person = await verified()
      const { agent, token } = await agentOf(person)
      const both = { authorization: `Bearer ${token}`, cookie: person.cookie(), origin }
      for (const [method, path] of [
        ['GET', '/api/me'],
        ['GET', '/api/me/agents'],
        ['POST', `/api/agents/${agent.id}/archive`],
      ] as const) {
        expectRefusal(
          await http.ask(method, path, undefined, { authorization: `Bearer ${token}`, origin }),
          'unauthenticated',
        )
        expectRefusal(await http.ask(method, path, undefined, both), 'unauthenticated')
      }
      const cookie = { cookie: person.cookie(), origin }
      expectRefusal(await http.ask('GET', `/api/agents/${agent.id}/perception`, undefined, cookie), 'unauthenticated')
      expect((await http.ask('GET', `/api/agents/${agent.id}/perception`, undefined, both)).status).to.equal(200)
    })
  })

  describe('the refusals of /api/auth', () => {
    it('are problem documents, in codes of their own', async () => {
      const wrong = await newPerson(http, origin).signIn('wrong horse battery')
      expect(wrong.status).to.equal(401)
      expect(wrong.headers.get('content-type')).to.include('application/problem+json')
      expect(wrong.body).to.include({ code: 'invalid_email_or_password', status: 401 })
      expect(wrong.headers.get('cache-control')).to.equal('no-store')
    })

    for (const [what, body, status] of [
      ['JSON that breaks off', '{"email":', 400],
      ['a list', '[]', 400],
      ['nothing', '', 400],
      ['64 KiB and more', JSON.stringify({ email: 'x'.repeat(limits.bodyBytesMax) }), 413],
      ['an e-mail that is an object', '{"email":{"$ne":1},"password":"x"}', 400],
      ['a null character', '{"email":"a\\u0000@example.org","password":"correct horse"}', 400],
    ] as const) {
      it(`${what} is refused, and is no 500`, async () => {
        for (const path of ['sign-in/email', 'sign-up/email', 'request-password-reset', 'reset-password'])
          expect((await http.ask('POST', `/api/auth/${path}`, body, { origin })).status, path).to.equal(status)
      })
    }

    it('what is not there is a 404 problem', async () => {
      expectRefusal(await http.get('/api/auth/nothing'), 'not_found')
      expectRefusal(await http.ask('POST', '/api/auth/sign-up', '{}', { origin }), 'not_found')
      expectRefusal(await http.ask('PUT', '/api/auth/sign-in/email', '{}', { origin }), 'not_found')
      for (const path of ['/api/auth/%00', '/api/auth//evil.example', '/api/auth/..%2f..%2f'])
        expect((await http.get(path)).status, path).to.equal(404)
    })
  })

  describe('a room', () => {
    it('AC10 lets a member in who shows a token, as one who watches', async () => {
      const person = await verified()
      const { token } = (await person.get('/api/auth/token')).body
      secrets.push(token)
      const room = await new Client(server.url).join('village', { token })
      const welcomes: object[] = []
      room.onMessage('welcome', (welcome: object) => void welcomes.push(welcome))
      room.onMessage('*', () => {})
      const { id } = (await person.get('/api/me')).body
      await until('it is welcomed', () => welcomes.length === 1)
      expect(welcomes).to.deep.equal([{ memberId: id, name: 'Mia' }])
      const refused = await room.request('act', { type: 'say', text: 'hello' })
      expect(refused).to.include({ status: 'refused', code: 'unauthenticated' })
      await room.leave()
    })

    it('AC10 refuses a token that is not ours', async () => {
      const forged = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.`
      const answer = await fetch(`${server.url}/matchmake/join/village`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: forged }),
      })
      expect(answer.status).to.equal(401)
    })
  })

  describe('when all that is done', () => {
    // Every answer that a test of this file got was held against the description by the client.
    it('each of its answers was described', () => {
      expect([...http.api.undescribed]).to.deep.equal([])
    })

    it('AC11 nobody’s e-mail stands in what everyone may read', async () => {
      for (const path of ['/api/world', '/api/agents', '/api/news', '/api/openapi.json'])
        expect(JSON.stringify((await http.get(path)).body), path).not.to.include('@example.org')
    })

    it('the server is well, and wrote no error, no token, no password and no link', async () => {
      expect(await server.isWell()).to.equal(true)
      const lines = server.output().trim().split('\n')
      expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).to.deep.equal([])
      expect(secrets).to.have.length.above(2)
      for (const secret of [...secrets, password, 'session_token=']) expect(server.output()).not.to.include(secret)
    })
  })

  function verified(): Promise<TestMember> {
    return signUp(newPerson(http, origin), async (email) =>
      fetch((await smtp.mailTo(email)).link, { redirect: 'manual' }),
    )
  }

  function newName(): string {
    return `Owned ${++names}`
  }

  async function agentOf(person: TestMember): Promise<{ agent: { id: string; name: string }; token: string }> {
    const { body } = await person.post('/api/agents', { name: newName() })
    secrets.push(body.token)
    return body
  }

  async function seen(id: string) {
    const { body } = await http.get('/api/world')
    return (body as WorldView).agents.find((agent) => agent.id === id)
  }

  // Revocations reach the process by the feed: a token may be remembered until then.
  async function untilCodes(expected: number[], id: string, ...tokens: string[]): Promise<void> {
    const perceive = async (token: string) => (await http.get(`/api/agents/${id}/perception`, token)).status
    await until(`the tokens get ${expected.join()}`, async () => {
      const codes = await Promise.all(tokens.map(perceive))
      return codes.join() === expected.join()
    })
  }
})
