import { expect } from 'chai'
import { pruneHistory } from '#domain/history'
import type { AgentRow } from '#domain/agents'
import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { parse } from '#kernel/parse'
import type { Millis } from '#kernel/time'
import { historyMarksQuerySchema, historyQuerySchema, type AgentRecord } from '#messages/history'
import { openDatabase, query } from '#test/support/cluster'
import { openHistory, seen, someone, start, stateAt, type HistoryUnderTest } from '#test/support/history'
import { openProxy } from '#test/support/proxy'
import { type Random, withRandom } from '#test/support/random'
import { openTestVillage, roomLink, type VillageUnderTest } from '#test/support/village'

const minute = 60_000
const chunkMs = limits.historyChunkMs

describe('history', function () {
  this.timeout(60_000)
  let at: HistoryUnderTest

  beforeEach(async () => void (at = await openHistory()))
  afterEach(() => at.storage.close())

  describe('keyframes and deltas', () => {
    it('H1 H2 H3 replaying them gives every state of a village again, at random moments', () =>
      withRandom(async (random) => {
        const village = await openTestVillage()
        const moments = await live(village, random)
        await at.recorder.keep()
        const kept = [...moments.keys()]
        for (let look = 0; look < 60; look++) {
          const [from, to] = [random.pick(kept), random.pick(kept)].toSorted((a, b) => a - b) as [Millis, Millis]
          const answer = await at.history.between(from, Math.min(to, from + limits.historyRangeMsMax))
          expect(answer.gaps).to.deep.equal([])
          expect(answer.keyframe.at).to.equal(from)
          for (const moment of kept.filter((one) => one >= from && one <= answer.to))
            expect(stateAt(answer, moment), `${moment - kept[0]!} ms in`).to.deep.equal(moments.get(moment))
        }
        await village.close()
      }))

    it('H1 fields that go back to nothing, and agents who leave and come back, are told', async () => {
      const anna = someone('anna')
      at.tick(50, [anna])
      Object.assign(anna, { said: 'hello', saidAt: 60, claim: 'thinking', claimAt: 60, claimWhat: 'lunch' })
      const spoke = at.tick(50, [anna])
      Object.assign(anna, { claim: '', conversation: '' })
      const done = at.tick(50, [anna])
      const gone = at.tick(50, [], ['anna'])
      const back = at.tick(50, [someone('anna')])
      await at.recorder.keep()
      const answer = await at.history.between(start + 50, back)
      expect(stateAt(answer, spoke)[0]).to.include({ said: 'hello', saidAt: start + 60, claimWhat: 'lunch' })
      expect(stateAt(answer, done)[0]).to.include({ said: 'hello', claim: '', claimWhat: '', claimAt: 0 })
      expect(stateAt(answer, gone)).to.deep.equal([])
      expect(stateAt(answer, back)[0]).to.include({ id: 'anna', said: '', saidAt: 0 })
    })

    it('H4 a chunk takes ten seconds, a quiet one a minute; each minute begins with a keyframe', async () => {
      const anna = someone('anna')
      at.tick(50, [anna])
      for (let tick = 0; tick < 3 * 60 * 20; tick++) {
        anna.x = tick % 1_000
        at.tick(50, tick < 60 * 20 ? [anna] : [])
      }
      await at.recorder.keep()
      const lengths = (await chunks()).map(({ keyframe, ms }) => [keyframe, ms])
      const busy = Array.from({ length: 6 }, (_, number) => [number === 0, chunkMs])
      expect(lengths).to.deep.equal([...busy, [true, minute], [true, minute]])
    })

    it('H4 one with many changes ends at once', async () => {
      const crowd = Array.from({ length: limits.historyChunkChangesMax }, (_, number) => someone(`agent ${number}`))
      at.tick(50, crowd)
      for (const one of crowd) one.x = 1
      at.tick(50, crowd)
      await at.recorder.keep()
      expect((await chunks()).map(({ ms }) => ms)).to.deep.equal([50])
    })

    it('H3 a clock that is put back does not turn history round', async () => {
      const anna = someone('anna')
      at.tick(50, [anna])
      at.tick(1_000)
      anna.x = 7
      at.tick(-500, [anna])
      at.tick(1_000)
      await at.recorder.keep()
      const answer = await at.history.between(start + 50, start + 1_550)
      expect(answer.deltas.map((delta) => [delta.at - start, delta.changed])).to.deep.equal([
        [1_050, [{ id: 'anna', x: 7 }]],
      ])
    })
  })

  describe('gaps', () => {
    it('H6 a server that was down leaves a gap, and the delta after it says what is different', async () => {
      const [anna, boris] = [someone('anna'), someone('boris')]
      at.tick(50, [anna, boris])
      const down = at.tick(5_000)
      await at.recorder.keep()
      const again = await openHistory({ url: at.url, clock: at.clock })
      anna.x = 9
      const up = again.tick(30_000, [anna, someone('clara')])
      const end = again.tick(1_000)
      await again.recorder.keep()
      const answer = await at.history.between(start + 50, end)
      expect(answer.gaps).to.deep.equal([{ from: down, to: up }])
      expect(stateAt(answer, up - 1).map(({ id }) => id)).to.deep.equal(['anna', 'boris'])
      expect(stateAt(answer, up).map(({ id, x }) => [id, x])).to.deep.equal([
        ['anna', 9],
        ['clara', 0],
      ])
      expect(answer.deltas[0]!.left).to.deep.equal(['boris'])
      const inside = await at.history.between(down + 1_000, end)
      expect(inside.keyframe).to.deep.include({ at: up })
      expect(inside.gaps).to.deep.equal([{ from: down + 1_000, to: up }])
      const before = await at.history.between(start - minute, start)
      expect(before).to.deep.include({ gaps: [{ from: start - minute, to: start }], to: start })
      await again.storage.close()
    })

    it('H5 while the database is away chunks wait, and are written when it is back', async () => {
      const proxy = await openProxy(at.url)
      const behind = await openHistory({ url: proxy.url })
      const anna = someone('anna')
      behind.tick(50, [anna])
      await proxy.cut()
      for (anna.x = 1; anna.x <= 30; anna.x++) behind.tick(chunkMs, [anna])
      await behind.recorder.keep()
      expect(await chunks()).to.deep.equal([])
      await proxy.restore()
      await behind.recorder.keep()
      const answer = await at.history.between(start + 50, start + 50 + 30 * chunkMs)
      expect([answer.gaps, answer.deltas.length, await behind.dropped()]).to.deep.equal([[], 30, 0])
      await behind.storage.close()
      await proxy.close()
    })

    it('H5 H6 beyond the bound the oldest are dropped and counted, and the gap is told', async () => {
      const proxy = await openProxy(at.url)
      const behind = await openHistory({ url: proxy.url })
      const anna = someone('anna')
      behind.tick(50, [anna])
      await proxy.cut()
      const all = limits.historyChunksWaitingMax + 40
      for (let number = 1; number <= all; number++) {
        anna.x = number
        behind.tick(chunkMs, [anna])
      }
      await proxy.restore()
      await behind.recorder.keep()
      const rows = await chunks()
      const dropped = await behind.dropped()
      expect(rows.length + dropped).to.equal(all)
      expect(rows.length).to.be.within(limits.historyChunksWaitingMax - 6, limits.historyChunksWaitingMax)
      const from = start + 50
      const answer = await at.history.between(from, from + limits.historyRangeMsMax)
      const [gap] = answer.gaps
      expect(answer.gaps).to.deep.equal([{ from: gap!.from, to: gap!.from + dropped * chunkMs }])
      for (const moment of [gap!.to, gap!.to + 5 * chunkMs])
        expect(stateAt(answer, moment)[0]!.x).to.equal((moment - from) / chunkMs)
      await behind.storage.close()
      await proxy.close()
    })
  })

  describe('an answer', () => {
    it('H7 goes no further than what is kept, and says how far', async () => {
      const empty = await at.history.between(start, start + minute)
      expect(empty).to.deep.include({ to: start, asked: start + minute, deltas: [], gaps: [] })
      at.tick(50, [someone('anna')])
      const last = at.tick(5_000)
      await at.recorder.keep()
      expect(await at.history.between(start + 50, start + minute)).to.include({ to: last, asked: start + minute })
      const later = await at.history.between(last + 1_000, last + 2_000)
      expect([later.to, later.keyframe.at, later.keyframe.agents.length]).to.deep.equal([last + 1_000, last, 1])
    })

    it('H7 ends early when it would be too much, and the rest can be asked for', async () => {
      const crowd = Array.from({ length: 4_000 }, (_, number) => someone(`agent ${number}`))
      at.tick(50, crowd)
      const rounds = Math.ceil(limits.historyAnswerChangesMax / crowd.length) + 3
      for (let round = 1; round <= rounds; round++) {
        for (const one of crowd) one.x = round
        at.tick(1_000, crowd)
      }
      await at.recorder.keep()
      const end = at.clock.now()
      const first = await at.history.between(start + 50, end)
      expect(first.to).to.be.lessThan(end)
      expect(stateAt(first, first.to)[0]!.x).to.equal((first.to - start - 50) / 1_000)
      const rest = await at.history.between(first.to, end)
      expect([rest.to, stateAt(rest, end)[0]!.x, rest.gaps]).to.deep.equal([end, rounds, []])
    })

    it('H13 about one agent has nobody else in it, and is otherwise the same', () =>
      withRandom(async (random) => {
        const village = await openTestVillage()
        const kept = [...(await live(village, random)).keys()]
        await at.recorder.keep()
        const [from, to] = [kept[0]!, kept.at(-1)!]
        const all = await at.history.between(from, to)
        const ids = new Set(all.deltas.flatMap(({ changed }) => changed.map(({ id }) => id)))
        expect(ids.size).to.be.greaterThan(1)
        for (const id of ids) {
          const one = await at.history.between(from, to, id as AgentId)
          expect([one.to, one.asked, one.keyframe.at, one.gaps]).to.deep.equal([all.to, to, all.keyframe.at, all.gaps])
          for (const { changed, left } of one.deltas)
            expect(new Set([...changed.map((a) => a.id), ...left])).to.have.keys(id)
          for (const moment of kept)
            expect(stateAt(one, moment)).to.deep.equal(stateAt(all, moment).filter((agent) => agent.id === id))
        }
        await village.close()
      }))

    it('H8 is refused for a bad stretch, naming the field', () => {
      const bad = [
        [{ to: '1' }, 'from'],
        [{ from: '', to: '1' }, 'from'],
        [{ from: 'yesterday', to: '1' }, 'from'],
        [{ from: '-1', to: '1' }, 'from'],
        [{ from: '1' }, 'to'],
        [{ from: '2', to: '1' }, 'to'],
        [{ from: '0', to: String(limits.historyRangeMsMax + 1) }, 'to'],
      ] as const
      for (const [asked, field] of bad) expect(fieldsOf(historyQuerySchema, asked)).to.deep.equal([field])
      expect(fieldsOf(historyMarksQuerySchema, { from: '1', to: '1' })).to.deep.equal(['to'])
      expect(fieldsOf(historyMarksQuerySchema, { from: '0', to: '9', buckets: '0' })).to.deep.equal(['buckets'])
      expect(fieldsOf(historyMarksQuerySchema, { from: '0', to: '9', buckets: '1001' })).to.deep.equal(['buckets'])
      expect(fieldsOf(historyQuerySchema, { from: '0', to: '0' })).to.deep.equal([])
    })

    it('H11 about a moment a week back takes one keyframe and at most a minute of deltas', async () => {
      const anna = someone('anna')
      at.tick(50, [anna])
      for (let number = 1; number <= 30; number++) {
        anna.x = number
        at.tick(chunkMs, [anna])
      }
      await at.recorder.end()
      for (let day = 0; day < 7; day++) {
        at.tick(24 * 60 * minute, [anna])
        at.tick(minute)
        await at.recorder.end()
      }
      const moment = start + 50 + 17 * chunkMs + 3_000
      const [read] = await query<{ n: number }>(
        at.url,
        `select count(*)::int as n from history_chunks where from_at <= $1 and from_at >=
           (select max(from_at) from history_chunks where from_at <= $1 and keyframe is not null)`,
        [new Date(moment)],
      )
      expect(read!.n).to.be.within(1, limits.historyKeyframeMs / chunkMs)
      const answer = await at.history.between(moment, moment + 1_000)
      expect(answer.keyframe).to.deep.include({ at: moment })
      expect(answer.keyframe.agents[0]!.x).to.equal(17)
    })

    it('H12 is the same from another process', async () => {
      at.tick(50, [someone('anna')])
      const end = at.tick(5_000)
      await at.recorder.keep()
      const other = await openHistory({ url: at.url })
      expect(await other.history.between(start + 50, end)).to.deep.equal(await at.history.between(start + 50, end))
      await other.storage.close()
    })
  })

  describe('marks', () => {
    it('H9 count what happened, bucket by bucket', async () => {
      const [anna, boris] = [someone('anna'), someone('boris')]
      at.tick(0, [anna])
      at.tick(1_000, [Object.assign(anna, { said: 'one', saidAt: 1 }), boris])
      at.tick(1_000, [Object.assign(anna, { said: 'one', saidAt: 2 })])
      at.tick(8_000, [Object.assign(anna, { thought: 'hm', thoughtAt: 3, path: 'A', startedAt: 9 })])
      at.tick(5_000, [Object.assign(anna, { claim: 'working', claimAt: 4, emote: 'wave', emoteAt: 5 })], ['boris'])
      const end = at.tick(5_000)
      await at.recorder.keep()
      const { marks, ...rest } = await at.history.marks(start, start + 40_000, 4)
      expect(rest).to.deep.equal({ from: start, to: start + 40_000, bucketMs: 10_000, firstAt: start, lastAt: end })
      const none = { says: 0, thoughts: 0, emotes: 0, uses: 0, walks: 0, arrivals: 0, departures: 0 }
      expect(marks).to.deep.equal([
        { ...none, at: start, keptMs: 10_000, says: 2, thoughts: 1, walks: 1, arrivals: 1 },
        { ...none, at: start + 10_000, keptMs: 10_000, uses: 1, emotes: 1, departures: 1 },
        { ...none, at: start + 20_000, keptMs: 0 },
        { ...none, at: start + 30_000, keptMs: 0 },
      ])
    })

    it('H9 tell of every bucket how much was kept, also of those within one chunk', async () => {
      at.tick(0, [someone('anna')])
      at.tick(10_000)
      await at.recorder.keep()
      const { marks } = await at.history.marks(start + 2_000, start + 14_000, 4)
      expect(marks.map(({ keptMs }) => keptMs)).to.deep.equal([3_000, 3_000, 2_000, 0])
    })

    it('H9 know of nothing in an empty database', async () => {
      const { firstAt, lastAt, marks } = await at.history.marks(start, start + minute, 3)
      expect([firstAt, lastAt, marks.length]).to.deep.equal([null, null, 3])
    })
  })

  it('H10 what is older than the retention is removed, and the rest can be opened', async () => {
    const anna = someone('anna')
    at.tick(0, [anna])
    for (let number = 1; number <= 30; number++) {
      anna.x = number
      at.tick(chunkMs, [anna])
    }
    await at.recorder.keep()
    const { storage } = await openDatabase(at.url)
    await pruneHistory(storage.database, start + 9 * chunkMs + 1)
    await pruneHistory(storage.database, start + 9 * chunkMs + 1)
    const { firstAt } = await at.history.marks(start, start + minute, 1)
    expect(firstAt).to.equal(start + 12 * chunkMs)
    const answer = await at.history.between(start, start + 30 * chunkMs)
    expect(answer.gaps).to.deep.equal([{ from: start, to: firstAt }])
    expect(stateAt(answer, start + 15 * chunkMs)[0]!.x).to.equal(15)
    await storage.database.destroy()
  })

  function chunks() {
    return query<{ from: number; ms: number; keyframe: boolean }>(
      at.url,
      `select (extract(epoch from from_at) * 1000)::float8 as "from", keyframe is not null as keyframe,
         (extract(epoch from to_at - from_at) * 1000)::float8 as ms from history_chunks order by from_at`,
    )
  }

  /** Agents live at random for some minutes; what everyone could see is noted now and then. */
  async function live(town: VillageUnderTest, random: Random): Promise<Map<Millis, AgentRecord[]>> {
    const moments = new Map<Millis, AgentRecord[]>()
    const agents = await town.settle('Anna', 'Boris', 'Clara', 'Dario', 'Elsa')
    pass(town, 1)
    for (let step = 0; step < 120; step++) {
      await actAtRandom(town, random, random.pick(agents))
      if (step % 5 === 0) await town.caughtUp()
      pass(town, random.between(1, 60))
      moments.set(town.clock.now(), seen(town.village.state))
    }
    return moments
  }

  function pass(town: VillageUnderTest, ticks: number): void {
    for (let tick = 0; tick < ticks; tick++) {
      town.pass(50)
      at.recorder.record(town.clock.now(), town.village.state.epoch, town.village.takeChanges())
    }
  }
})

