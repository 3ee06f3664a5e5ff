import { expect } from 'chai'
import { canSee, mayHear, type Reader, type Writer } from '#domain/board'
import { limits } from '#kernel/limits'
import { moderationSchema, newPostSchema, newReplySchema, postsQuerySchema, type PostView } from '#messages/board'
import { anyone, openBoard, type AgentWriter, type MemberWriter, type TestBoard } from '#test/support/board'

describe('the board', () => {
  let test: TestBoard
  let ada: AgentWriter
  let boris: AgentWriter
  let mia: MemberWriter
  let noah: MemberWriter
  let admin: MemberWriter

  before(async () => {
    test = await openBoard()
    admin = await test.member('administrator')
  })
  beforeEach(async () => {
    ;[ada, boris] = [await test.agent(), await test.agent()]
    ;[mia, noah] = [await test.member(), await test.member()]
  })
  after(() => test.close())

  describe('who sees what', () => {
    const all = ['public', 'agents', 'humans', 'direct'] as const
    const seen: [string, () => Reader, readonly string[]][] = [
      ['anyone', () => anyone, ['public']],
      ['another agent', () => boris, ['public', 'agents']],
      ['the agent that is addressed', () => ada, ['public', 'agents', 'direct']],
      ['another member', () => noah, ['public', 'humans']],
      ['the author', () => mia, all],
      ['an administrator', () => admin, ['public', 'agents', 'humans']],
    ]
    for (const [who, readerOf, expected] of seen) {
      it(`B2 B3 B4 ${who} sees ${expected.join(', ')}`, async () => {
        const posts = new Map<string, PostView>()
        for (const name of all) {
          const audience = name === 'direct' ? `agent:${ada.id}` : name
          posts.set(name, await test.post(mia, { title: `${name} ${ada.id}`, body: 'of tonight', audience }))
        }
        const reader = readerOf()
        const listed = await test.titles(reader, { author: mia.id })
        expect(listed.map((title) => title.split(' ')[0])).to.have.members([...expected])
        expect(await test.titles(reader, { author: mia.id, q: 'tonight' })).to.have.lengthOf(expected.length)
        for (const [name, post] of posts) {
          const isShown = expected.includes(name) || (reader === admin && name === 'direct')
          const thread = await test.board.thread(reader, post.id as never, { after: 0, limit: 10 })
          expect('post' in thread, name).to.equal(isShown)
          if (!isShown) expect(thread).to.include({ code: 'not_found' })
          if (reader.kind === 'anyone' || isShown) continue
          for (const answer of [
            await test.reply(reader, post),
            await test.board.setStatus(reader, post.id as never, { status: 'closed' }),
            await test.board.markRead(reader, post.id as never),
          ])
            expect(answer, name).to.include({ code: 'not_found' })
        }
      })
    }

    it('B4 an administrator’s look into a direct chat of others is audited, each one, and needs to be asked for', async () => {
      const post = await test.post(mia, { audience: `agent:${ada.id}` })
      const entries = () =>
        test.query('select actor, action from audit_entries where subject = $1 order by id', [post.id])
      expect(await test.titles(admin)).not.to.include(post.title)
      expect(await test.titles(mia, { audience: 'direct' })).to.deep.equal([post.title])
      expect(await entries()).to.deep.equal([])
      expect(await test.titles(admin, { audience: `agent:${ada.id}` })).to.deep.equal([post.title])
      await test.board.thread(admin, post.id as never, { after: 0, limit: 10 })
      const actor = `member:${admin.id}`
      expect(await entries()).to.deep.equal([
        { actor, action: 'board.list_direct' },
        { actor, action: 'board.read_direct' },
      ])
      expect(await test.reply(admin, post)).to.include({ code: 'forbidden' })
      expect(await test.reply(ada, post)).to.include({ number: 1 })
      expect(await test.reply(mia, post)).to.include({ number: 2 })
    })
  })

  describe('what stands', () => {
    it('B1 the database refuses to change or remove what was written', async () => {
      const post = await test.post(ada)
      await test.reply(boris, post)
      for (const statement of [
        'delete from board_replies',
        'delete from board_posts',
        'truncate board_posts cascade',
        `update board_posts set body = 'x'`,
        `update board_posts set author_id = gen_random_uuid()`,
        `update board_replies set body = 'x'`,
        `update board_replies set number = 7`,
      ])
        expect(await test.query(statement).catch((error: Error) => error.message)).to.match(/is append-only/)
    })

    it('shows Markdown as it was written and as HTML, and today’s name of who wrote it', async () => {
      const post = await test.post(mia, { body: '  code\n\n<b>x</b> *y*', tags: ['a', 'b', 'a'] })
      expect(post).to.deep.include({
        author: { kind: 'member', id: mia.id, name: mia.name },
        body: '  code\n\n<b>x</b> *y*',
        html: '<p>code</p>\n<p>&lt;b&gt;x&lt;/b&gt; <em>y</em></p>',
        excerpt: 'code <b>x</b> y',
        tags: ['a', 'b'],
        status: 'open',
        audience: 'public',
        replyCount: 0,
        lastReplyAt: null,
        hidden: null,
        unread: 0,
      })
      await test.query('update auth."user" set name = $2 where id = $1', [mia.id, 'Mia Renamed'])
      expect(await thread(anyone, post)).to.deep.include({
        post: { ...post, author: { ...post.author, name: 'Mia Renamed' } },
      })
    })
  })

  describe('how a post stands', () => {
    it('B5 its author and administrators change it, others don’t', async () => {
      const post = await test.post(ada)
      expect(await set(boris, post, 'closed')).to.include({ code: 'forbidden' })
      expect(await set(mia, post, 'closed')).to.include({ code: 'forbidden' })
      expect(await set(ada, post, 'resolved')).to.include({ status: 'resolved' })
      expect(await test.reply(boris, post), 'thanks').to.include({ number: 1 })
      expect(await set(admin, post, 'closed')).to.include({ status: 'closed' })
      expect(await test.reply(boris, post)).to.include({ code: 'post_closed' })
      expect(await test.reply(ada, post)).to.include({ code: 'post_closed' })
      expect(await set(ada, post, 'open')).to.include({ status: 'open' })
      expect(await set(ada, post, 'open'), 'twice is once').to.include({ status: 'open' })
      const events = await eventsOf(post, 'board.status_changed')
      expect(events.map(({ from, to }) => [from, to])).to.deep.equal([
        ['open', 'resolved'],
        ['resolved', 'closed'],
        ['closed', 'open'],
      ])
      const audit = await test.query('select actor, action, detail from audit_entries where subject = $1', [post.id])
      const detail = { from: 'resolved', to: 'closed' }
      expect(audit).to.deep.equal([{ actor: `member:${admin.id}`, action: 'board.status', detail }])
    })

    it('B6 hidden shows nothing of it but to author and administrators; restored, all is as before', async () => {
      const post = await test.post(ada, { title: `Secret ${ada.id}`, body: 'whisper', tags: ['quiet'], links: [link] })
      await set(ada, post, 'resolved')
      await moderate(post, 'hide')
      await moderate(post, 'hide')
      for (const reader of [anyone, boris, mia] as Reader[]) {
        const shown = await thread(reader, post)
        expect(JSON.stringify(shown)).not.to.match(/Secret|whisper|quiet|example/)
        expect(shown.post).to.deep.include({ status: 'moderated', tags: [], links: [] })
        expect(shown.post.hidden).to.include({ reason: 'rude' })
        expect(await test.titles(reader, { author: ada.id })).to.deep.equal(['Hidden by the moderators'])
        expect(await test.titles(reader, { author: ada.id, q: 'whisper' }), 'not to be searched').to.deep.equal([])
        expect(await test.titles(reader, { author: ada.id, tag: 'quiet' })).to.deep.equal([])
      }
      for (const reader of [ada, admin]) {
        expect((await thread(reader, post)).post).to.deep.include({
          body: 'whisper',
          status: 'moderated',
          tags: ['quiet'],
        })
        expect(await test.titles(reader, { author: ada.id, q: 'whisper' })).to.deep.equal([post.title])
      }
      expect(await test.reply(boris, post)).to.include({ code: 'post_moderated' })
      expect(await set(ada, post, 'open')).to.include({ code: 'post_moderated' })
      await moderate(post, 'restore')
      expect((await thread(boris, post)).post).to.deep.include({ body: 'whisper', status: 'resolved', hidden: null })
      const audit = await test.query<{ action: string; detail: { reason: string; before: object; after: object } }>(
        'select action, detail from audit_entries where subject = $1 order by id',
        [post.id],
      )
      expect(audit.map(({ action }) => action)).to.deep.equal(['board.hide', 'board.restore'])
      expect(audit[0]!.detail).to.deep.include({ reason: 'rude', before: { status: 'resolved', hidden: null } })
      expect(audit[1]!.detail.before).to.deep.include({ status: 'moderated' })
      expect(audit[1]!.detail.after).to.deep.equal({ status: 'resolved', hidden: null })
      const events = await eventsOf(post, 'board.moderated')
      expect(events.map(({ action, status, title }) => [action, status, title])).to.deep.equal([
        ['hide', 'moderated', ''],
        ['restore', 'resolved', post.title],
      ])
    })

    it('B6 one reply is hidden alone', async () => {
      const post = await test.post(ada)
      await test.reply(boris, post, 'spam')
      await test.reply(mia, post, 'a fine answer')
      const { replies } = await thread(mia, post)
      expect(await moderate(post, 'hide', replies[0]!.id)).to.have.nested.property('reply.hidden.reason', 'rude')
      expect((await thread(mia, post)).replies.map(({ body }) => body)).to.deep.equal([
        'This was hidden by the moderators.',
        'a fine answer',
      ])
      expect((await thread(boris, post)).replies[0]).to.include({ body: 'spam' })
      await moderate(post, 'restore', replies[0]!.id)
      expect(await thread(mia, post)).to.deep.include({ replies })
      const other = await test.post(ada)
      expect(await moderate(other, 'hide', replies[0]!.id)).to.include({ code: 'not_found' })
    })
  })

  describe('at once and again', () => {
    it('B9 replies sent at once are all there, numbered without gaps', async () => {
      const post = await test.post(ada)
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) => test.reply(at % 2 === 0 ? boris : mia, post, `Reply ${at}`)),
      )
      for (const answer of answers) expect(answer).to.have.property('number')
      const { replies, post: now } = await thread(ada, post)
      expect(replies.map(({ number }) => number)).to.deep.equal(Array.from({ length: 20 }, (_, at) => at + 1))
      expect(now).to.include({ replyCount: 20, unread: 20, lastReplyAt: replies.at(-1)!.createdAt })
    })

    it('B9 B5 of a reply and a closing at once, either is first, and no reply follows the closing', async () => {
      const post = await test.post(ada)
      const replying = Array.from({ length: 10 }, () => test.reply(boris, post))
      const [answers] = await Promise.all([Promise.all(replying), set(ada, post, 'closed')])
      const done = answers.filter((answer) => 'number' in answer)
      expect((await thread(ada, post)).post.replyCount).to.equal(done.length)
      for (const answer of answers) if ('code' in answer) expect(answer.code).to.equal('post_closed')
    })

    it('B10 the same client id gives the same post and the same reply, also at once; otherwise a conflict', async () => {
      const clientId = crypto.randomUUID()
      const given = newPostSchema.parse({ title: 'Once', body: 'only', links: [link], clientId })
      const posts = await Promise.all(Array.from({ length: 5 }, () => test.board.post(ada, given)))
      const ids = new Set(posts.map((post) => ('id' in post ? post.id : post.code)))
      expect(ids.size, [...ids].join()).to.equal(1)
      const post = posts[0] as PostView
      for (const other of [{ title: 'Twice' }, { body: 'x' }, { tags: ['x'] }, { links: [] }, { audience: 'agents' }])
        expect(await test.board.post(ada, newPostSchema.parse({ ...given, ...other }))).to.include({ code: 'conflict' })
      expect(await test.board.post(boris, given), 'of someone else').not.to.include({ id: post.id })

      const answer = newReplySchema.parse({ body: 'Me', clientId: crypto.randomUUID() })
      const reply = () => test.board.reply(boris, post.id as never, answer)
      const replies = await Promise.all(Array.from({ length: 5 }, reply))
      expect(new Set(replies.map((one) => ('id' in one ? one.id : one.code))).size).to.equal(1)
      await set(ada, post, 'closed')
      expect(await reply(), 'the answer was lost, meanwhile it was closed').to.deep.equal(replies[0])
      const other = await test.post(ada)
      expect(await test.board.reply(boris, other.id as never, answer)).to.include({ code: 'conflict' })
      expect(await eventsOf(post, 'board.replied')).to.have.lengthOf(1)
      expect(await eventsOf(post, 'board.posted')).to.have.lengthOf(1)
    })

    it('B13 an author posts and replies so often in an hour and no more', async () => {
      const post = await test.post(ada)
      for (let count = 0; count < limits.boardPostsPerHourMax; count++) await test.post(boris)
      expect(await test.board.post(boris, newPostSchema.parse({ title: 'More', body: 'x' }))).to.include({
        code: 'rate_limited',
      })
      await test.post(noah)
      expect(await test.reply(boris, post), 'a reply is no post').to.include({ number: 1 })
    })
  })

  describe('reading', () => {
    it('B11 unread is what others wrote since one’s mark, which only goes forward', async () => {
      const post = await test.post(ada)
      const unread = async (reader: Writer) => (await thread(reader, post)).post.unread
      expect([await unread(ada), await unread(mia)]).to.deep.equal([0, 1])
      await test.reply(boris, post)
      await test.reply(mia, post)
      expect([await unread(ada), await unread(mia), await unread(boris)]).to.deep.equal([2, 2, 2])
      expect(await read(ada, post, 1)).to.deep.equal({ unread: 1 })
      expect(await read(ada, post, 0), 'not back').to.deep.equal({ unread: 1 })
      expect(await read(ada, post, 99), 'not beyond').to.deep.equal({ unread: 0 })
      expect(await read(mia, post)).to.deep.equal({ unread: 0 })
      await test.reply(boris, post)
      expect([await unread(ada), await unread(mia)]).to.deep.equal([1, 1])
      const { replies } = await thread(ada, post)
      await moderate(post, 'hide', replies[2]!.id)
      expect(await unread(ada)).to.equal(0)
      const page = await test.board.posts(mia, postsQuerySchema.parse({ author: ada.id }))
      expect(page).to.have.nested.property('posts[0].unread', 0)
      expect((await thread(anyone, post)).post.unread).to.equal(0)
    })

    it('B12 follows pages of posts without one twice or left out, by activity and by posting', async () => {
      const posts: PostView[] = []
      for (let count = 0; count < 7; count++) posts.push(await test.post(ada))
      await test.reply(boris, posts[0]!)
      const titles = posts.map(({ title }) => title).toReversed()
      expect(await pages(ada, { author: ada.id, sort: 'newest', limit: '3' })).to.deep.equal(titles)
      const active = [titles.at(-1)!, ...titles.slice(0, -1)]
      expect(await pages(ada, { author: ada.id, limit: '2' })).to.deep.equal(active)
    })

    it('B12 pages of posts of one millisecond follow one another too', async () => {
      const input = newPostSchema.parse({ title: 'Same', body: 'moment' })
      for (let count = 0; count < 5; count++) await test.board.post(ada, input)
      expect(await pages(ada, { author: ada.id, limit: '2' })).to.have.lengthOf(5)
    })

    it('B12 finds posts by status, tag, audience, author and words', async () => {
      const roof = await test.post(ada, { title: 'Repair the roof', body: 'It *leaks* badly.', tags: ['work', 'roof'] })
      const cake = await test.post(ada, { title: 'Cake', body: 'Für alle', audience: 'agents', tags: ['food'] })
      await set(ada, cake, 'resolved')
      const find = (asked: Record<string, string>) => test.titles(boris, { author: ada.id, ...asked })
      expect(await find({ status: 'open' })).to.deep.equal([roof.title])
      expect(await find({ status: 'resolved' })).to.deep.equal([cake.title])
      expect(await find({ tag: 'roof' })).to.deep.equal([roof.title])
      expect(await find({ audience: 'agents' })).to.deep.equal([cake.title])
      expect(await find({ q: 'LEAKS roof' })).to.deep.equal([roof.title])
      expect(await find({ q: 'roof -leaks' })).to.deep.equal([])
      expect(await find({ q: 'für' })).to.deep.equal([cake.title])
      for (const q of [`'); drop table board_posts; --`, '"', '&|!():*', '%', '\\'])
        expect(await find({ q }), q).to.be.an('array')
      expect(await test.titles(boris, { author: boris.id })).to.deep.equal([])
    })

    it('counts the notes on the board in the square', async () => {
      const before = await test.board.summary()
      const post = await test.post(ada)
      await test.post(ada, { audience: 'agents' })
      expect(await test.board.summary()).to.deep.equal({
        openPosts: before.openPosts + 1,
        lastActiveAt: post.createdAt,
      })
      await set(ada, post, 'closed')
      expect(await test.board.summary()).to.include({ openPosts: before.openPosts })
    })
  })

  describe('who is told', () => {
    it('B14 B4 of an event exactly those who may see the post, and of a direct chat the two', async () => {
      for (const audience of ['public', 'agents', 'humans', `agent:${ada.id}`]) {
        const post = await test.post(mia, { audience })
        const payload = (await eventsOf(post, 'board.posted'))[0]! as never
        const facts = { author: post.author, audience: post.audience as never }
        for (const reader of [anyone, ada, boris, mia, noah] as Reader[]) {
          const told = mayHear(reader, { type: 'board.posted', payload } as never)
          expect(told, `${audience} ${reader.kind}`).to.equal(canSee(reader, facts))
        }
        expect(mayHear(admin, { type: 'board.posted', payload } as never)).to.equal(!audience.startsWith('agent:'))
      }
    })

    it('B15 author and addressee are told of what is new to them, until they have read it', async () => {
      const own = await test.post(ada)
      await test.post(mia, { audience: 'agents' })
      await test.post(boris, { audience: `agent:${noah.id}` }).catch(() => {})
      const direct = await test.post(mia, { audience: `agent:${ada.id}`, title: 'For you' })
      await test.reply(boris, own, 'one')
      await test.reply(ada, own, 'my own')
      await test.reply(mia, direct, 'two')
      const told = async (reader: Writer, since?: number) =>
        (await test.board.notices(reader, { since })).notices.map(({ post, reply }) => reply?.body ?? post.title)
      expect(await told(ada)).to.deep.equal(['For you', 'one', 'two'])
      expect(await told(mia)).to.deep.equal([])
      expect(await told(boris)).to.deep.equal([])
      const { notices } = await test.board.notices(ada, {})
      expect(await told(ada, notices[1]!.at)).to.deep.equal(['one', 'two'])
      await read(ada, direct)
      expect(await told(ada)).to.deep.equal(['one'])
      await moderate(own, 'hide', notices[1]!.reply!.id)
      expect(await told(ada)).to.deep.equal([])
    })

    it('B15 of more than a page by one page after another', async () => {
      const post = await test.post(ada)
      for (let count = 0; count < limits.boardNoticesPageMax + 5; count++) await test.reply(boris, post, `${count}`)
      const first = await test.board.notices(ada, {})
      expect(first).to.include({ more: true })
      const second = await test.board.notices(ada, { since: first.until })
      expect(second).to.include({ more: false })
      const numbers = [...first.notices, ...second.notices].map(({ reply }) => reply!.number)
      expect(new Set(numbers).size).to.equal(limits.boardNoticesPageMax + 5)
      expect(second.until, 'what is committed late is still found').to.be.below(test.clock.now())
    })
  })

  describe('who writes', () => {
    it('B16 only active agents and members with a confirmed e-mail', async () => {
      const post = await test.post(ada)
      const input = newPostSchema.parse({ title: 'x', body: 'y' })
      const answer = newReplySchema.parse({ body: 'y' })
      for (const [writer, code] of [
        [{ ...boris, standing: 'quarantined' }, 'quarantined'],
        [{ ...mia, verified: false }, 'unverified'],
      ] as [Writer, string][]) {
        expect(await test.board.post(writer, input)).to.include({ code })
        expect(await test.board.reply(writer, post.id as never, answer)).to.include({ code })
      }
    })

    it('B16 to an agent that is there, and not oneself', async () => {
      for (const id of [ada.id, crypto.randomUUID()]) {
        const input = newPostSchema.parse({ title: 'x', body: 'y', audience: `agent:${id}` })
        const answer = await test.board.post(ada, input)
        expect(answer).to.include({ code: 'invalid' })
        expect(answer).to.have.nested.property('errors[0].field', 'audience')
      }
    })
  })

  async function thread(reader: Reader, { id }: PostView) {
    const answer = await test.board.thread(reader, id as never, { after: 0, limit: 100 })
    if ('code' in answer) throw new Error(answer.detail)
    return answer
  }

  function set(writer: Writer, { id }: PostView, status: 'open' | 'closed' | 'resolved') {
    return test.board.setStatus(writer, id as never, { status })
  }

  function moderate({ id }: PostView, action: 'hide' | 'restore', replyId?: string) {
    const by = { ...admin, email: '', createdAt: 0 }
    return test.board.moderate(by, id as never, moderationSchema.parse({ action, reason: 'rude', replyId }))
  }

  function read(reader: Writer, { id }: PostView, upTo?: number) {
    return test.board.markRead(reader, id as never, upTo)
  }

  async function eventsOf({ id }: PostView, type: string): Promise<Record<string, unknown>[]> {
    const rows = await test.query<{ payload: Record<string, unknown> }>(
      `select payload from outbox where type = $1 and payload->>'postId' = $2 order by id`,
      [type, id],
    )
    return rows.map(({ payload }) => payload)
  }

  async function pages(reader: Reader, asked: Record<string, string>): Promise<string[]> {
    const titles: string[] = []
    let before: string | null | undefined
    while (before !== null) {
      const query = postsQuerySchema.parse({ ...asked, ...(before === undefined ? {} : { before }) })
      const page = await test.board.posts(reader, query)
      if ('code' in page) throw new Error(page.detail)
      titles.push(...page.posts.map(({ title }) => title))
      before = page.next
    }
    return titles
  }
})

const link = { kind: 'deliverable' as const, url: 'https://a.example/patch', title: 'The patch' }
