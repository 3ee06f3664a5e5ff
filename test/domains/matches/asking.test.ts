import { expect } from 'chai'
import { hashText } from '#match/hash'
import { commitmentTo } from '#match/seed'
import { verifyLog } from '#match/verify'
import type { MemberId } from '#kernel/ids'
import type { Refusal } from '#kernel/refusal'
import type { MatchView } from '#messages/matches'
import { openTestMatches, type TestMatches } from '#test/support/matches'

const first = 'export default { act: (state) => state.validActions[0] }'
const member = '018f0000-0000-7000-8000-00000000000a' as MemberId

describe('asking for a match', () => {
  let arena: TestMatches

  before(async () => {
    arena = await openTestMatches()
  })
  after(() => arena.dispose())

  it('M1 needs an agent of the requester’s own among the entrants', async () => {
    const [ada, ben, cara] = [await arena.agent(), await arena.agent(), await arena.agent()]
    for (const agent of [ada, ben]) await arena.playable(agent, first)
    const entrants = [{ agent: ada.id }, { agent: ben.id }]
    expect(await arena.ask(cara, { entrants })).to.include({ code: 'forbidden' })
    expect(await arena.ask(ada, { entrants })).to.include({ state: 'queued' })
    expect(await arena.ask(ada, { entrants: [{ house: 'random' }, { house: 'random' }] })).to.include({
      code: 'forbidden',
    })
  })

  it('M1 lets only its owner choose a version, or enter an agent as it is in the village', async () => {
    const [own, other] = [await arena.agent(member), await arena.agent()]
    const version = await arena.playable(own, first)
    await arena.playable(other, first)
    const byOther = (entrant: object) => arena.ask(other, { entrants: [{ agent: other.id }, entrant] })
    expect(await byOther({ version: version.id })).to.include({ code: 'forbidden' })
    expect(await byOther({ agent: own.id, via: 'village' })).to.include({ code: 'forbidden' })
    const byOwner = { actor: 'member', memberId: member }
    for (const entrant of [{ version: version.id }, { agent: own.id, via: 'village' as const }]) {
      const request = { game: 'connect-four', mode: 'sandbox' as const, options: {}, suddenDeathMax: 0 }
      const asked = await arena.matches.request(byOwner, {
        ...request,
        entrants: [entrant, { agent: other.id }] as never,
      })
      expect(asked).to.include({ state: 'queued' })
    }
  })

  it('M2 refuses who is not active, has nothing that may play, or is not there', async () => {
    const [ada, idle] = [await arena.agent(), await arena.agent()]
    await arena.playable(ada, first)
    const against = (entrant: object) => arena.ask(ada, { entrants: [{ agent: ada.id }, entrant] })
    expect(await against({ agent: idle.id })).to.include({ code: 'no_active_version' })
    const untried = await arena.competitors.push('test', ada.id, {
      game: 'connect-four',
      language: 'javascript',
      source: `${first} // new`,
    })
    const { version } = untried as Extract<typeof untried, { status: 'pushed' }>
    expect(await against({ version: version.id })).to.include({ code: 'not_playable' })
    expect(await against({ agent: '018f0000-0000-7000-8000-000000000000' })).to.include({ code: 'not_found' })
    expect(await against({ version: '018f0000-0000-7000-8000-000000000000' })).to.include({ code: 'not_found' })
    await arena.rows(`update agents set standing = 'quarantined' where id = $1`, [idle.id])
    expect(await against({ agent: idle.id, via: 'village' })).to.include({ code: 'quarantined' })
  })

  const house = { house: 'random' }
  const faulty: [string, object, string][] = [
    ['an unknown game', { game: 'go' }, 'game'],
    ['too few players', { entrants: [] }, 'entrants'],
    ['too many players', { entrants: [house, house] }, 'entrants'],
    ['nine players', { entrants: Array.from({ length: 8 }, () => house) }, 'entrants'],
    ['two ways at once', { entrants: [{ ...house, agent: '018f0000-0000-7000-8000-000000000000' }] }, 'entrants.1'],
    ['a house that is not there', { entrants: [{ house: 'stockfish' }] }, 'entrants.1.house'],
    ['another mode', { mode: 'serious' }, 'mode'],
    ['more time in a sanctioned match', { mode: 'sanctioned', turnMsMax: 5_000 }, 'turnMsMax'],
    ['no end of sudden death', { suddenDeathMax: 1e9 }, 'suddenDeathMax'],
    ['options that the game does not have', { options: { size: 8 } }, ''],
  ]
  for (const [what, change, field] of faulty)
    it(`M3 refuses ${what}, and writes nothing`, async () => {
      const ada = await arena.agent()
      await arena.playable(ada, first)
      const before = await arena.rows<{ n: number }>('select count(*)::int as n from matches')
      const { entrants = [house] } = change as { entrants?: object[] }
      const asked = (await arena.ask(ada, { ...change, entrants: [{ agent: ada.id }, ...entrants] })) as Refusal
      expect(asked, JSON.stringify(asked)).to.include({ status: 'refused', code: 'invalid' })
      expect(asked.errors?.map((error) => error.field).join()).to.include(field)
      expect(await arena.rows('select count(*)::int as n from matches')).to.deep.equal(before)
    })

  it('M4 tells the commitment at once and the secret only in the log', async () => {
    const ada = await arena.agent()
    await arena.playable(ada, first)
    const asked = (await arena.ask(ada, { entrants: [{ agent: ada.id }, { house: 'random' }] })) as MatchView
    const [{ secret }] = (await arena.rows<{ secret: string }>('select secret from matches where id = $1', [
      asked.id,
    ])) as [{ secret: string }]
    expect(asked.commitment).to.equal(commitmentTo(secret, hashText))
    expect(JSON.stringify([asked, await arena.matches.page({})])).not.to.include(secret)
    const events = await arena.rows(`select payload from outbox where payload ->> 'matchId' = $1`, [asked.id])
    expect(JSON.stringify(events)).not.to.include(secret)
    expect(await arena.matches.log(asked.id)).to.include({ code: 'match_unfinished' })
    await arena.worker()
    const ended = await arena.ended(asked.id)
    const found = await arena.matches.log(asked.id)
    const log = found.status === 'found' ? found.log : ''
    expect(log).to.include(secret)
    expect(await verifyLog(log, { trusted: [arena.matches.publicKey] })).to.include({
      status: 'valid',
      head: ended.head,
    })
  })

  it('M6 of one owner so many wait, also if they are asked for at once', async () => {
    const busy = await openTestMatches() // without a worker
    try {
      const ada = await busy.agent()
      await busy.playable(ada, first)
      const entrants = [{ agent: ada.id }, { house: 'random' }]
      const asked: (MatchView | Refusal)[] = []
      for (let round = 0; round < 11; round++)
        asked.push(...(await Promise.all(Array.from({ length: 10 }, () => busy.ask(ada, { entrants })))))
      const refused = asked.filter((one) => 'code' in one)
      expect(refused).to.have.length(10)
      expect(new Set(refused.map(({ code }) => code))).to.deep.equal(new Set(['too_many_matches']))
      const ben = await busy.agent()
      await busy.playable(ben, first)
      expect(await busy.ask(ben, { entrants: [{ agent: ben.id }, { house: 'random' }] })).to.include({
        state: 'queued',
      })
    } finally {
      await busy.dispose()
    }
  })
})
