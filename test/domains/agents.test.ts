import { expect } from 'chai'
import { createHash } from 'node:crypto'
import {
  createAgentQueries,
  createAgentRegistry,
  createAuthenticator,
  decideActing,
  type AgentRow,
} from '#domain/agents'
import { entries } from '#domain/audit'
import type { AgentId, TokenId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Storage } from '#platform/database'
import type { OpenStorage } from '#storage'
import { createTestClock, type TestClock } from '#test/support/clock'
import { newDatabase, openDatabase, query } from '#test/support/cluster'
import { openProxy, type Proxy } from '#test/support/proxy'
import { until } from '#test/support/until'
import { openTestVillage, roomLink } from '#test/support/village'

const minuteMs = 60_000

describe('the registry of agents', () => {
  let proxy: Proxy
  let opened: OpenStorage
  let storage: Storage
  let clock: TestClock
  let registry: ReturnType<typeof createAgentRegistry>
  let authenticator: ReturnType<typeof createAuthenticator>
  let names = 0

  before(async () => {
    proxy = await openProxy(await newDatabase())
    opened = await openDatabase(proxy.url)
    storage = opened.storage
  })
  beforeEach(() => {
    clock = createTestClock()
    registry = createAgentRegistry({ storage, clock })
    authenticator = createAuthenticator({ storage, clock })
  })
  after(async () => {
    await opened.close()
    await proxy.close()
  })

  it('A1 a name belongs to one agent', async () => {
    await create({ name: 'Ada' })
    expect(await registry.create('test', { name: 'Ada' })).to.include({ status: 'refused', code: 'name_taken' })
  })

  for (const other of ['ADA L', 'ada l', '  Ada L ', 'Ａda L']) {
    it(`A1 ${JSON.stringify(other)} is no other name than "Ada L"`, async () => {
      await registry.create('test', { name: 'Ada L' })
      expect(await registry.create('test', { name: other })).to.include({ status: 'refused', code: 'name_taken' })
      expect(await createAgentQueries(storage).byName(other)).to.include({ name: 'Ada L' })
    })
  }

  it('A1 of many who ask for one name at the same moment, one gets it', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => registry.create('test', { name: 'Wanted' })))
    expect(results.filter(({ status }) => status === 'created')).to.have.lengthOf(1)
  })

  for (const [what, input, field] of [
    ['a blank name', { name: '   ' }, 'name'],
    ['a name too long', { name: 'x'.repeat(limits.nameCharsMax + 1) }, 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
    ['a name with a lone surrogate', { name: 'a\ud800' }, 'name'],
    ['a name that reorders the text around it', { name: 'a\u202eb' }, 'name'],
    ['a persona too long', { name: 'ok', persona: 'x'.repeat(limits.personaCharsMax + 1) }, 'persona'],
    ['a persona with a null character', { name: 'ok', persona: 'a\u0000b' }, 'persona'],
    ['an unknown kind', { name: 'ok', kind: 'god' }, 'kind'],
    ['no name', {}, 'name'],
  ] as const) {
    it(`refuses ${what}, naming the field`, async () => {
      const refusal = await registry.create('test', input)
      expect(refusal).to.include({ status: 'refused', code: 'invalid' })
      expect(refusal.status === 'refused' && refusal.errors?.map((error) => error.field)).to.deep.equal([field])
    })
  }

  it('A2 a token is shown when it is made, and only its SHA-256 is stored, nowhere else and nothing more', async () => {
    const { agent, token } = await create()
    expect(token).to.match(/^avt_[A-Za-z0-9_-]{43}$/)
    const rows = await everything()
    expect(rows).to.include(createHash('sha256').update(token).digest('hex'))
    expect(rows).not.to.include(token)
    expect(rows).not.to.include(token.slice('avt_'.length))
    expect(rows).to.include(agent.id)
  })

  it('A3 an agent may have several tokens, and revoking one leaves the others working', async () => {
    const { agent, token: first, tokenId } = await create()
    const second = await issue(agent.id)
    const third = await issue(agent.id)
    expect(await registry.revoke('test', agent.id, (token) => token.id === tokenId)).to.deep.equal({
      status: 'revoked',
      tokenIds: [tokenId],
    })
    expect(await codes(first, second.token, third.token)).to.deep.equal([
      'token_revoked',
      'authenticated',
      'authenticated',
    ])
    expect(await registry.revoke('test', agent.id))
      .to.have.property('tokenIds')
      .with.lengthOf(2)
    expect(await registry.revoke('test', agent.id), 'none is left').to.deep.equal({ status: 'revoked', tokenIds: [] })
  })

  it('A3 has a bound, also when many ask at the same moment', async () => {
    const { agent } = await create()
    const results = await Promise.all(
      Array.from({ length: limits.tokensPerAgentMax + 5 }, () => registry.issueToken('test', agent.id, 'many')),
    )
    expect(results.filter(({ status }) => status === 'issued')).to.have.lengthOf(limits.tokensPerAgentMax - 1)
    expect(results.find(({ status }) => status === 'refused')).to.include({ code: 'too_many_tokens' })
  })

  it('A3 no agent, no token', async () => {
    const nobody = '018f0000-0000-7000-8000-000000000000' as AgentId
    expect(await registry.issueToken('test', nobody, 'x')).to.include({ code: 'not_found' })
    expect(await registry.revoke('test', nobody)).to.include({ code: 'not_found' })
    expect(await registry.setStanding('test', nobody, 'suspended', '')).to.include({ code: 'not_found' })
  })

  for (const unknown of ['', 'avt_', 'nonsense', `avt_${'A'.repeat(43)}`, `avt_${'A'.repeat(44)}`, "avt_' or 1=1 --"]) {
    it(`A4 ${JSON.stringify(unknown)} is refused as unauthenticated`, async () => {
      expect(await authenticator.authenticate(unknown)).to.include({ status: 'refused', code: 'unauthenticated' })
    })
  }

  it('A4 a known token tells whose it is, a revoked one is refused as token_revoked', async () => {
    const { agent, token, tokenId } = await create()
    const answer = await authenticator.authenticate(token)
    expect(answer).to.deep.include({ status: 'authenticated', agent, tokenId })
    await registry.revoke('test', agent.id)
    expect(await fresh().authenticate(token)).to.include({ status: 'refused', code: 'token_revoked' })
  })

  for (const standing of ['suspended', 'archived'] as const) {
    it(`A5 the token of a ${standing} agent is refused as ${standing}, with the reason`, async () => {
      const { agent, token } = await create()
      await registry.setStanding('test', agent.id, standing, 'spam')
      const refusal = await fresh().authenticate(token)
      expect(refusal).to.include({ status: 'refused', code: standing })
      expect(refusal).to.have.property('detail').that.includes('spam')
      await registry.setStanding('test', agent.id, 'active', '')
      expect(await fresh().authenticate(token)).to.include({ status: 'authenticated' })
    })
  }

  it('A5 a quarantined agent may connect, but not act', async () => {
    const { agent, token } = await create()
    await registry.setStanding('test', agent.id, 'quarantined', 'odd')
    const answer = await fresh().authenticate(token)
    if (answer.status === 'refused') throw new Error(answer.detail)
    expect(decideActing(answer.agent.standing)).to.include({ status: 'refused', code: 'quarantined' })
    expect(decideActing('active')).to.equal(undefined)
  })

  it('A6 every change of standing and every token is audited and is an event, in the same transaction', async () => {
    const { agent, tokenId } = await create()
    const second = await issue(agent.id)
    await registry.revoke('test', agent.id, (token) => token.id === tokenId)
    await registry.setStanding('cli:me', agent.id, 'suspended', 'spam')

    const audited = await transactionsOf('audit_entries', 'action', 'subject', agent.id)
    const published = await transactionsOf('outbox', 'type', `payload ->> 'agentId'`, agent.id)
    expect(audited.map(({ what }) => what)).to.deep.equal([
      'agent.create',
      'agent.token.create',
      'agent.token.create',
      'agent.token.revoke',
      'agent.standing',
    ])
    expect(published.map(({ what }) => what)).to.deep.equal([
      'agents.created',
      'agents.token_created',
      'agents.token_created',
      'agents.token_revoked',
      'agents.standing_changed',
    ])
    expect(published.map(({ xmin }) => xmin)).to.deep.equal(audited.map(({ xmin }) => xmin))
    const [row] = await storage.database.query('select xmin from agents where id = $1', [agent.id])
    expect(row.xmin, 'and so is the row').to.equal(audited.at(-1)!.xmin)

    const [latest] = await entries(storage.database.manager, { subject: agent.id }, 1)
    expect(latest).to.deep.include({
      actor: 'cli:me',
      action: 'agent.standing',
      detail: { from: 'active', to: 'suspended', reason: 'spam' },
    })
    expect(second.tokenId).to.be.a('string')
  })

  it('A6 what is refused is neither audited nor an event', async () => {
    const { agent } = await create()
    const before = await counts()
    await registry.create('test', { name: agent.name })
    await registry.issueToken('test', agent.id, '')
    await registry.revoke('test', agent.id, () => false)
    expect(await counts()).to.deep.equal(before)
  })

  it('A6 what cannot be audited does not happen', async () => {
    const { agent, token } = await create()
    await query(opened.url, 'alter table audit_entries rename to audit_entries_away')
    const failure = await registry.setStanding('test', agent.id, 'suspended', '').catch((error: Error) => error)
    const second = await registry.issueToken('test', agent.id, 'more').catch((error: Error) => error)
    await query(opened.url, 'alter table audit_entries_away rename to audit_entries')
    expect([failure, second].map((result) => result instanceof Error)).to.deep.equal([true, true])
    expect(await fresh().authenticate(token)).to.include({ status: 'authenticated' })
    expect(await createAgentQueries(storage).liveTokens(agent.id)).to.have.lengthOf(1)
  })

  it('A7 the look is a seed made from the id', async () => {
    const looks = new Set<number>()
    for (let number = 0; number < 20; number++) {
      const { agent } = await create()
      expect(agent.look).to.equal(createHash('sha256').update(agent.id).digest().readUInt32BE(0))
      expect(await createAgentQueries(storage).byId(agent.id)).to.include({ look: agent.look })
      looks.add(agent.look)
    }
    expect(looks.size).to.equal(20)
  })

  it('A8 an agent is remembered for a minute while the database is away, and not longer', async () => {
    const { token } = await create()
    const stranger = await create()
    await authenticator.authenticate(token)
    await proxy.cut()
    clock.advance(minuteMs - 1)
    const remembered = await authenticator.authenticate(token)
    const unseen = await authenticator.authenticate(stranger.token)
    clock.advance(1)
    const forgotten = await authenticator.authenticate(token)
    await proxy.restore()
    expect(remembered).to.include({ status: 'authenticated' })
    expect(unseen).to.include({ code: 'storage_unavailable' })
    expect(forgotten).to.include({ code: 'storage_unavailable' })
    expect(await authenticator.authenticate(token)).to.include({ status: 'authenticated' })
  })

  it('A8 a revocation ends that at once, for the revoked token only', async () => {
    const { agent, token, tokenId } = await create()
    const { token: second } = await issue(agent.id)
    const { token: other } = await create()
    await Promise.all([token, second, other].map(authenticator.authenticate))
    await registry.revoke('test', agent.id, (one) => one.id === tokenId)
    authenticator.onEvent({ type: 'agents.token_revoked', payload: { agentId: agent.id, tokenId }, position: 1, at: 0 })
    expect(await codes(token, second, other)).to.deep.equal(['token_revoked', 'authenticated', 'authenticated'])
  })

  it('A8 a change of standing ends that at once', async () => {
    const { agent, token } = await create()
    await authenticator.authenticate(token)
    const payload = { agentId: agent.id, name: agent.name, from: 'active', to: 'suspended', reason: '' } as const
    await registry.setStanding('test', agent.id, 'suspended', '')
    authenticator.onEvent({ type: 'agents.standing_changed', payload, position: 1, at: 0 })
    expect(await authenticator.authenticate(token)).to.include({ code: 'suspended' })
  })

  it('A8 an answer that was on its way when a revocation was reported is not remembered', async () => {
    const { agent, token, tokenId } = await create()
    const slow = storage.database.createQueryRunner()
    await slow.startTransaction()
    await slow.query('lock table agents in access exclusive mode') // the look-up has read the token and waits here
    const answer = authenticator.authenticate(token)
    await until('the look-up waits', async () => {
      const waiting = await storage.database.query('select 1 from pg_locks where not granted')
      return waiting.length > 0
    })
    await storage.database.query('update agent_tokens set revoked_at = now() where id = $1', [tokenId])
    authenticator.onEvent({ type: 'agents.token_revoked', payload: { agentId: agent.id, tokenId }, position: 1, at: 0 })
    await slow.commitTransaction()
    await slow.release()
    await answer
    expect(await authenticator.authenticate(token)).to.include({ code: 'token_revoked' })
  })

  it('A10 of many who ask for one name at the same moment, one gets it', async () => {
    const agents = await Promise.all(Array.from({ length: 6 }, () => create()))
    const results = await Promise.all(agents.map(({ agent }) => registry.change('test', agent.id, { name: 'Coveted' })))
    const codes = results.map((result) => (result.status === 'refused' ? result.code : result.status)).toSorted()
    expect(codes).to.deep.equal(['changed', ...Array<string>(5).fill('name_taken')])
  })

  it('A10 ends what is remembered of the agent', async () => {
    const { agent, token } = await create()
    await authenticator.authenticate(token)
    const name = `${agent.name} the Great`
    await registry.change('test', agent.id, { name })
    const payload = { agentId: agent.id, name, formerName: agent.name }
    authenticator.onEvent({ type: 'agents.changed', payload, position: 1, at: 0 })
    expect(await authenticator.authenticate(token)).to.have.nested.property('agent.name', name)
  })

  it('A11 an archived agent keeps its name, and no token', async () => {
    const { agent, token } = await create()
    expect(await registry.archive('test', agent.id)).to.have.nested.property('agent.standing', 'archived')
    expect(await codes(token)).to.deep.equal(['token_revoked'])
    expect(await registry.create('test', { name: agent.name })).to.include({ code: 'name_taken' })
  })

  it('lists its pages in the order of registration, each agent once', async () => {
    const agents = createAgentQueries(storage)
    const seen: AgentRow[] = []
    let after: AgentId | undefined
    do {
      const page = await agents.page(after)
      seen.push(...page.agents)
      after = page.next ?? undefined
    } while (after !== undefined)
    const [row] = await storage.database.query('select count(*)::int as n from agents')
    expect(new Set(seen.map(({ id }) => id)).size).to.equal(row.n)
    expect(seen.map(({ id }) => id)).to.deep.equal(seen.map(({ id }) => id).toSorted())
  })

  async function create(input: { name: string } = { name: `Agent ${++names}` }) {
    const result = await registry.create('test', input)
    if (result.status === 'refused') throw new Error(result.detail)
    return result
  }

  async function issue(agentId: AgentId): Promise<{ token: string; tokenId: TokenId }> {
    const result = await registry.issueToken('test', agentId, 'another')
    if (result.status === 'refused') throw new Error(result.detail)
    return result
  }

  /** An authenticator that remembers nobody. */
  function fresh() {
    return createAuthenticator({ storage, clock })
  }

  async function codes(...tokens: string[]): Promise<string[]> {
    const answers = await Promise.all(tokens.map((token) => fresh().authenticate(token)))
    return answers.map((answer) => (answer.status === 'refused' ? answer.code : answer.status))
  }

  // Every row of every table as text.
  async function everything(): Promise<string> {
    const tables = await storage.database.query(`select tablename from pg_tables where schemaname = 'public'`)
    const texts = await Promise.all(
      tables.map(({ tablename }: { tablename: string }) =>
        storage.database.query(`select t::text from ${tablename} t`),
      ),
    )
    return JSON.stringify(texts)
  }

  function transactionsOf(
    table: string,
    what: string,
    subject: string,
    id: string,
  ): Promise<{ what: string; xmin: string }[]> {
    return storage.database.query(
      `select ${what} as what, xmin::text from ${table} where ${subject} = $1 order by id`,
      [id],
    )
  }

  async function counts(): Promise<unknown> {
    return storage.database.query('select (select count(*) from audit_entries), (select count(*) from outbox)')
  }
})

describe('agents in the village', () => {
  it('A5 a quarantined agent comes in, is seen, and cannot act', async () => {
    const at = await openTestVillage()
    const anna = await at.register('Anna')
    await at.registry.setStanding('test', anna.id, 'quarantined', 'odd')
    const row = (await at.agents.byId(anna.id))!
    expect(await at.village.arrive(row, roomLink('Anna'))).to.include({ status: 'here' })
    expect(at.view(row)).to.include({ doing: 'quarantined' })
    expect(await at.act(row, { type: 'say', text: 'hi' })).to.include({ code: 'quarantined' })
    await at.close()
  })
})