async function actAtRandom(town: VillageUnderTest, random: Random, agent: AgentRow): Promise<void> {
  const acts: (() => Promise<unknown> | void)[] = [
    () => town.move(agent, { x: random.between(0, 39), y: random.between(0, 10) }),
    () => town.move(agent, { place: random.pick(['square', 'cafe', 'home-1', 'market']) }),
    () => town.act(agent, { type: 'say', text: `word ${random.between(1, 9)}` }),
    () => town.act(agent, { type: 'think', text: `thought ${random.between(1, 9)}` }),
    () => town.act(agent, { type: 'emote', emote: random.pick(['wave', 'heart']) }),
    () => town.act(agent, { type: 'wait', for: 'a thought' }),
    () => town.act(agent, { type: 'use', what: 'this' }),
    () => town.act(agent, { type: 'stop' }),
    () => town.act(agent, { type: 'leave_conversation' }),
    () =>
      town.act(agent, {
        type: 'converse',
        with: town.village
          .world()
          .agents.slice(0, 3)
          .map(({ id }) => id),
      }),
    () => town.village.part(agent.name, agent.id, random.pick([true, false])),
    () => town.village.arrive(agent, roomLink(agent.name)),
    () => town.village.arrive(agent, roomLink(agent.name)),
  ]
  await random.pick(acts)()
}

function fieldsOf(schema: Parameters<typeof parse>[0], asked: object): string[] {
  const result = parse(schema, asked)
  return result.status === 'refused' ? result.errors!.map(({ field }) => field) : []
}
