import { expect } from 'chai'
import { io, type Socket } from 'socket.io-client'
import { createAgentRegistry } from '#domain/agents'
import type { AgentId } from '#kernel/ids'
import { connect, VillageError, type BoardNotice, type Village } from '#sdk'
import { systemClock } from '#platform/clock'
import { query } from '#test/support/cluster'
import { bearer, createHttpClient, type HttpClient } from '#test/support/http-client'
import { newPerson, signUp, type TestMember } from '#test/support/member'
import { openProxy } from '#test/support/proxy'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

const administrator = { email: 'live-ops@example.org', password: 'only the operators know' }

type BoardEvent = { type: string; position: number; at: number; postId: string; title: string }
type Listener = {
  socket: Socket
  welcome: { kind: string; id?: string }
  events: BoardEvent[]
  refused: { code: string }[]
}

describe('the board, live', () => {
  let server: VillageServer
  let http: HttpClient
  let admin: TestMember
  let mia: TestMember
  let ada: TestAgent
  let boris: TestAgent
  let open: { close(): unknown }[]

  before(async () => {
    server = await startVillageServer({ ADMIN_EMAIL: administrator.email, ADMIN_PASSWORD: administrator.password })
    http = await createHttpClient(server.url)
    admin = newPerson(http, server.url, administrator.email)
    await admin.signIn(administrator.password)
    mia = await signUp(newPerson(http, server.url), confirm)
  })
  beforeEach(async () => {
    open = []
    ;[ada, boris] = [await server.agent(), await server.agent()]
  })
  afterEach(async () => {
    for (const one of open) await one.close()
    expect(await server.isWell()).to.equal(true)
  })
  after(() => server.close())

  describe('Socket.IO on /ws/board', () => {
    for (const transport of ['websocket', 'polling']) {
      it(`B14 B4 tells everyone of what they may see, in order, and of nothing else, by ${transport}`, async () => {
        const transports = [transport]
        const listeners = {
          anyone: await listen({ transports }),
          ada: await listen({ transports, auth: { token: ada.token } }),
          boris: await listen({ transports, auth: { token: boris.token } }),
          mia: await listen({ transports, ...session(mia) }),
          admin: await listen({ transports, ...session(admin) }),
        }
        const kinds = Object.values(listeners).map(({ welcome }) => welcome.kind)
        expect(kinds).to.deep.equal(['anyone', 'agent', 'agent', 'member', 'member'])
        const other = await signUp(newPerson(http, server.url), confirm)
        const posts = new Map<string, string>()
        for (const audience of ['agents', 'humans', `agent:${ada.id}`, 'public'])
          posts.set(audience, (await other.post('/api/board/posts', { title: audience, body: 'x', audience })).body.id)
        const direct = posts.get(`agent:${ada.id}`)!
        await http.post(`/api/board/posts/${direct}/replies`, { body: 'secret answer' }, ada.token)
        await other.post(`/api/board/posts/${direct}/status`, { status: 'resolved' })
        const last = posts.get('public')!
        await admin.post(`/api/board/posts/${last}/moderate`, { action: 'hide', reason: 'x' })
        const ends = Object.values(listeners)
        await until('all are told of the last', () =>
          ends.every(({ events }) => events.some(({ type }) => type === 'board.moderated')),
        )
        const told = (listener: Listener) =>
          listener.events.map(({ type, postId }) => `${type.slice(6)} ${titleOf(posts, postId)}`)
        const end = ['posted public', 'moderated public']
        expect(told(listeners.anyone)).to.deep.equal(end)
        expect(told(listeners.boris)).to.deep.equal(['posted agents', ...end])
        expect(told(listeners.mia)).to.deep.equal(['posted humans', ...end])
        expect(told(listeners.admin)).to.deep.equal(['posted agents', 'posted humans', ...end])
        const chat = ['replied direct', 'status_changed direct']
        expect(told(listeners.ada)).to.deep.equal(['posted agents', 'posted direct', 'posted public', ...chat, end[1]])
        const positions = listeners.ada.events.map(({ position }) => position)
        expect(positions).to.deep.equal(positions.toSorted((a, b) => a - b))
        expect(JSON.stringify(listeners.anyone.events)).not.to.include('secret')
        expect(listeners.anyone.events.at(-1)).to.include({ title: '' })
      })
    }

    it('AC9 a session is worth nothing for a page of another site', async () => {
      const { cookie } = session(mia).extraHeaders
      for (const origin of ['https://evil.example', undefined]) {
        const extraHeaders = origin === undefined ? { cookie } : { cookie, origin }
        expect((await listen({ transports: ['websocket'], extraHeaders })).welcome).to.deep.equal({ kind: 'anyone' })
      }
    })

    it('refuses tokens that are unknown, and revoked ones at once', async () => {
      for (const token of ['avt_x', { $ne: 1 }, `avt_${'x'.repeat(43)}`]) {
        const error = await listen({ auth: { token } }).catch((failure: { data?: { code: string } }) => failure)
        expect(error).to.have.nested.property('data.code', 'unauthenticated')
      }
      const { socket } = await listen({ auth: { token: ada.token }, reconnection: false })
      const registry = createAgentRegistry({ storage: server.database.storage, clock: systemClock })
      await registry.revoke('test', ada.id as AgentId)
      await until('it is disconnected', () => socket.disconnected)
    })

    it('is for listening only', async () => {
      const { socket, refused } = await listen({})
      socket.emit('post', { title: 'x' })
      await until('it is refused', () => refused.length === 1)
      expect(refused[0]!.code).to.equal('unknown_message')
      expect(await socket.emitWithAck('x'.repeat(100), 1)).to.include({ code: 'unknown_message' })
    })
  })

  describe('the SDK', () => {
    it('posts, lists, reads, replies and resolves', async () => {
      const [asking, helping] = [await come(ada), await come(boris)]
      const post = await asking.board.post({
        title: `A riddle of ${ada.name}`,
        body: 'What *is* it?',
        tags: ['riddle'],
      })
      expect(post).to.deep.include({ status: 'open', author: { kind: 'agent', id: ada.id, name: ada.name } })
      const { posts } = await helping.board.posts({ tag: 'riddle', status: 'open', author: ada.id, limit: 5 })
      expect(posts).to.have.lengthOf(1)
      expect(posts[0]).to.include({ id: post.id, unread: 1 })
      await helping.board.reply(post.id, {
        body: 'A cat',
        links: [{ kind: 'deliverable', url: 'https://a.example', title: 'Cat' }],
      })
      const thread = await asking.board.read(post.id)
      expect(thread.replies.map(({ body }) => body)).to.deep.equal(['A cat'])
      expect((await asking.board.posts({ author: ada.id })).posts[0], 'read').to.include({ unread: 0 })
      expect(await asking.board.resolve(post.id)).to.include({ status: 'resolved' })
      expect(await asking.board.close(post.id)).to.include({ status: 'closed' })
      const failure = await helping.board.reply(post.id, 'Or a dog').catch((error: unknown) => error)
      expect(failure).to.be.an.instanceOf(VillageError)
      expect(failure).to.include({ code: 'post_closed' })
      expect(await asking.board.reopen(post.id)).to.include({ status: 'open' })
      const unfit = await asking.board.post({ title: '', body: 'x' }).catch((error: unknown) => error)
      expect(unfit).to.have.nested.property('errors[0].field', 'title')
    })

    it('B15 tells what concerns the agent: first what it has not read, then what is new, each once', async () => {
      const waiting = (await mia.post('/api/board/posts', directTo(ada, 'waiting'))).body
      const village = await come(ada)
      const notices = listenTo(village)
      await until('the first is told', () => notices.length === 1)
      const own = await village.board.post({ title: 'mine', body: 'x' })
      await http.post(`/api/board/posts/${own.id}/replies`, { body: 'an answer' }, boris.token)
      await mia.post(`/api/board/posts/${waiting.id}/replies`, { body: 'are you there?' })
      await mia.post('/api/board/posts', { title: 'not for her alone', body: 'x', audience: 'agents' })
      await village.board.reply(waiting.id, 'I am')
      await mia.post('/api/board/posts', directTo(ada, 'the last'))
      await until('the last is told', () => wordsOf(notices).at(-1) === 'the last')
      expect(wordsOf(notices)).to.deep.equal(['waiting', 'an answer', 'are you there?', 'the last'])
      await village.close()

      const again = await come(ada)
      const later = listenTo(again)
      await until('what is unread is told again', () => wordsOf(later).at(-1) === 'the last')
      expect(wordsOf(later), 'not what was answered').to.deep.equal(['an answer', 'the last'])
    })

    it('B15 tells of what came while the connection was down, once', async () => {
      const proxy = await openProxy(server.url)
      const village = await come(ada, proxy.url)
      const notices = listenTo(village)
      await mia.post('/api/board/posts', directTo(ada, 'before'))
      await until('it is told', () => notices.length === 1)
      await proxy.cut()
      for (const title of ['one', 'two', 'three']) await mia.post('/api/board/posts', directTo(ada, title))
      await proxy.restore()
      await until('all is told', () => notices.length >= 4, 30_000)
      await mia.post('/api/board/posts', directTo(ada, 'after'))
      await until('it is told', () => wordsOf(notices).at(-1) === 'after')
      expect(wordsOf(notices)).to.deep.equal(['before', 'one', 'two', 'three', 'after'])
      await village.close()
      await proxy.close()
    })

    it('B10 a post made while the village cannot be reached is posted once it can, and once', async () => {
      const proxy = await openProxy(server.url)
      const village = await come(ada, proxy.url)
      await proxy.cut()
      const posting = village.board.post({ title: `Late by ${ada.name}`, body: 'x' })
      await proxy.restore()
      const { id } = await posting
      const { posts } = (await http.ask('GET', `/api/board/posts?author=${ada.id}`, undefined, bearer(ada.token))).body
      expect(posts.map((post: { id: string }) => post.id)).to.deep.equal([id])
      await village.close()
      await proxy.close()
    })
  })

  async function listen(options: object): Promise<Listener> {
    const socket = io(`${server.url}/ws/board`, { forceNew: true, ...options })
    open.push({ close: () => socket.disconnect() })
    const [events, refused]: [BoardEvent[], { code: string }[]] = [[], []]
    socket.on('board_event', (event: BoardEvent) => void events.push(event))
    socket.on('refused', (refusal: { code: string }) => void refused.push(refusal))
    const welcome = await new Promise<Listener['welcome']>((resolve, reject) => {
      socket.once('welcome', resolve)
      socket.once('connect_error', reject)
    })
    return { socket, welcome, events, refused }
  }

  function session(person: TestMember) {
    return { extraHeaders: { cookie: person.cookie(), origin: server.url } }
  }

  async function come({ token }: TestAgent, url = server.url): Promise<Village> {
    const village = await connect({ url, token })
    open.push(village)
    return village
  }

  function confirm(email: string) {
    return query(server.databaseUrl, `update auth."user" set "emailVerified" = true where email = $1`, [email])
  }
})

function directTo({ id }: TestAgent, title: string) {
  return { title, body: 'x', audience: `agent:${id}` }
}

function listenTo(village: Village): BoardNotice[] {
  const notices: BoardNotice[] = []
  village.on('board', (notice) => void notices.push(notice))
  return notices
}

function wordsOf(notices: BoardNotice[]): string[] {
  return notices.map(({ post, reply }) => reply?.body ?? post.title)
}

function titleOf(posts: Map<string, string>, id: string): string {
  const audience = [...posts].find(([, postId]) => postId === id)?.[0] ?? 'unknown'
  return audience.startsWith('agent:') ? 'direct' : audience
}
