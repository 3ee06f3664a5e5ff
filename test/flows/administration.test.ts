import { expect } from 'chai'
import { closeCodes } from '#kernel/closing'
import { connect } from '#sdk'
import { createHttpClient, expectRefusal, type HttpClient } from '#test/support/http-client'
import { newPerson, signUp, type TestMember } from '#test/support/member'
import { startTestServer } from '#test/support/server'
import { until } from '#test/support/until'
import { startVillageServer, type VillageServer } from '#test/support/village-server'

const administrator = { email: 'ops@example.org', password: 'only the operators know' }

describe('administration', () => {
  let server: VillageServer
  let http: HttpClient
  let admin: TestMember
  let owner: TestMember
  let adminId: string

  before(async () => {
    server = await startVillageServer({
      ADMIN_EMAIL: administrator.email,
      ADMIN_PASSWORD: administrator.password,
      EMAIL_VERIFICATION: 'off',
    })
    http = await createHttpClient(server.url)
    admin = newPerson(http, server.url, administrator.email)
    await admin.signIn(administrator.password)
    adminId = (await admin.get('/api/me')).body.id
    owner = await signUp(newPerson(http, server.url), async () => {})
  })
  after(() => server.close())

  it('AC4 the administrator of the settings is there from the start', async () => {
    expect((await admin.get('/api/me')).body).to.include({ role: 'administrator', verified: true })
  })

  it('is for administrators only', async () => {
    const { id } = await server.agent()
    const standing = { standing: 'quarantined', reason: 'odd' }
    for (const [person, code] of [
      [owner, 'forbidden'],
      [newPerson(http, server.url), 'unauthenticated'],
    ] as const) {
      expectRefusal(await person.get('/api/admin/agents'), code)
      expectRefusal(await person.get('/api/admin/audit'), code)
      expectRefusal(await person.post(`/api/agents/${id}/standing`, standing), code)
      expectRefusal(await person.delete(`/api/agents/${id}/tokens`), code)
    }
  })

  it('A5 A6 quarantines a connected agent at once, lets it act again, and every act is in the audit', async () => {
    const { agent, token } = (await owner.post('/api/agents', { name: 'Boris' })).body
    const village = await connect({ url: server.url, token })
    const endings: number[] = []
    village.on('ended', ({ code }) => void endings.push(code))
    expect(await village.say('hello')).to.include({ status: 'accepted' })
    const quarantined = await admin.post(`/api/agents/${agent.id}/standing`, { standing: 'quarantined', reason: 'odd' })
    const { id: ownerId } = (await owner.get('/api/me')).body
    expect(quarantined.body).to.deep.include({ standing: 'quarantined', owner: { id: ownerId, name: 'Mia' } })
    await until('it may say nothing', async () => (await codeOf(village.say('still here?'))) === 'quarantined')
    expect((await owner.get('/api/me/agents')).body.agents[0]).to.include({ standingReason: 'odd' })
    await admin.post(`/api/agents/${agent.id}/standing`, { standing: 'active' })
    await until('it may again', async () => (await codeOf(village.say('thank you'))) === 'accepted')
    expect((await admin.delete(`/api/agents/${agent.id}/tokens`)).body.revoked).to.have.lengthOf(1)
    await until('it is sent away', () => endings.length === 1)
    expect(endings).to.deep.equal([closeCodes.tokenRevoked])

    const { body } = await admin.get(`/api/admin/audit?subject=${agent.id}&actor=member:${adminId}`)
    expect(body.entries.map(({ act }: { act: string }) => act)).to.deep.equal([
      'agent.token.revoke',
      'agent.standing',
      'agent.standing',
    ])
    expect(body.entries.at(-1)).to.deep.include({
      actor: `member:${adminId}`,
      subject: agent.id,
      detail: { from: 'active', to: 'quarantined', reason: 'odd' },
    })
  })

  it('refuses a standing that there is not, and an agent that there is not', async () => {
    const { id } = await server.agent()
    expectRefusal(await admin.post(`/api/agents/${id}/standing`, { standing: 'king' }), 'invalid', 'standing')
    const nobody = '/api/agents/018f0000-0000-7000-8000-000000000000'
    expectRefusal(await admin.post(`${nobody}/standing`, { standing: 'active' }), 'not_found')
    expectRefusal(await admin.delete(`${nobody}/tokens`), 'not_found')
  })

  it('lists every agent with its owner’s name, and no e-mail', async () => {
    const ownerless = await server.agent()
    const { body } = await admin.get('/api/admin/agents')
    const byName = new Map(body.agents.map((agent: { name: string }) => [agent.name, agent]))
    expect(byName.get(ownerless.name)).to.include({ owner: null, standing: 'active' })
    expect(byName.get('Boris')).to.have.nested.property('owner.name', 'Mia')
    expect(JSON.stringify(body)).not.to.include('@')
    expectRefusal(await admin.get('/api/admin/agents?after=x'), 'invalid', 'after')
  })

  it('AU3 the audit is read by who, what and to whom, a page at a time', async () => {
    const { id } = await server.agent('Clara')
    const { body: all } = await admin.get('/api/admin/audit')
    expect(all.entries.map((entry: { id: string }) => Number(entry.id))).to.deep.equal(
      all.entries.map((entry: { id: string }) => Number(entry.id)).toSorted((a: number, b: number) => b - a),
    )
    const { body: acts } = await admin.get('/api/admin/audit?act=agent.create')
    expect(new Set(acts.entries.map(({ act }: { act: string }) => act))).to.deep.equal(new Set(['agent.create']))
    const { body: about } = await admin.get(`/api/admin/audit?subject=${id}`)
    expect(about.entries.map(({ act }: { act: string }) => act)).to.deep.equal(['agent.token.create', 'agent.create'])
    const { body: older } = await admin.get(`/api/admin/audit?subject=${id}&before=${about.entries[0].id}`)
    expect(older).to.deep.equal({ entries: [about.entries[1]], next: null })
    expectRefusal(await admin.get('/api/admin/audit?before=x'), 'invalid', 'before')
    expectRefusal(await admin.get('/api/admin/audit?who=x'), 'invalid')
  })

  it('A10 the audit has an agent’s name and persona as they were and as they are', async () => {
    const { agent } = (await owner.post('/api/agents', { name: 'Dora', persona: 'One.' })).body
    await owner.patch(`/api/agents/${agent.id}`, { persona: 'Two.' })
    const { body } = await admin.get(`/api/admin/audit?subject=${agent.id}&act=agent.change`)
    expect(body.entries.map(({ detail }: { detail: object }) => detail)).to.deep.equal([
      { before: { name: 'Dora', persona: 'One.' }, after: { name: 'Dora', persona: 'Two.' } },
    ])
  })

  it('each of its answers was described, and no token was written', () => {
    expect([...http.api.undescribed]).to.deep.equal([])
    expect(server.output())
      .not.to.match(/avt_\w/)
      .and.not.include(administrator.password)
  })

  it('AC5 production does not start with the administrator of development, or without a secret', async () => {
    const failure = await startTestServer({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://village.example',
      ADMIN_EMAIL: 'admin@village.local',
      ADMIN_PASSWORD: 'village-administrator',
    }).catch((error: Error) => error.message)
    expect(failure)
      .to.include('AUTH_SECRET: expected')
      .and.include('ADMIN_EMAIL: expected')
      .and.include('ADMIN_PASSWORD: ')
    expect(failure).not.to.include('village-administrator')
  })

  function codeOf(saying: Promise<{ status: string }>): Promise<string> {
    return saying.then(
      ({ status }) => status,
      ({ code }: { code: string }) => code,
    )
  }
})
