import { expect } from 'chai'
import { createHash } from 'node:crypto'
import { entries } from '#domain/audit'
import type { AgentRow } from '#domain/agents'
import { limits } from '#kernel/limits'
import type { VersionId } from '#kernel/ids'
import { makeTar, makeTarGz, makeZip, pushed } from '#test/support/archives'
import { openTestCompetitors, someSource, type TestCompetitors } from '#test/support/competitors'

const hourMs = 3_600_000

describe('versions', () => {
  let town: TestCompetitors

  before(async () => {
    town = await openTestCompetitors()
  })
  after(() => town.close())

  describe('what is kept', () => {
    for (const [what, statement] of Object.entries({
      'the source': `update competitors_versions set source = 'x'`,
      'the digest': `update competitors_versions set digest = 'x'`,
      'the number': `update competitors_versions set number = 7`,
      'whose it is': `update competitors_versions set agent_id = agent_id`,
      'who pushed it': `update competitors_versions set created_by = 'nobody'`,
      'a row': 'delete from competitors_versions',
      'all rows': 'truncate competitors_versions cascade',
    })) {
      it(`CO1 the database refuses to change ${what}`, async () => {
        const failure = await town.rows(statement).catch((error: Error) => error.message)
        expect(failure).to.include('competitors_versions is append-only')
      })
    }

    it('CO2 numbers go on by one for each agent and game, also of twenty pushed at once', async () => {
      const agent = await town.agent()
      const versions = await Promise.all(Array.from({ length: 20 }, () => town.push(agent, someSource())))
      expect(versions.map(({ number }) => number).toSorted((a, b) => a - b)).to.deep.equal(
        Array.from({ length: 20 }, (_, at) => at + 1),
      )
      expect(await town.push(agent, { ...someSource(), game: 'tic-tac-toe' })).to.include({ number: 1 })
      expect(await town.push(await town.agent(), someSource())).to.include({ number: 1 })
    })

    it('CO3 the digest is the hash of the canonical form, which is what is stored', async () => {
      const agent = await town.agent()
      const archive = await makeTar([
        { path: 'b.json', content: '[1]' },
        { path: 'Ü/x.txt', content: 'ü\n' },
        { path: 'agent.js', content: 'let x' },
      ])
      const { digest, id, bytes } = await town.push(agent, pushed(archive))
      const canonical = 'village-program 1 javascript agent.js\n5 agent.js\nlet x\n3 b.json\n[1]\n3 Ü/x.txt\nü\n\n'
      expect(digest).to.equal(createHash('sha256').update(canonical).digest('hex'))
      expect(bytes).to.equal(11)
      const [row] = await town.rows<{ source: Buffer }>('select source from competitors_versions where id = $1', [id])
      expect(row!.source.toString()).to.equal(canonical)
    })

    it('CO3 CO4 the same program is the same version, whatever way it comes', async () => {
      const agent = await town.agent()
      const files = [
        { path: 'agent.js', content: 'let y' },
        { path: 'data.bin', content: new Uint8Array([0, 255]) },
      ]
      const ways = [
        pushed(await makeTar(files)),
        pushed(await makeTarGz(files.toReversed())),
        pushed(makeZip(files)),
        pushed(makeZip(files.map((file) => ({ ...file, path: `my agent/${file.path}` })))),
        { ...pushed(makeZip(files)), main: './agent.js' },
      ]
      const ids = new Set<string>()
      for (const way of ways) ids.add((await town.push(agent, way)).id)
      expect([...ids]).to.have.length(1)
    })

    it('CO3 another main file, language, path or byte is another program', async () => {
      const agent = await town.agent()
      const files = [
        { path: 'a.js', content: 'let z' },
        { path: 'b.js', content: 'let z' },
      ]
      const digests = new Set<string>()
      for (const input of [
        { ...pushed(makeZip(files)), main: 'a.js' },
        { ...pushed(makeZip(files)), main: 'b.js' },
        { ...pushed(makeZip([...files, { path: 'c', content: '' }])), main: 'a.js' },
        { source: 'let z', main: 'a.js' },
        { source: 'let z', main: 'a.ts' },
        { source: 'let z ', main: 'a.js' },
      ])
        digests.add((await town.push(agent, input)).digest)
      expect(digests.size).to.equal(6)
    })

    it('CO4 the same at the same moment is one version, and another of another agent or game', async () => {
      const [agent, other] = [await town.agent(), await town.agent()]
      const input = someSource()
      const versions = await Promise.all(Array.from({ length: 5 }, () => town.push(agent, input)))
      expect(new Set(versions.map(({ id }) => id)).size).to.equal(1)
      const more = [await town.push(other, input), await town.push(agent, { ...input, game: 'tic-tac-toe' })]
      expect(more.map(({ digest }) => digest)).to.deep.equal([versions[0]!.digest, versions[0]!.digest])
      expect(new Set([...more, versions[0]!].map(({ id }) => id)).size).to.equal(3)
      const again = await town.competitors.push('test', agent.id, { game: 'connect-four', ...input })
      expect(again).to.include({ status: 'pushed', isNew: false })
    })

    it('CO5 the source is in no list, event or audit, and comes back as it was', async () => {
      const agent = await town.agent()
      const secret = 'my secret opening'
      const files = [
        { path: 'agent.py', content: `book = '${secret}'\n` },
        { path: 'book.bin', content: new Uint8Array([255, 254]) },
      ]
      const version = await town.push(agent, pushed(makeZip(files)))
      await town.settle(version)
      const told = [
        await town.competitors.list(agent.id, {}),
        await town.competitors.find(version.id),
        await town.competitors.activeOf(agent.id, 'connect-four'),
        await town.rows('select payload from outbox'),
        await town.rows('select detail from audit_entries'),
      ]
      expect(JSON.stringify(told)).not.to.include(secret)
      expect(await town.competitors.sourceOf(version.id)).to.deep.equal({
        main: 'agent.py',
        files: [
          { path: 'agent.py', text: `book = '${secret}'\n` },
          { path: 'book.bin', base64: '//4=' },
        ],
        hook: null,
      })
      const loaded = await town.competitors.programOf(version.id)
      if (loaded.status !== 'code') throw new Error(loaded.status)
      expect(loaded.program).to.deep.equal({
        language: 'python',
        main: 'agent.py',
        files: new Map([
          ['agent.py', new TextEncoder().encode(`book = '${secret}'\n`)],
          ['book.bin', new Uint8Array([255, 254])],
        ]),
      })
    })
  })

  describe('what plays', () => {
    it('CO12 CO13 a version plays once its trial has passed, and not before', async () => {
      const agent = await town.agent()
      const version = await town.push(agent, someSource())
      expect(version).to.include({ state: 'untried', failure: null, isActive: false })
      expect(await town.competitors.activeOf(agent.id, 'connect-four')).to.equal(null)
      await town.settle(version)
      const active = { ...version, state: 'playable', isActive: true }
      expect(await town.competitors.activeOf(agent.id, 'connect-four')).to.deep.equal(active)
      expect(await town.competitors.find(version.id)).to.deep.equal(active)
      expect(await town.competitors.activeOf(agent.id, 'tic-tac-toe')).to.equal(null)
    })

    it('CO12 what failed says why and does not play', async () => {
      const agent = await town.agent()
      const version = await town.push(agent, someSource())
      await town.settle(version, { status: 'failed', reason: 'crash: act is not a function' })
      expect(await town.competitors.find(version.id)).to.include({
        state: 'failed',
        failure: 'crash: act is not a function',
        isActive: false,
      })
      expect(await town.competitors.activate('test', version.id)).to.include({ code: 'not_playable' })
    })

    it('CO12 the first result stands, also of many settled at once, and is told once', async () => {
      const agent = await town.agent()
      const version = await town.push(agent, someSource())
      await Promise.all(Array.from({ length: 10 }, () => town.settle(version)))
      await town.settle(version, { status: 'failed', reason: 'too late' })
      expect(await town.competitors.find(version.id)).to.include({ state: 'playable', isActive: true })
      expect(await eventsOf(agent)).to.deep.equal(['competitors.pushed', 'competitors.tried', 'competitors.activated'])
    })

    for (const [what, reason] of Object.entries({
      'a NUL': 'a\u0000b',
      'half a character': 'a\ud800b',
      'an override': 'a\u202eb',
      'an escape': '\u001b[2J',
      'a megabyte': 'x'.repeat(1_000_000),
      nothing: '',
    })) {
      it(`CO12 a reason with ${what} is stored as what can be shown`, async () => {
        const version = await town.push(await town.agent(), someSource())
        await town.settle(version, { status: 'failed', reason })
        const { failure } = (await town.competitors.find(version.id))!
        expect(failure).to.match(/^[\x20-\x7e]+…?$/)
        expect(failure!.length).to.be.at.most(limits.trialReasonCharsMax)
      })
    }

    it('CO13 pushed without the wish it waits to be activated', async () => {
      const agent = await town.agent()
      const [first, second] = [await town.push(agent, someSource()), await later(agent, { activate: false })]
      for (const version of [first, second]) await town.settle(version)
      expect(await activeNumber(agent)).to.equal(1)
      expect(await town.competitors.activate('test', second.id)).to.deep.include({
        status: 'activated',
        version: { ...second, state: 'playable', isActive: true },
      })
      expect(await activeNumber(agent)).to.equal(2)
      expect((await town.competitors.find(first.id))!.isActive).to.equal(false)
    })

    it('CO13 trials that end in another order leave the last wish', async () => {
      const agent = await town.agent()
      const versions = [await town.push(agent, someSource()), await town.push(agent, someSource()), await later(agent)]
      for (const at of [1, 2, 0]) await town.settle(versions[at]!)
      expect(await activeNumber(agent)).to.equal(3)
    })

    it('CO13 of two wished at one moment the higher number plays, whichever trial ends first', async () => {
      for (const order of [
        [0, 1],
        [1, 0],
      ]) {
        const agent = await town.agent()
        const versions = [await town.push(agent, someSource()), await town.push(agent, someSource())]
        for (const at of order) await town.settle(versions[at]!)
        expect(await activeNumber(agent)).to.equal(2)
      }
    })

    it('CO13 an activation after a push outlasts the trial of what was pushed', async () => {
      const agent = await town.agent()
      const [first, second] = [await town.push(agent, someSource()), await later(agent)]
      await town.settle(first)
      town.clock.advance(1_000)
      await town.competitors.activate('test', first.id)
      await town.settle(second)
      expect(await activeNumber(agent)).to.equal(1)
    })

    it('CO13 what failed leaves the one before in play', async () => {
      const agent = await town.agent()
      const [first, second] = [await town.push(agent, someSource()), await later(agent)]
      await town.settle(second, { status: 'failed', reason: 'timeout' })
      await town.settle(first)
      expect(await activeNumber(agent)).to.equal(1)
    })

    it('CO4 CO13 the same pushed again is wished for again', async () => {
      const agent = await town.agent()
      const old = someSource()
      const first = await town.push(agent, old)
      await town.settle(first)
      await town.settle(await later(agent))
      expect(await activeNumber(agent)).to.equal(2)
      expect(await town.push(agent, { ...old, activate: false })).to.include({ number: 1, isActive: false })
      town.clock.advance(1_000)
      expect(await town.push(agent, old)).to.include({ number: 1, isActive: true })
      expect(await activeNumber(agent)).to.equal(1)
    })

    it('CO4 CO13 so is one that waits for its trial', async () => {
      const agent = await town.agent()
      const old = someSource()
      const first = await town.push(agent, { ...old, activate: false })
      const second = await later(agent)
      town.clock.advance(1_000)
      await town.push(agent, old)
      for (const version of [second, first]) await town.settle(version)
      expect(await activeNumber(agent)).to.equal(1)
    })

    it('CO13 there is no such version to activate or to settle', async () => {
      const nobody = '018f0000-0000-7000-8000-000000000000' as VersionId
      expect(await town.competitors.activate('test', nobody)).to.include({ code: 'not_found' })
      expect(await town.competitors.programOf(nobody)).to.include({ code: 'not_found' })
      expect(await town.competitors.sourceOf(nobody)).to.include({ code: 'not_found' })
      for (const id of [nobody, 'x', '', "'; drop table agents; --"])
        expect(await town.competitors.find(id)).to.equal(null)
      const settled = town.storage.transaction((tx) => town.competitors.settleTrial(tx, nobody, { status: 'passed' }))
      expect(await settled.catch((error: Error) => error.message)).to.include('there is no version')
    })

    for (const standing of ['suspended', 'quarantined', 'archived'] as const) {
      it(`CO14 a ${standing} agent pushes and activates nothing, and nothing of it becomes active`, async () => {
        const agent = await town.agent()
        const [first, second] = [await town.push(agent, someSource()), await later(agent)]
        await town.settle(first)
        await town.stand(agent, standing)
        expect(await town.refused(agent, someSource())).to.include({ code: standing })
        expect(await town.competitors.activate('test', first.id)).to.include({ code: standing })
        await town.settle(second)
        expect(await activeNumber(agent)).to.equal(1)
        expect((await town.competitors.find(second.id))!.state).to.equal('playable')
      })
    }

    it('CO14 nobody pushes for an agent that is not there', async () => {
      const nobody = { ...(await town.agent()), id: '018f0000-0000-7000-8000-000000000000' as AgentRow['id'] }
      expect(await town.refused(nobody, someSource())).to.include({ code: 'not_found' })
    })
  })

  describe('what is told', () => {
    it('CO15 with each push, trial and activation: event and audit', async () => {
      const agent = await town.agent()
      const version = await town.push(agent, someSource())
      await town.settle(version)
      const { id: versionId, digest } = version
      const facts = { versionId, agentId: agent.id, name: agent.name, game: 'connect-four', number: 1, digest }
      const told = await town.rows(`select type, payload from outbox where payload ->> 'versionId' = $1 order by id`, [
        versionId,
      ])
      expect(told).to.deep.equal([
        { type: 'competitors.pushed', payload: facts },
        { type: 'competitors.tried', payload: { ...facts, state: 'playable', reason: '' } },
        { type: 'competitors.activated', payload: facts },
      ])
      const audited = await entries(town.storage.database.manager, { subject: agent.id }, 2)
      expect(audited.map(({ actor, action, detail }) => ({ actor, action, detail }))).to.deep.equal([
        {
          actor: 'system:trial',
          action: 'competitors.activate',
          detail: { versionId, game: 'connect-four', number: 1, before: null },
        },
        {
          actor: 'test',
          action: 'competitors.push',
          detail: { versionId, game: 'connect-four', number: 1, digest, activate: true },
        },
      ])
    })

    it('CO15 the same again, and an activation of what is active, are no news', async () => {
      const agent = await town.agent()
      const input = someSource()
      const version = await town.push(agent, input)
      await town.settle(version)
      const before = await eventsOf(agent)
      await town.push(agent, input)
      await town.competitors.activate('test', version.id)
      expect(await eventsOf(agent)).to.deep.equal(before)
    })

    it('CO15 a trial whose caller takes all back has not ended', async () => {
      const agent = await town.agent()
      const version = await town.push(agent, someSource())
      const taken = town.storage.transaction(async (tx) => {
        await town.competitors.settleTrial(tx, version.id, { status: 'passed' })
        throw new Error('taken back')
      })
      expect(await taken.catch((error: Error) => error.message)).to.equal('taken back')
      expect(await town.competitors.find(version.id)).to.include({ state: 'untried', isActive: false })
      expect(await eventsOf(agent)).to.deep.equal(['competitors.pushed'])
    })

    it('CO17 what waits for its trial is found, the oldest first, by another process too', async () => {
      const waiting = (await town.competitors.untried(1_000)).map(({ id }) => id)
      const [agent, gone] = [await town.agent(), await town.agent()]
      const [first, second] = [await town.push(agent, someSource()), await town.push(agent, someSource())]
      await town.push(gone, someSource())
      await town.stand(gone, 'archived')
      const found = (await town.another().untried(1_000)).map(({ id }) => id)
      expect(found.filter((id) => !waiting.includes(id))).to.deep.equal([first.id, second.id])
      expect(await town.competitors.untried(1)).to.have.length(1)
      await town.settle(first)
      expect((await town.competitors.untried(1_000)).map(({ id }) => id)).not.to.include(first.id)
    })
  })

  describe('how much', () => {
    it('CO16 so many new versions in an hour, of any games, in all processes; the same again is not new', async () => {
      const agent = await town.agent()
      const input = someSource()
      await pushMany(agent, limits.versionsPerHourMax - 1)
      await town.another().push('test', agent.id, { game: 'tic-tac-toe', ...input })
      for (const competitors of [town.another(), town.another()])
        expect(await competitors.push('test', agent.id, { game: 'connect-four', ...someSource() })).to.include({
          code: 'rate_limited',
        })
      expect(await town.another().push('test', agent.id, { game: 'tic-tac-toe', ...input })).to.include({
        isNew: false,
      })
      town.clock.advance(hourMs)
      expect(await town.another().push('test', agent.id, { game: 'connect-four', ...someSource() })).to.include({
        isNew: true,
      })
    })

    it('CO16 so many of a game, ever', async () => {
      const agent = await town.agent()
      while ((await town.competitors.list(agent.id, {})).versions.length < limits.versionsPageMax) {
        town.clock.advance(hourMs)
        await pushMany(agent, 25)
      }
      await pushManyRows(agent, limits.versionsPerGameMax - limits.versionsPageMax)
      town.clock.advance(hourMs)
      const competitors = town.another()
      expect(await competitors.push('test', agent.id, { game: 'connect-four', ...someSource() })).to.include({
        code: 'too_many_versions',
      })
      expect(await competitors.push('test', agent.id, { game: 'tic-tac-toe', ...someSource() })).to.include({
        isNew: true,
      })
      const first = await competitors.list(agent.id, { game: 'connect-four' })
      const second = await competitors.list(agent.id, { game: 'connect-four', before: first.next as VersionId })
      const numbers = [...first.versions, ...second.versions].map(({ number }) => number)
      expect(numbers).to.deep.equal(
        Array.from({ length: limits.versionsPerGameMax }, (_, at) => limits.versionsPerGameMax - at),
      )
    })

    it('CO16 so many pushes in a minute, refused ones too', async () => {
      const agent = await town.agent()
      const competitors = town.another()
      const codes: string[] = []
      for (let count = 0; count <= limits.pushesPerMinuteMax; count++) {
        const result = await competitors.push('test', agent.id, { game: 'connect-four', archive: 'AAAA' })
        codes.push(result.status === 'refused' ? result.code : result.status)
      }
      expect(new Set(codes.slice(0, -1))).to.deep.equal(new Set(['invalid']))
      expect(codes.at(-1)).to.equal('rate_limited')
    })
  })

  async function later(agent: AgentRow, more: { activate?: boolean } = {}) {
    town.clock.advance(1_000)
    return town.push(agent, { ...someSource(), ...more })
  }

  async function activeNumber({ id }: AgentRow): Promise<number | undefined> {
    return (await town.competitors.activeOf(id, 'connect-four'))?.number
  }

  async function eventsOf({ id }: AgentRow): Promise<string[]> {
    const rows = await town.rows<{ type: string }>(
      `select type from outbox where payload ->> 'agentId' = $1 and type like 'competitors.%' order by id`,
      [id],
    )
    return rows.map(({ type }) => type)
  }

  async function pushMany({ id }: AgentRow, count: number): Promise<void> {
    const competitors = town.another() // which has counted no pushes yet
    for (let made = 0; made < count; made++) {
      const result = await competitors.push('test', id, { game: 'connect-four', ...someSource() })
      expect(result.status).to.equal('pushed')
    }
  }

  async function pushManyRows({ id }: AgentRow, count: number): Promise<void> {
    await town.rows(
      `insert into competitors_versions
       select ('ffffffff-ffff-7fff-8fff-' || lpad(n::text, 12, '0'))::uuid, agent_id, game, ${limits.versionsPageMax} + n, kind, language, main,
         'digest ' || n, bytes, source, state, failure, wished_at, created_at, created_by
       from competitors_versions, generate_series(1, $2::int) as n where agent_id = $1 and number = 1`,
      [id, count],
    )
  }
})
