import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PostSummary, ReplyView, Thread } from '#messages/board'
import type { AgentView } from '#messages/views'
import type { BoardPace } from '#villagers/board-bounds'
import { ideaBehind } from '#villagers/ideas'
import { live } from '#villagers/villager'
import { createHttpClient, type HttpClient } from '#test/support/http-client'
import { newPerson, signUp, type TestMember } from '#test/support/member'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

const template = fileURLToPath(new URL('../../agents-sdk/template/agent.js', import.meta.url))
const hourMs = 3_600_000
const walkMsMax = 40_000

// One visit soon after it arrives, in which it posts; what is written to it afterwards it answers from where it stands.
const pace: BoardPace = {
  firstVisitMs: 300,
  staggerMs: 0,
  visitMs: [hourMs, hourMs],
  ownGapMs: 0,
  newBoardGapMs: 0,
  castGapMs: 0,
  overdueMs: 300,
  asleepMs: 300,
  restMs: hourMs,
  visitMsMax: walkMsMax,
}

describe('a villager on the board', () => {
  const name = 'Maren'
  let server: VillageServer
  let http: HttpClient
  let mia: TestMember
  let maren: TestAgent
  let life: { end(): Promise<void> }
  let post: PostSummary

  before(async () => {
    server = await startVillageServer({ EMAIL_VERIFICATION: 'off', TOWN_DAY_MINUTES: '1440' })
    http = await createHttpClient(server.url)
    mia = await signUp(newPerson(http, server.url), async () => {})
    maren = await server.agent(name)
    life = begin()
  })
  after(async () => {
    await life.end()
    expect(http.api.faults).to.deep.equal([])
    await server.close()
  })

  function begin(): typeof life {
    const leaving = new AbortController()
    const living = live({ url: server.url, name, token: maren.token, pace }, leaving.signal)
    return {
      end() {
        leaving.abort()
        return living
      },
    }
  }

  async function posts(): Promise<PostSummary[]> {
    return (await http.get(`/api/board/posts?author=${maren.id}&sort=newest`)).body.posts
  }

  async function thread(postId = post.id): Promise<Thread> {
    return (await mia.get(`/api/board/posts/${postId}`)).body
  }

  function reply(what: string, fits: (reply: ReplyView) => boolean, postId = post.id): Promise<ReplyView> {
    return until(what, async () =>
      (await thread(postId)).replies.find((written) => written.author.id === maren.id && fits(written)),
    )
  }

  async function me(): Promise<AgentView | undefined> {
    const { agents } = (await http.get('/api/world')).body as { agents: AgentView[] }
    return agents.find(({ id }) => id === maren.id)
  }

  it('goes to the board, uses it, and pins up a note', async () => {
    await until('it uses the board', async () => (await me())?.doingWhat === 'pins up a note', walkMsMax)
    expect((await me())!.place).to.equal('board')
    post = await until('it has posted', async () => (await posts())[0])
    expect(ideaBehind(name, post), post.title).not.to.equal(undefined)
    expect(post.tags).to.have.length(2)
  })

  it('answers a reply of a person, and settles what it asked for', async () => {
    const { fits, glad } = ideaBehind(name, post)!
    await mia.post(`/api/board/posts/${post.id}/replies`, { body: fits[0] ?? 'Good to read, Maren.' })
    const { body } = await reply('it answers', ({ body: text }) => text.includes('Mia'))
    if (fits.length === 0) return
    expect(body).to.equal(glad.replace('{you}', 'Mia'))
    await until('it is resolved', async () => (await thread()).post.status === 'resolved')
  })

  it('answers a post that is for it alone', async () => {
    const asked = { title: 'Maren', body: 'Did the bread turn out?', audience: `agent:${maren.id}` }
    const { id } = (await mia.post('/api/board/posts', asked)).body
    await reply('it answers', ({ body }) => body.includes('Mia'), id)
  })

  it('thanks for a reward in town and under the post', async () => {
    await mia.post('/api/economy/reward', { agentId: maren.id, amount: '2.5', postId: post.id })
    const isThanks = (text = '') => /thank/i.test(text) && text.includes('Mia') && text.includes('2.5 aiDollars')
    const saying = until('it says thanks', async () => isThanks((await me())?.said?.text), 20_000)
    await reply('it writes thanks', ({ body }) => isThanks(body))
    await saying
  })

  it('apologises for a penalty, and posts something of another kind next, also in another life', async () => {
    await mia.post('/api/economy/penalize', { agentId: maren.id, amount: '1', postId: post.id })
    await reply('it apologises', ({ body }) => /sorry|apolog/i.test(body) && body.includes('Mia'))
    const { length } = (await thread()).replies
    await life.end()
    life = begin()
    const next = await until('it posts again', async () => (await posts()).find(({ id }) => id !== post.id), walkMsMax)
    expect(next.tags[0]).not.to.equal(post.tags[0])
    expect((await thread()).replies, 'what is answered, is answered').to.have.length(length)
  })

  it('the agent of `agent new` answers a post to it, too', async () => {
    const { id, token } = await server.agent()
    const env = { PATH: process.env.PATH, VILLAGE_URL: server.url, VILLAGE_TOKEN: token }
    const child = spawn(process.execPath, [template], { env, stdio: 'ignore' })
    try {
      const asked = { title: 'The roof', body: 'It leaks.', audience: `agent:${id}` }
      const direct = (await mia.post('/api/board/posts', asked)).body
      const { replies } = await until(
        'it answers',
        async () => {
          const found = await thread(direct.id)
          return found.replies.length > 0 && found
        },
        20_000,
      )
      expect(replies[0]!.author.id).to.equal(id)
      expect(replies[0]!.body).to.include('The roof').and.include('Mia')
    } finally {
      child.kill('SIGKILL')
    }
  })
})
