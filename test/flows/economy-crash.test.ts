import { expect } from 'chai'
import { verifyLedger } from '#domain/ledger'
import type { Act, MoneyNotice } from '#messages/economy'
import { newId } from '#platform/ids'
import { connect, type Village } from '#sdk'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase } from '#test/support/cluster'
import { freePort } from '#test/support/free-port'
import { createHttpClient, type Answer } from '#test/support/http-client'
import { newPerson, signUp, type TestMember } from '#test/support/member'
import { newAgent, newDataDir, removeDataDir, startTestServer, type TestServer } from '#test/support/server'
import { until } from '#test/support/until'
import { untilReady } from '#test/support/village-server'

type Wish = { path: string; body: { agentId: string; amount: string; clientId: string }; answer?: Act }

const killAfter = [15, 30, 45]
const peopleCount = 4
const wishesEach = 25

describe('the economy when its server is killed in the middle (slow)', () => {
  let env: Record<string, string>
  let server: TestServer
  let database: OpenStorage
  let people: TestMember[]
  let agents: { id: string; token: string }[]
  let villages: Village[]
  let heard: MoneyNotice[][]

  before(async () => {
    const settings = { EMAIL_VERIFICATION: 'off', DAILY_ALLOWANCE: '1000', DATA_DIR: newDataDir() }
    env = { DATABASE_URL: await newDatabase(), PORT: String(await freePort()), ...settings }
    await start()
    database = await openDatabase(env.DATABASE_URL!)
    agents = [await newAgent(database, 'Anna'), await newAgent(database, 'Boris')]
    villages = await Promise.all(agents.map(({ token }) => connect({ url: server.url, token })))
    heard = villages.map((village) => {
      const notices: MoneyNotice[] = []
      village.on('money', (notice) => void notices.push(notice))
      return notices
    })
    const http = await createHttpClient(server.url)
    people = await Promise.all(
      Array.from({ length: peopleCount }, () => signUp(newPerson(http, server.url), async () => {})),
    )
  })
  after(async () => {
    await Promise.all(villages.map((village) => village.close()))
    await server.stop()
    await database.close()
    removeDataDir(env.DATA_DIR!)
  })

  it('E1 E8 E10 every wish is done once and wholly, also those whose answer was lost, and the books are sound', async () => {
    const wishes = people.map(() => Array.from({ length: wishesEach }, (_, at) => wishAt(at)))
    let [done, lost] = [0, 0]
    const loads = people.map((person, at) => load(person, wishes[at]!))
    for (const count of killAfter) {
      await until(`${count} are done`, () => done >= count, 30_000)
      await server.kill()
      await start()
    }
    await Promise.all(loads)
    expect(lost, 'some were cut off').to.be.greaterThan(0)
    await expectSound(wishes.flat())

    async function load(person: TestMember, own: Wish[]): Promise<void> {
      for (const wish of own) {
        const { status, body } = await insist(() => person.post(wish.path, wish.body))
        expect(status, JSON.stringify(body)).to.equal(200)
        wish.answer = body
        done++
      }
    }

    // Asks with the same clientId until there is an answer.
    async function insist(ask: () => Promise<Answer>): Promise<Answer> {
      return until(
        'there is an answer',
        async () => {
          const answer = await ask().catch(() => undefined)
          if (answer === undefined || answer.status >= 500) return void lost++
          return answer
        },
        60_000,
      )
    }
  })

  it('E16 the agents have heard of all of it, each once and in order', async () => {
    for (const [at, { id }] of agents.entries()) {
      const rows = await database.storage.database.query<{ seq: string }[]>(
        `select t.seq from ledger.entries e join ledger.transfers t on t.id = e.transfer join economy_acts a on a.id = t.id
         where e.account = ledger.account_id('agent:' || $1 || ':aid') order by e.version`,
        [id],
      )
      const all = rows.map(({ seq }) => seq)
      await until('it has heard of the last', () => heard[at]!.at(-1)?.sequence === all.at(-1))
      expect(heard[at]!.map(({ sequence }) => sequence)).to.deep.equal(all)
    }
  })

  function wishAt(at: number): Wish {
    const path = at % 3 === 2 ? '/api/economy/penalize' : '/api/economy/reward'
    return { path, body: { agentId: agents[at % 2]!.id, amount: '0.75', clientId: newId() } }
  }

  async function start(): Promise<void> {
    server = await startTestServer(env)
    await untilReady(server)
  }

  async function expectSound(wishes: Wish[]): Promise<void> {
    const { database: asked } = database.storage
    const [counted] = await asked.query<Record<string, string>[]>(
      `select count(*) as acts, count(distinct client_id) as wishes, count(t.id) as transfers, count(o.id) as events,
         count(own.id) as paid, sum((a.kind = 'penalty')::int) as penalties
       from economy_acts a
         left join ledger.transfers t on t.id = a.id and t.amount = a.micros
         left join outbox o on o.payload->>'transferId' = a.id::text
         left join ledger.transfers own on own.group_id = a.id and own.id <> a.id and own.amount = a.micros`,
    )
    const all = String(wishes.length)
    const penalties = String(wishes.filter(({ path }) => path.endsWith('penalize')).length)
    expect(counted).to.deep.equal({ acts: all, wishes: all, transfers: all, events: all, paid: penalties, penalties })
    const rows = await asked.query<{ id: string; client_id: string }[]>('select id, client_id from economy_acts')
    const ids = new Map(rows.map((row) => [row.client_id, row.id]))
    for (const { body, answer } of wishes) expect(answer!.id).to.equal(ids.get(body.clientId))
    expect(await verifyLedger(asked)).to.deep.equal([])
  }
})
