import { expect } from 'chai'
import { entries } from '#domain/audit'
import {
  createAttestations,
  suite,
  type Attestations,
  type AttestationsOptions,
  type KeptAttestation,
} from '#domain/attestation'
import type { Route } from '#http/route'
import { runtimeRoutes } from '#http/routes/runtimes'
import type { AgentId } from '#kernel/ids'
import { InfrastructureFault } from '#match/contract'
import { createLog } from '#platform/log'
import type { OpenStorage } from '#storage'
import { createTestClock, type TestClock } from '#test/support/clock'
import { newDatabase, openDatabase, query } from '#test/support/cluster'
import { until } from '#test/support/until'
import { createWeakRuntime } from '#test/support/weak-runtime'

const dayMs = 86_400_000
const log = createLog('silent', 'json')
const held = casesNamed('reply-cycle')
const broken = casesNamed('reply-cycle', 'reply-long-text')

describe('attestations', () => {
  let opened: OpenStorage
  let clock: TestClock

  beforeEach(async () => {
    opened = await openDatabase(await newDatabase())
    clock = createTestClock()
  })
  afterEach(() => opened.close())

  it('AT5 AT9 are kept, and stamp what is played on the runtime in that version', async () => {
    const attestations = service()
    expect(await attestations.stamp('quickjs', 'weak')).to.equal(undefined)
    expect(await attestations.latestFor('quickjs', 'weak')).to.equal(undefined)
    const kept = await attested(attestations)
    expect(kept).to.include({ runtime: 'quickjs', version: 'weak', at: clock.now(), outcome: 'held', holds: true })
    expect(kept.suite).to.match(/^[0-9a-f]{64}$/)
    expect(await attestations.stamp('quickjs', 'weak')).to.deep.equal({ attestationId: kept.id, holds: true })
    expect(await attestations.stamp('quickjs', 'weak 2')).to.equal(undefined)
    expect(await attestations.stamp('runc', 'weak')).to.equal(undefined)
    expect(await attestations.latestFor('quickjs', 'weak')).to.deep.equal(kept)
    expect(await attestations.latest()).to.deep.equal([kept])
  })

  it('AT9 of several the latest counts, also if it holds no more', async () => {
    await attested(service())
    clock.advance(1_000)
    const second = await attested(service({ cases: broken }))
    expect(await service().stamp('quickjs', 'weak')).to.deep.equal({ attestationId: second.id, holds: false })
    expect((await service().latest()).map(({ id }) => id)).to.deep.equal([second.id])
  })

  it('AT5 another suite has another digest', async () => {
    const [one, other] = [await attested(service()), await attested(service({ cases: broken }))]
    expect(one.suite).not.to.equal(other.suite)
  })

  it('AT6 commit with their event, and with the audit entry of who asked', async () => {
    const kept = await attested(service({ cases: broken }), 'member:ada')
    const broke = ['javascript/reply-long-text']
    const facts = { attestationId: kept.id, version: 'weak', holds: false, cases: 2, broke }
    expect(await rows(`select payload from outbox where type = 'attestation.finished'`)).to.deep.equal([
      { payload: { runtime: 'quickjs', ...facts } },
    ])
    const [entry] = await entries(opened.storage.database.manager, { action: 'runtime.attest' }, 2)
    expect(entry).to.deep.include({ actor: 'member:ada', subject: 'quickjs', detail: facts })
  })

  it('AT6 nobody asked for those at start, so they are not in the audit', async () => {
    await service().attestAll()
    expect(await count()).to.equal(1)
    expect(await entries(opened.storage.database.manager, {}, 1)).to.deep.equal([])
  })

  for (const change of [
    'update runtime_attestations set holds = true',
    'delete from runtime_attestations',
    'truncate runtime_attestations',
  ]) {
    it(`AT6 the database refuses to ${change}`, async () => {
      await service().attestAll()
      const refused = await rows(change).catch((error: Error) => error.message)
      expect(refused).to.equal('runtime_attestations is append-only')
    })
  }

  it('AT7 are made at start only where there is none that is recent', async () => {
    await service().attestAll()
    clock.advance(6 * dayMs)
    await service().attestAll()
    expect(await count()).to.equal(1)
    clock.advance(2 * dayMs)
    await service().attestAll()
    expect(await count()).to.equal(2)
  })

  it('AT7 are made anew for another version, and for another suite', async () => {
    await service().attestAll()
    await service({ runtimes: [createWeakRuntime({}, 'weak 2')] }).attestAll()
    expect(await count()).to.equal(2)
    await service({ cases: broken }).attestAll()
    expect(await count()).to.equal(3)
    await service({ cases: broken }).attestAll()
    expect(await count(), 'one that does not hold is as good as one that does').to.equal(3)
  })

  it('AT3 AT7 one that is incomplete does not hold, and is made anew', async () => {
    const onLease = () => {
      throw new InfrastructureFault('no daemon')
    }
    await service({ runtimes: [createWeakRuntime({ onLease })] }).attestAll()
    expect(await service().stamp('quickjs', 'weak')).to.include({ holds: false })
    await service().attestAll()
    expect(await service().stamp('quickjs', 'weak')).to.include({ holds: true })
  })

  it('AT8 refuses to try a runtime while one is tried, also in another process', async () => {
    const attestations = service()
    const begun = await attestations.begin('member:ada', 'quickjs')
    expect(begun).to.include({ status: 'begun' })
    expect(await attestations.begin('member:bob', 'quickjs')).to.include({ code: 'conflict' })
    expect(await service().begin('member:bob', 'quickjs')).to.include({ code: 'conflict' })
    if (begun.status === 'begun') await begun.finished
    await attested(service())
  })

  it('AT8 of several processes that start one tries, and the others find what it kept', async () => {
    await Promise.all([service().attestAll(), service().attestAll(), service().attestAll()])
    expect(await count()).to.equal(1)
  })

  it('are told to everyone, those of other processes too, and begun by administrators', async () => {
    const [list, attest] = runtimeRoutes(service())
    expect([list!.access, attest!.access]).to.deep.equal(['everyone', 'administrator'])
    const runtime = { id: 'quickjs', version: 'weak', languages: ['javascript'], isMetered: false }
    expect(await told(list!)).to.deep.equal({ runtimes: [{ ...runtime, attestation: null }] })
    const { runtime: _, languages: __, isMetered: ___, ...attestation } = await attested(service())
    expect(await told(list!)).to.deep.equal({ runtimes: [{ ...runtime, attestation }] })
    const [listElsewhere] = runtimeRoutes(service({ runtimes: [] }))
    expect(await told(listElsewhere!)).to.deep.equal({ runtimes: [{ ...runtime, attestation }] })
    expect(await asked(attest!, 'runc')).to.include({ code: 'not_found' })
    expect(await asked(attest!, 'quickjs')).to.deep.equal({ status: 'begun' })
    expect(await asked(attest!, 'quickjs')).to.include({ code: 'conflict' })
    await until('the attestation is there', async () => (await count()) === 2)
  })

  it('refuses to try what is not there', async () => {
    expect(await service().begin('member:ada', 'runc')).to.include({ code: 'not_found' })
  })

  it('AT10 can be stored, whatever a program says', async () => {
    const kept = await attested(service({ cases: casesNamed('throw-odd-message', 'reply-odd-characters') }))
    expect(await service().latestFor('quickjs', 'weak')).to.deep.equal(kept)
  })

  it('keep nothing of what was ended half-way', async () => {
    const attestations = service()
    const begun = await attestations.begin('member:ada', 'quickjs')
    if (begun.status !== 'begun') throw new Error(begun.detail)
    const ended = begun.finished.catch((error: Error) => error.message)
    await attestations.stop()
    expect(await ended).to.match(/this process ends/)
    expect(await count()).to.equal(0)
    await attested(service())
  })

  function service(more: Partial<AttestationsOptions> = {}): Attestations {
    const { storage } = opened
    return createAttestations({ storage, clock, log, runtimes: [createWeakRuntime()], cases: held, ...more })
  }

  async function count(): Promise<number> {
    const [row] = await rows<{ n: number }>('select count(*)::int as n from runtime_attestations')
    return row!.n
  }

  function rows<Row extends object>(text: string): Promise<Row[]> {
    return query<Row>(opened.url, text)
  }
})

async function attested(attestations: Attestations, actor = 'member:test'): Promise<KeptAttestation> {
  const begun = await attestations.begin(actor, 'quickjs')
  if (begun.status !== 'begun') throw new Error(begun.detail)
  const kept = await begun.finished
  if ('status' in kept) throw new Error(kept.detail)
  return kept
}

function casesNamed(...names: string[]) {
  return suite.filter(({ name, language }) => language === 'javascript' && names.includes(name))
}

/** What a route answers, as its description says that it does. */
async function told(route: Route): Promise<unknown> {
  return route.answer.parse(await asked(route, ''))
}

function asked(route: Route, id: string): Promise<unknown> {
  const member = { id: 'ada' } as never
  return route.handle({ id: id as AgentId, body: undefined, query: undefined, agent: undefined, member })
}
