import { expect } from 'chai'
import { limits } from '#kernel/limits'
import { bearer, createHttpClient, expectRefusal, type Answer, type HttpClient } from '#test/support/http-client'
import { newPerson, signUp, type TestMember } from '#test/support/member'
import { newDatabase, query } from '#test/support/cluster'
import { openProxy, type Proxy } from '#test/support/proxy'
import { untilReady, startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'
import { removeDataDir, startTestServer, type TestServer } from '#test/support/server'
import { until } from '#test/support/until'

const administrator = { email: 'board-ops@example.org', password: 'only the operators know' }
const nobody = '00000000-0000-7000-8000-000000000000'

describe('the board over HTTP', () => {
  let server: VillageServer
  let http: HttpClient
  let admin: TestMember
  let mia: TestMember
  let ada: TestAgent
  let boris: TestAgent

  before(async () => {
    server = await startVillageServer({ ADMIN_EMAIL: administrator.email, ADMIN_PASSWORD: administrator.password })
    http = await createHttpClient(server.url)
    admin = newPerson(http, server.url, administrator.email)
    await admin.signIn(administrator.password)
    mia = await signUp(newPerson(http, server.url), confirm)
    ;[ada, boris] = [await server.agent(), await server.agent()]
  })
  after(() => server.close())

  it('an agent asks, a member answers, the agent reads and resolves it', async () => {
    const links = [{ kind: 'source', url: 'https://a.example/roof', title: 'How to' }]
    const asked = await http.post(
      '/api/board/posts',
      { title: 'Roof?', body: '*Who* helps?', tags: ['work'], links },
      ada.token,
    )
    expect(asked.status).to.equal(200)
    expect(asked.headers.get('cache-control')).to.equal('no-store')
    expect(asked.body).to.deep.include({
      author: { kind: 'agent', id: ada.id, name: ada.name },
      html: '<p><em>Who</em> helps?</p>',
      status: 'open',
      links,
    })
    const at = `/api/board/posts/${asked.body.id}`
    expect((await mia.get('/api/board/posts?status=open&tag=work')).body.posts[0]).to.include({
      title: 'Roof?',
      unread: 1,
    })
    expect((await mia.post(`${at}/replies`, { body: 'I do.' })).body).to.include({ number: 1, body: 'I do.' })
    expect((await mia.post(`${at}/read`)).body).to.deep.equal({ unread: 0 })
    const { body: told } = await http.get('/api/board/notices', ada.token)
    expect(told.notices.map(({ reply }: { reply: { body: string } }) => reply.body)).to.deep.equal(['I do.'])
    const { body: thread } = await http.get(at, ada.token)
    expect(thread.replies[0]).to.deep.include({ author: { kind: 'member', id: (await idOf(mia)).id, name: 'Mia' } })
    expectRefusal(await mia.post(`${at}/status`, { status: 'closed' }), 'forbidden')
    expect((await http.post(`${at}/status`, { status: 'resolved' }, ada.token)).body).to.include({ status: 'resolved' })
    expect((await http.get(at)).body.post).to.include({ status: 'resolved', replyCount: 1 })
    expect((await http.get('/api/board/summary')).body).to.include({ openPosts: 0 })
  })

  it('B3 other people’s posts are not found', async () => {
    const other = await signUp(newPerson(http, server.url), confirm)
    const direct = (await mia.post('/api/board/posts', { title: 'Just you', body: 'x', audience: `agent:${ada.id}` }))
      .body
    const at = `/api/board/posts/${direct.id}`
    for (const path of [at, '/api/board/posts/nothing', '/api/board/posts/%00', `/api/board/posts/${nobody}`]) {
      expectRefusal(await http.get(path), 'not_found')
      expectRefusal(await other.get(path), 'not_found')
      expectRefusal(await http.get(path, boris.token), 'not_found')
      expectRefusal(await other.post(`${path}/replies`, { body: 'x' }), 'not_found')
      expectRefusal(await other.post(`${path}/read`), 'not_found')
      expectRefusal(await other.post(`${path}/status`, { status: 'closed' }), 'not_found')
    }
    expect((await other.get('/api/board/posts?audience=direct')).body.posts).to.deep.equal([])
    expect((await http.get(at, ada.token)).body.post).to.include({ title: 'Just you', audience: `agent:${ada.id}` })
  })

  it('B6 only administrators moderate', async () => {
    const { id } = (await mia.post('/api/board/posts', { title: 'Buy', body: 'spam' })).body
    const at = `/api/board/posts/${id}/moderate`
    expectRefusal(await mia.post(at, { action: 'hide', reason: 'x' }), 'forbidden')
    expectRefusal(await http.post(at, { action: 'hide', reason: 'x' }, ada.token), 'unauthenticated')
    expectRefusal(await admin.post(at, { action: 'hide', reason: ' ' }), 'invalid', 'reason')
    expectRefusal(await admin.post(at, { action: 'erase', reason: 'x' }), 'invalid', 'action')
    const hidden = await admin.post(at, { action: 'hide', reason: 'spam' })
    expect(hidden.body.post).to.include({ status: 'moderated', body: 'spam' })
    expect((await http.get(`/api/board/posts/${id}`)).body.post).to.include({ title: 'Hidden by the moderators' })
    expectRefusal(await http.post(`/api/board/posts/${id}/replies`, { body: 'x' }, ada.token), 'post_moderated')
    const { body } = await admin.get(`/api/admin/audit?subject=${id}`)
    expect(body.entries.map(({ act }: { act: string }) => act)).to.deep.equal(['board.hide'])
  })

  describe('what is not as expected', () => {
    for (const [what, change, field] of [
      ['no title', { title: undefined }, 'title'],
      ['a blank title', { title: ' \n ' }, 'title'],
      ['a title of two lines', { title: 'a\nb' }, 'title'],
      ['a title that is too long', { title: 'x'.repeat(limits.boardTitleCharsMax + 1) }, 'title'],
      ['a title that turns the text around', { title: 'a\u202eb' }, 'title'],
      ['no body', { body: undefined }, 'body'],
      ['a body that is a number', { body: 7 }, 'body'],
      ['a blank body', { body: '\n\n  ' }, 'body'],
      ['a body that is too long', { body: 'x'.repeat(limits.boardBodyCharsMax + 1) }, 'body'],
      ['a null character', { body: 'a\u0000b' }, 'body'],
      ['an escape character', { body: 'a\u001b[31mb' }, 'body'],
      ['a carriage return', { body: 'a\rb' }, 'body'],
      ['a lone surrogate', { body: 'a\ud800b' }, 'body'],
      ['a lone surrogate in the title', { title: 'a\udfff' }, 'title'],
      ['nine tags', { tags: Array.from({ length: 9 }, (_, at) => `t${at}`) }, 'tags'],
      ['a tag in capitals', { tags: ['Work'] }, 'tags.0'],
      ['a tag that is too long', { tags: ['x'.repeat(33)] }, 'tags.0'],
      ['tags that are a text', { tags: 'work' }, 'tags'],
      ['an unknown audience', { audience: 'everyone' }, 'audience'],
      ['no agent’s id', { audience: 'agent:ada' }, 'audience'],
      ['an agent that is not there', { audience: `agent:${nobody}` }, 'audience'],
      ['a script as a link', { links: [{ kind: 'source', url: 'javascript:alert(1)', title: 'x' }] }, 'links.0.url'],
      ['a link without a host', { links: [{ kind: 'source', url: 'https://', title: 'x' }] }, 'links.0.url'],
      ['a link with blanks', { links: [{ kind: 'source', url: 'https://a.example/ b', title: 'x' }] }, 'links.0.url'],
      [
        'a link with a user',
        { links: [{ kind: 'source', url: 'https://bank.example@evil.example', title: 'x' }] },
        'links.0.url',
      ],
      ['a link of another kind', { links: [{ kind: 'ad', url: 'https://a.example', title: 'x' }] }, 'links.0.kind'],
      [
        '21 links',
        { links: Array.from({ length: 21 }, () => ({ kind: 'source', url: 'https://a.example', title: 'x' })) },
        'links',
      ],
      ['a client id that is none', { clientId: 'mine' }, 'clientId'],
      ['an author', { author: { kind: 'agent', id: nobody } }, ''],
      ['a status', { status: 'moderated' }, ''],
      ['__proto__', JSON.parse('{"__proto__":{"x":1}}'), ''],
    ] as [string, object, string][]) {
      it(`B16 ${what} is refused`, async () => {
        const given = Object.assign(Object.create(null), { title: 'T', body: 'B' })
        for (const [name, value] of Object.entries(change))
          Object.defineProperty(given, name, { value, enumerable: true })
        expectRefusal(await http.post('/api/board/posts', given, ada.token), 'invalid', field)
      })
    }

    it('B16 a body of a megabyte is too large, the longest one is not, however it is escaped', async () => {
      const post = (body: string) => http.ask('POST', '/api/board/posts', body, bearer(boris.token))
      const huge = await post(JSON.stringify({ title: 'T', body: 'x'.repeat(1024 * 1024) }))
      expectRefusal(huge, 'too_large')
      expect(huge.body.detail).to.include(String(limits.boardRequestBytesMax))
      const escaped = `{"title":"T","body":"${'\\u597d'.repeat(limits.boardBodyCharsMax)}"}`
      expect((await post(escaped)).body.body).to.equal('好'.repeat(limits.boardBodyCharsMax))
      for (const text of ['', '[]', 'null', '"x"', '7']) expect((await post(text)).body.code).to.equal('invalid')
      expectRefusal(await post('{"title":'), 'malformed')
      expectRefusal(await http.ask('POST', '/api/agents', 'x'.repeat(70_000)), 'too_large')
    })

    it('B7 a script in Markdown stays text', async () => {
      const { body } = await http.post('/api/board/posts', { title: '<b>T</b>', body: attack }, boris.token)
      expect(body).to.include({ title: '<b>T</b>', body: attack })
      expect(body.html).not.to.match(/<script|<img|href="javascript/i)
    })

    it('B12 queries name the field at fault', async () => {
      for (const [asked, field] of [
        ['status=done', 'status'],
        ['tag=A', 'tag'],
        ['audience=x', 'audience'],
        ['author=x', 'author'],
        ['q=', 'q'],
        ['q=%00', 'q'],
        ['sort=best', 'sort'],
        ['limit=0', 'limit'],
        ['limit=101', 'limit'],
        ['before=x', 'before'],
        [`before=1.${'-'.repeat(36)}`, 'before'],
      ] as const)
        expectRefusal(await http.get(`/api/board/posts?${asked}`), 'invalid', field)
      expectRefusal(await http.get('/api/board/posts?order=1'), 'invalid')
      expectRefusal(await http.get('/api/board/posts?status=open&status=closed'), 'invalid', 'status')
      expectRefusal(await http.get('/api/board/notices?since=-1', ada.token), 'invalid', 'since')
    })

    it('B12 moments beyond all calendars are no fault of ours', async () => {
      expect((await http.get(`/api/board/posts?before=999999999999999.${nobody}`)).status).to.equal(200)
      expect((await http.get('/api/board/notices?since=999999999999999', ada.token)).status).to.equal(200)
    })
  })

  describe('who asks', () => {
    it('B16 nobody, an expired session, an unknown token and an unconfirmed e-mail write nothing', async () => {
      const input = { title: 'T', body: 'B' }
      const post = (headers: Record<string, string>) =>
        http.ask('POST', '/api/board/posts', JSON.stringify(input), headers)
      expectRefusal(await post({}), 'unauthenticated')
      expectRefusal(await post(bearer(`avt_${'x'.repeat(43)}`)), 'unauthenticated')
      expectRefusal(await http.get('/api/board/posts', 'avt_x'), 'unauthenticated')
      const gone = await signUp(newPerson(http, server.url), confirm)
      const cookie = gone.cookie()
      await query(
        server.databaseUrl,
        `update auth.session set "expiresAt" = now() - interval '1 minute' where "userId" = $1`,
        [(await idOf(gone)).id],
      )
      expectRefusal(await post({ cookie, origin: server.url }), 'unauthenticated')
      expect(
        (await http.ask('GET', '/api/board/posts?audience=humans', undefined, { cookie })).body.posts,
      ).to.deep.equal([])
      const early = await signUp(newPerson(http, server.url), async () => {})
      expectRefusal(await early.post('/api/board/posts', input), 'unverified')
    })

    it('AC9 a session counts for a page of ours only, and not beside a token', async () => {
      const body = JSON.stringify({ title: 'T', body: 'B' })
      const cookie = mia.cookie()
      for (const headers of [{ cookie }, { cookie, origin: 'https://evil.example' }])
        expectRefusal(await http.ask('POST', '/api/board/posts', body, headers), 'forbidden')
      const both = await http.ask('POST', '/api/board/posts', body, {
        cookie,
        origin: server.url,
        ...bearer(boris.token),
      })
      expect(both.body.author).to.include({ kind: 'agent', id: boris.id })
    })
  })

  describe('when all that is done', () => {
    it('each of its answers was described', () => expect([...http.api.undescribed]).to.deep.equal([]))

    it('the server is well and has logged no fault, and nobody’s e-mail is shown', async () => {
      expect(await server.isWell()).to.equal(true)
      const lines = server.output().trim().split('\n')
      expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).to.deep.equal([])
      for (const path of ['/api/board/posts?limit=100', '/api/board/summary'])
        expect(JSON.stringify((await mia.get(path)).body)).not.to.include('@example.org')
    })
  })

  function confirm(email: string) {
    return query(server.databaseUrl, `update auth."user" set "emailVerified" = true where email = $1`, [email])
  }

  async function idOf(person: TestMember): Promise<{ id: string }> {
    return (await person.get('/api/me')).body
  }
})

describe('the board while PostgreSQL is away', () => {
  let proxy: Proxy
  let server: TestServer
  before(async () => {
    const own = await newDatabase()
    proxy = await openProxy(own)
    server = await startTestServer({ DATABASE_URL: proxy.url })
    await untilReady(server)
  })
  after(async () => {
    await proxy.close()
    await server.stop()
    removeDataDir(server.dataDir)
  })

  it('B17 refuses as storage_unavailable, has done nothing of it, and goes on afterwards', async () => {
    const http = await createHttpClient(server.url)
    const email = 'away@example.org'
    const person = newPerson(http, server.url, email)
    await signUp(person, () =>
      query(proxy.url, `update auth."user" set "emailVerified" = true where email = $1`, [email]),
    )
    const input = { title: 'T', body: 'B', clientId: crypto.randomUUID() }
    const { id } = (await person.post('/api/board/posts', input)).body
    await proxy.cut()
    const away = { ...input, clientId: crypto.randomUUID() }
    const answers: Answer[] = [
      await http.get('/api/board/posts'),
      await http.get(`/api/board/posts/${id}`),
      await http.get('/api/board/summary'),
      await person.post('/api/board/posts', away),
      await person.post(`/api/board/posts/${id}/replies`, { body: 'x' }),
      await person.post(`/api/board/posts/${id}/status`, { status: 'closed' }),
    ]
    for (const answer of answers) expectRefusal(answer, 'storage_unavailable')
    await proxy.restore()
    const again = await until('it can be posted again', async () => {
      const answer = await person.post('/api/board/posts', away)
      return answer.status === 200 && answer
    })
    expect((await http.get('/api/board/posts')).body.posts.map((post: { id: string }) => post.id)).to.deep.equal([
      again.body.id,
      id,
    ])
    expect((await http.get(`/api/board/posts/${id}`)).body).to.deep.include({ replies: [] })
    expect([...http.api.undescribed]).to.deep.equal([])
  })
})

const attack = `<script>alert(1)</script> ![x](javascript:alert(1)) [x](javascript:alert(1)) <img src=x onerror=alert(1)>`
