import { expect } from 'chai'
import { io, type Socket } from 'socket.io-client'
import { verifyLedger } from '#domain/ledger'
import type { MoneyNotice } from '#messages/economy'
import { newId } from '#platform/ids'
import { connect, type Village } from '#sdk'
import { newPaypalId } from '#test/support/economy'
import { bearer, createHttpClient, expectRefusal, type HttpClient } from '#test/support/http-client'
import { newPerson, signUp, type TestMember } from '#test/support/member'
import { until } from '#test/support/until'
import { startVillageServer, type VillageServer } from '#test/support/village-server'

const administrator = { email: 'ops@example.org', password: 'only the operators know' }

type WorldEvent = { type: string; agentId: string; amount?: string; reason?: string; by?: { name: string } }

describe('the economy over HTTP, sockets and the SDK', () => {
  let server: VillageServer
  let http: HttpClient
  let admin: TestMember
  let mia: TestMember
  let connected: Village[]

  before(async () => {
    server = await startVillageServer({
      ADMIN_EMAIL: administrator.email,
      ADMIN_PASSWORD: administrator.password,
      EMAIL_VERIFICATION: 'off',
      DAILY_ALLOWANCE: '25',
    })
    http = await createHttpClient(server.url)
    admin = newPerson(http, server.url, administrator.email)
    await admin.signIn(administrator.password)
    mia = await signUp(newPerson(http, server.url), async () => {})
  })
  beforeEach(() => void (connected = []))
  afterEach(() => Promise.all(connected.map((village) => village.close())))
  after(async () => {
    expect([http.api.faults, [...http.api.undescribed]]).to.deep.equal([[], []])
    expect(await verifyLedger(server.database.storage.database)).to.deep.equal([])
    expect(await server.isWell()).to.equal(true)
    await server.close()
  })

  it('E1 E3 E14 a member rewards, and everyone sees it', async () => {
    const { id } = await server.agent()
    expect((await mia.get('/api/me/allowance')).body).to.deep.include({ source: 'allowance', allowance: amount('25') })
    const wish = { agentId: id.toUpperCase(), amount: '2.5', reason: 'well said', clientId: newId() }
    const { status, body } = await mia.post('/api/economy/reward', wish)
    expect([status, body.amount, body.micros, body.by.name]).to.deep.equal([200, '2.5', '2500000', 'Mia'])
    expect((await mia.post('/api/economy/reward', wish)).body, 'E8').to.deep.equal(body)
    expect((await mia.get('/api/me/allowance')).body.allowance).to.deep.equal(amount('22.5'))
    expect((await http.get(`/api/economy/balance/${id}`)).body.balance).to.deep.equal(amount('12.5'))
    expect((await http.get(`/api/agents/${id}`)).body.balance).to.equal('12.5')
    const ledger = (await http.get(`/api/economy/ledger/${id}`)).body
    expect(ledger.entries.map((entry: { kind: string }) => entry.kind)).to.deep.equal(['reward', 'start'])
    expect(ledger.entries[0]).to.deep.include({ reason: 'well said', from: { kind: 'member', name: 'Mia' } })
    expect(JSON.stringify(ledger)).not.to.include('@')
    const older = (await http.get(`/api/economy/ledger/${id}?limit=1&before=${ledger.entries[0].version}`)).body
    expect([older.entries[0].kind, older.next]).to.deep.equal(['start', null])
    const range = `from=${Date.now() - 60_000}&to=${Date.now() + 60_000}`
    const { points } = (await http.get(`/api/economy/balance/${id}/history?${range}`)).body
    expect(points.map((point: { amount: string }) => point.amount)).to.deep.equal(['0', '10', '12.5', '12.5'])
    const receipt = await until('it is sealed', async () => {
      const answer = await http.get(`/api/ledger/receipts/${body.id}`)
      return answer.status === 200 && answer
    })
    expect(JSON.stringify(receipt.body)).to.include(body.id)
  })

  it('E12 an agent has what it starts with as soon as it is made', async () => {
    const { id } = await server.agent()
    await until('it is given', async () => {
      const [row] = await server.database.storage.database.query<{ balance: string }[]>(
        `select balance from ledger.accounts where name = 'agent:' || $1 || ':aid'`,
        [id],
      )
      return row?.balance === '10000000'
    })
  })

  it('E5 E6 E9 E10 for a post, and the other way round', async () => {
    const { id, token } = await server.agent()
    const post = await http.post('/api/board/posts', { title: 'Done', body: 'Here it is.' }, token)
    const wish = { agentId: id, amount: 1, postId: post.body.id }
    expect((await mia.post('/api/economy/reward', wish)).body.postId).to.equal(post.body.id)
    expectRefusal(await mia.post('/api/economy/reward', wish), 'already_rewarded')
    expect((await mia.post('/api/economy/penalize', { ...wish, amount: '11.5' })).body).to.include({ amount: '11' })
    expectRefusal(await mia.post('/api/economy/penalize', wish), 'already_penalized')
    expectRefusal(await mia.post('/api/economy/penalize', { agentId: id, amount: 1 }), 'nothing_to_take')
    expectRefusal(await mia.post('/api/economy/reward', { ...wish, postId: newId() }), 'not_found', 'postId')
  })

  it('E2 E3 E7 says what is wrong, naming the field', async () => {
    const { id } = await server.agent()
    const own = (await mia.post('/api/agents', { name: 'Mia’s own' })).body.agent.id
    for (const path of ['/api/economy/reward', '/api/economy/penalize']) {
      for (const [given, field] of [
        [{ amount: '-1' }, 'amount'],
        [{ amount: 0 }, 'amount'],
        [{ amount: '0.0000001' }, 'amount'],
        [{ amount: 'NaN' }, 'amount'],
        [{ amount: '9'.repeat(300) }, 'amount'],
        [{ amount: undefined }, 'amount'],
        [{ agentId: 'nobody' }, 'agentId'],
        [{ postId: 'x' }, 'postId'],
        [{ clientId: 7 }, 'clientId'],
        [{ reason: 'x'.repeat(281) }, 'reason'],
        [{ role: 'administrator' }, ''],
      ] as const) {
        expectRefusal(await mia.post(path, { agentId: id, amount: 1, ...given }), 'invalid', field)
      }
      expectRefusal(await mia.post(path, { agentId: own, amount: 1 }), 'own_agent')
      expectRefusal(await mia.post(path, { agentId: newId(), amount: 1 }), 'not_found')
    }
    expectRefusal(await mia.post('/api/economy/reward', { agentId: id, amount: 26 }), 'insufficient_funds', 'amount')
    for (const path of [`balance/${newId()}`, 'balance/nobody', `ledger/${newId()}`]) {
      expectRefusal(await http.get(`/api/economy/${path}`), 'not_found')
    }
    expectRefusal(await http.get(`/api/economy/balance/${id}/history?from=2&to=1`), 'invalid', 'to')
    expectRefusal(await http.get(`/api/economy/ledger/${id}?before=x`), 'invalid', 'before')
  })

  it('is for those who may, from our own pages', async () => {
    const { id, token } = await server.agent()
    const wish = { agentId: id, amount: 1 }
    const stranger = newPerson(http, server.url)
    for (const path of ['/api/economy/reward', '/api/economy/penalize', '/api/admin/deposits']) {
      expectRefusal(await stranger.post(path, wish), 'unauthenticated')
      expectRefusal(await http.post(path, wish, token), 'unauthenticated')
      const foreign = { origin: 'https://evil.example', cookie: mia.cookie() }
      expectRefusal(await http.ask('POST', path, JSON.stringify(wish), foreign), 'forbidden')
    }
    for (const path of ['/api/admin/deposits', '/api/admin/ledger', '/api/admin/ledger.csv']) {
      expectRefusal(await stranger.get(path), 'unauthenticated')
      expectRefusal(await mia.get(path), 'forbidden')
    }
    expectRefusal(await mia.post('/api/admin/deposits', wish), 'forbidden')
    const other = await server.agent()
    expectRefusal(await http.get(`/api/agents/${id}/money`, other.token), 'forbidden')
    expectRefusal(await http.post(`/api/agents/${id}/money/heard`, { heard: '9' }, other.token), 'forbidden')
  })

  it('E4 E17 P1 P2 P5 administrators give, credit, and read the books', async () => {
    const { id } = await server.agent()
    expect((await admin.post('/api/economy/reward', { agentId: id, amount: 1_000 })).body.by.kind).to.equal(
      'administrator',
    )
    const deposit = { paypalTransactionId: newPaypalId(), agentId: id, amount: '5.00' }
    const credited = await admin.post('/api/admin/deposits', deposit)
    expect(credited.body).to.include({ usd: '5', amount: '500', state: 'booked' })
    expect((await admin.post('/api/admin/deposits', deposit)).body).to.deep.equal(credited.body)
    expectRefusal(
      await admin.post('/api/admin/deposits', { ...deposit, amount: '6' }),
      'conflict',
      'paypalTransactionId',
    )
    const list = (await admin.get('/api/admin/deposits')).body
    expect(list.deposits[0]).to.deep.equal(credited.body)
    expect(list.days[0]).to.include({ usd: '5', amount: '500', count: 1 })
    expect((await http.get(`/api/economy/balance/${id}`)).body.balance.amount).to.equal('1510')
    const filter = `account=agent:${id}:aid&from=0`
    const { transfers } = (await admin.get(`/api/admin/ledger?${filter}`)).body
    expect(transfers.map((one: { reason: string }) => one.reason)).to.deep.equal(['deposit', 'reward', 'start'])
    const file = await admin.get(`/api/admin/ledger.csv?${filter}`)
    expect(file.headers.get('content-type')).to.include('text/csv')
    expect(file.headers.get('cache-control')).to.equal('no-store')
    expect(file.headers.get('access-control-allow-credentials')).to.equal(null)
    const lines = file.body.trimEnd().split('\r\n')
    expect(lines).to.have.length(4)
    expect(lines[1]).to.include(`,external:deposits:aid,agent:${id}:aid,aid,500,500000000,deposit,`)
    const { entries } = (await admin.get(`/api/admin/audit?subject=${id}`)).body
    expect(entries.map((entry: { act: string }) => entry.act)).to.include.members([
      'economy.reward',
      'payments.deposit',
    ])
  })

  it('everyone who watches is told of rewards and penalties, and can read of them later; deposits are nobody’s business', async () => {
    const { id, name } = await server.agent()
    const events: WorldEvent[] = []
    const socket: Socket = io(`${server.url}/ws/world`, { forceNew: true })
    socket.on('world_event', (event: WorldEvent) => void (isMoney(event) && event.agentId === id && events.push(event)))
    await new Promise((resolve) => socket.once('world_state', resolve))
    await admin.post('/api/economy/reward', { agentId: id, amount: '1.25', reason: 'a good turn' })
    await admin.post('/api/admin/deposits', { paypalTransactionId: newPaypalId(), agentId: id, amount: 1 })
    await admin.post('/api/economy/penalize', { agentId: id, amount: '0.25' })
    await until('the penalty is told', () => events.some(({ type }) => type === 'economy.penalized'))
    socket.disconnect()
    expect(events.map(({ type, amount }) => [type, amount])).to.deep.equal([
      ['economy.rewarded', '1.25'],
      ['economy.penalized', '0.25'],
    ])
    expect(events[0]).to.include({ name, reason: 'a good turn' })
    expect(events[0]!.by!.name).to.be.a('string').that.does.not.include('@')
    const news = (await http.get(`/api/news?agent=${id}`)).body.events as WorldEvent[]
    const later = news.filter(isMoney)
    expect(later).to.deep.equal(events.toReversed())
  })

  it('E16 an agent hears of its money through the SDK: what came before it listened, what comes, and what came meanwhile', async () => {
    const { id, token } = await server.agent()
    await mia.post('/api/economy/reward', { agentId: id, amount: 1, reason: 'early' })
    const first = await come(token)
    await until('it hears what came before', () => first.heard.length === 1)
    expect(first.heard[0]).to.include({ kind: 'reward', amount: '1', reason: 'early', from: 'Mia', postId: null })
    expect(await first.village.balance()).to.deep.include({ agentId: id, balance: amount('11') })
    await admin.post('/api/economy/penalize', { agentId: id, amount: 2, reason: 'noise' })
    await until('it hears what comes', () => first.heard.length === 2)
    expect(first.heard[1]).to.deep.include({ kind: 'penalty', amount: '-2', reason: 'noise' })
    await until(
      'it has said so',
      async () => (await http.get(`/api/agents/${id}/money`, token)).body.notices.length === 0,
    )
    await first.village.close()
    await admin.post('/api/admin/deposits', { paypalTransactionId: newPaypalId(), agentId: id, amount: '0.50' })
    await mia.post('/api/economy/reward', { agentId: id, amount: 3 })
    const second = await come(token)
    await until('it hears what came meanwhile', () => second.heard.length === 2)
    expect(second.heard.map(({ kind, amount: given }) => [kind, given])).to.deep.equal([
      ['deposit', '50'],
      ['reward', '3'],
    ])
    expect(first.heard).to.have.length(2)
  })

  it('E16 over plain HTTP an agent asks, and says that it has heard', async () => {
    const { id, token } = await server.agent()
    await mia.post('/api/economy/reward', { agentId: id, amount: '0.5' })
    const { notices, heard } = (await http.get(`/api/agents/${id}/money`, token)).body
    expect(notices.map((notice: MoneyNotice) => notice.amount)).to.deep.equal(['0.5'])
    const path = `/api/agents/${id}/money/heard`
    expect((await http.post(path, { heard }, token)).body).to.deep.equal({ heard })
    expectRefusal(await http.ask('POST', path, '{"heard":"x"}', bearer(token)), 'invalid', 'heard')
    expect((await http.get(`/api/agents/${id}/money`, token)).body.notices).to.deep.equal([])
    expect((await http.get(`/api/agents/${id}/money?after=0`, token)).body.notices).to.have.length(1)
  })

  async function come(token: string): Promise<{ village: Village; heard: MoneyNotice[] }> {
    const village = await connect({ url: server.url, token })
    connected.push(village)
    const heard: MoneyNotice[] = []
    village.on('money', (notice) => void heard.push(notice))
    return { village, heard }
  }
})

function amount(aiDollars: string) {
  return { amount: aiDollars, micros: String(Number(aiDollars) * 1_000_000) }
}

function isMoney({ type }: WorldEvent): boolean {
  return type.startsWith('economy.') || type.startsWith('payments.')
}
