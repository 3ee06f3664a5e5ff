import { expect } from 'chai'
import { InfrastructureFault } from '#match/contract'
import { verifyLog } from '#match/verify'
import type { Runtime } from '#domain/sandbox'
import type { MatchView } from '#messages/matches'
import { openTestMatches, pushedEvent, type TestMatches } from '#test/support/matches'
import { until } from '#test/support/until'

const first = 'export default { act: (state) => state.validActions[0] }'
const crashing = 'export default { act() { throw new Error("a secret of mine") } }'
// Two or three seconds a match, without a single timer.
const slow = 'export default { act(state) { for (let i = 0; i < 2e6; i++); return state.validActions[0] } }'

describe('playing matches', () => {
  let arena: TestMatches

  beforeEach(async () => {
    arena = await openTestMatches()
  })
  afterEach(() => arena.dispose())

  async function asked(source: string, more: object = {}): Promise<MatchView> {
    const agent = await arena.agent()
    await arena.playable(agent, source)
    const match = await arena.ask(agent, { entrants: [{ agent: agent.id }, { house: 'random' }], ...more })
    expect(match).to.include({ state: 'queued' })
    return match as MatchView
  }

  it('M5 M12 writes result, log and event together, and the log is valid and signed', async () => {
    await arena.worker()
    const { id } = await asked(first)
    const ended = await arena.ended(id)
    expect(ended).to.include({ state: 'finished', attempt: 1, failure: null })
    expect(ended.entrants.map(({ seat }) => seat)).to.have.members([0, 1])
    const found = await arena.matches.log(id)
    const log = found.status === 'found' ? found.log : ''
    const verified = await verifyLog(log, { trusted: [arena.matches.publicKey] })
    expect(verified).to.include({ status: 'valid', head: ended.head })
    const events = await arena.rows<{ type: string }>(
      `select type from outbox where payload ->> 'matchId' = $1 order by id`,
      [id],
    )
    expect(events.map(({ type }) => type)).to.deep.equal(['matches.queued', 'matches.started', 'matches.finished'])
  })

  it('M11 refuses to change or remove what has ended, also to the owner of the tables', async () => {
    await arena.worker()
    const { id } = await asked(first)
    await arena.ended(id)
    for (const statement of [
      `update matches set turns = 1 where id = '${id}'`,
      `update match_logs set log = '' where match_id = '${id}'`,
      `update match_entrants set score = 9 where match_id = '${id}'`,
      `delete from match_logs where match_id = '${id}'`,
      `delete from match_entrants where match_id = '${id}'`,
      `delete from matches where id = '${id}'`,
      'truncate match_logs, match_entrants, matches',
    ])
      expect(await arena.rows(statement).catch((error: Error) => error.message), statement).to.match(
        /stays as it is|only ever|refuse|not be changed|cannot|append/i,
      )
  })

  it('M6 plays so many of one owner at once, and goes on until all are done', async () => {
    await arena.worker(4)
    const agent = await arena.agent()
    await arena.playable(agent, slow)
    const ids: string[] = []
    for (let count = 0; count < 6; count++) {
      const match = await arena.ask(agent, { entrants: [{ agent: agent.id }, { house: 'random' }] })
      ids.push((match as MatchView).id)
    }
    let most = 0
    await until(
      'all are over',
      async () => {
        const { matches } = await arena.matches.page({})
        most = Math.max(most, matches.filter(({ state }) => state === 'running').length)
        return matches.every(({ state }) => state === 'finished')
      },
      50_000,
    )
    expect(ids).to.have.length(6)
    expect(most).to.be.within(1, 2)
  })

  it('M7 plays a match again whose worker is gone, and what that one still writes counts for nothing', async () => {
    const { id } = await asked(first)
    // As a process leaves it that was killed: taken, and no sign of life since.
    await arena.rows(
      `update matches set state = 'running', worker = 'gone', attempt = 1, heartbeat_at = now() - interval '1 minute' where id = $1`,
      [id],
    )
    await arena.worker()
    await arena.matches.recover()
    expect(await arena.ended(id)).to.include({ state: 'finished', attempt: 2 })
    const found = await arena.matches.log(id)
    expect(await verifyLog(found.status === 'found' ? found.log : '')).to.include({ status: 'valid' })
  })

  it('M7 leaves a match alone that shows signs of life, and gives one up that always kills its process', async () => {
    const [alive, deadly] = [await asked(first), await asked(first)]
    const running = `update matches set state = 'running', worker = 'x', attempt = $2, heartbeat_at = now() - make_interval(secs => $3) where id = $1`
    await arena.rows(running, [alive.id, 1, 1])
    await arena.rows(running, [deadly.id, 5, 60])
    await arena.matches.recover()
    expect(await arena.matches.one(alive.id)).to.include({ state: 'running', attempt: 1 })
    expect(await arena.matches.one(deadly.id)).to.include({ state: 'failed', failure: 'its process died 5 times' })
  })

  it('M9 finds a match whose wake-up was lost', async () => {
    const { id } = await asked(first)
    await arena.rows('delete from queue.job')
    await arena.rows(`update matches set created_at = now() - interval '1 minute' where id = $1`, [id])
    await arena.worker()
    await arena.matches.recover()
    expect(await arena.ended(id)).to.include({ state: 'finished' })
  })

  it('M10 puts back what it plays when it is told to end, and another goes on', async () => {
    const worker = await arena.worker()
    const { id } = await asked(slow)
    await until('it is played', async () => ((await arena.matches.one(id)) as MatchView).state === 'running')
    await worker.stop()
    expect(await arena.matches.one(id)).to.include({ state: 'queued', attempt: 1 })
    await arena.worker()
    expect(await arena.ended(id)).to.include({ state: 'finished', attempt: 2 })
  })

  it('M13 tries a version against itself, once, and then lets it play', async () => {
    await arena.worker()
    const agent = await arena.agent()
    const { version } = (await arena.competitors.push('test', agent.id, {
      game: 'connect-four',
      language: 'javascript',
      source: first,
    })) as { version: Parameters<typeof pushedEvent>[0] }
    await Promise.all([
      arena.matches.onEvent(pushedEvent(version)),
      arena.matches.onEvent(pushedEvent(version)),
      arena.matches.recover(),
    ])
    const { matches } = await arena.matches.page({ agent: agent.id })
    expect(matches).to.have.length(1)
    expect(matches[0]).to.include({ purpose: 'trial', mode: 'sandbox' })
    await arena.ended(matches[0]!.id)
    expect(await arena.competitors.find(version.id)).to.include({ state: 'playable', isActive: true })
  })

  it('M13 M15 fails a version that errs, tells everyone which fault, and its owner in words', async () => {
    await arena.worker()
    const [agent, other] = [await arena.agent(), await arena.agent()]
    const { version } = (await arena.competitors.push('test', agent.id, {
      game: 'connect-four',
      language: 'javascript',
      source: crashing,
    })) as { version: Parameters<typeof pushedEvent>[0] }
    await arena.matches.onEvent(pushedEvent(version))
    const { id } = (await arena.matches.page({ agent: agent.id })).matches[0]!
    const ended = await arena.ended(id)
    expect(await arena.competitors.find(version.id)).to.include({
      state: 'failed',
      failure: 'crash at turn 0 of the trial',
      isActive: false,
    })
    expect(JSON.stringify(ended)).not.to.include('a secret of mine')
    const faults = await arena.matches.faultsFor(id, { agentId: agent.id })
    expect(faults).to.have.length(1)
    expect(JSON.stringify(faults)).to.include('a secret of mine')
    expect(await arena.matches.faultsFor(id, { agentId: other.id })).to.include({ code: 'forbidden' })
  })

  it('M14 stamps entrants, and lets them play for something only where every hostile case was withstood', async () => {
    await arena.worker()
    const [ada, ben] = [await arena.agent(), await arena.agent()]
    for (const agent of [ada, ben]) await arena.playable(agent, first)
    const entrants = [{ agent: ada.id }, { agent: ben.id }]
    expect(await arena.ask(ada, { mode: 'sanctioned', entrants })).to.include({ code: 'not_attested' })
    const begun = await arena.attestations.begin('test', 'quickjs')
    const attested = begun.status === 'begun' ? await begun.finished : begun
    expect(attested).to.include({ holds: true })
    expect(await arena.ask(ada, { mode: 'sanctioned', entrants: [{ agent: ada.id }, { house: 'random' }] })).to.include(
      { code: 'not_attested' },
    )
    const match = (await arena.ask(ada, { mode: 'sanctioned', entrants })) as MatchView
    const ended = await arena.ended(match.id)
    expect(ended).to.include({ state: 'finished', mode: 'sanctioned' })
    for (const entrant of ended.entrants) {
      expect(entrant.isAttested).to.equal(true)
      expect(entrant.runtime).to.match(/^quickjs \(/)
    }
  })
})

describe('playing matches when what runs the agents fails', () => {
  it('M8 plays again after a pause with the same chance, and blames nobody', async () => {
    let failures = 2
    const arena = await openTestMatches({ runtime: (real) => failingWhile(real, () => failures-- > 0) })
    try {
      await arena.worker()
      const agent = await arena.agent()
      await arena.playable(agent, first)
      const match = (await arena.ask(agent, { entrants: [{ agent: agent.id }, { house: 'random' }] })) as MatchView
      const ended = await arena.ended(match.id)
      expect(ended).to.include({ state: 'finished', attempt: 3, commitment: match.commitment })
      expect(ended.entrants.map(({ faults, withdrawn }) => [faults, withdrawn])).to.deep.equal([
        [0, null],
        [0, null],
      ])
    } finally {
      await arena.dispose()
    }
  })

  it('M8 fails a match for which nothing can be had, up to a bound, and no version is blamed in its trial', async () => {
    const arena = await openTestMatches({ runtime: (real) => failingWhile(real, () => true) })
    try {
      await arena.worker()
      const agent = await arena.agent()
      const { version } = (await arena.competitors.push('test', agent.id, {
        game: 'connect-four',
        language: 'javascript',
        source: first,
      })) as { version: Parameters<typeof pushedEvent>[0] }
      await arena.matches.onEvent(pushedEvent(version))
      const { id } = (await arena.matches.page({ agent: agent.id })).matches[0]!
      const ended = await arena.ended(id)
      expect(ended).to.include({ state: 'failed', attempt: 5 })
      expect(ended.failure).to.include('there is no room')
      expect(await arena.competitors.find(version.id)).to.include({ state: 'untried' })
    } finally {
      await arena.dispose()
    }
  }).timeout(90_000)
})

/** A runtime that has no instance to give while something holds; else it is the real one. */
function failingWhile(real: Runtime, holds: () => boolean): Runtime {
  return {
    ...real,
    lease: async (program, limits) => {
      if (holds()) throw new InfrastructureFault('there is no room')
      return real.lease(program, limits)
    },
  }
}
