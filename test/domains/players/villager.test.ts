import { expect } from 'chai'
import { villager, type AskVillager, type VillagerCall } from '#domain/players'
import type { AgentId } from '#kernel/ids'
import { randomCompetitor } from '#match/random'
import { playMatch, setupOf } from '#test/support/match'
import { config, inShort, patient, state } from './hooks.ts'

const id = '018f0000-0000-7000-8000-000000000001' as AgentId
const sit = (ask: AskVillager) => villager(id, 'match-1', ask)

describe('agents in the village at a board', () => {
  it('PL6 are asked call by call, within the time of each', async () => {
    const asked: [string, VillagerCall, number][] = []
    const one = sit(async (agentId, call, msMax) => {
      asked.push([agentId, call, msMax])
      return { status: 'answered', value: call.call === 'act' ? { move: 2 } : undefined }
    })
    expect(one.isMetered).to.equal(false)
    expect(inShort(await one.init(config, patient))).to.equal(undefined)
    expect(one.isReady()).to.equal(true)
    expect(await one.act(state, { ...patient, msMax: 12_345 })).to.deep.include({
      status: 'returned',
      value: 2,
      fuel: null,
    })
    const result = { seat: 1, scores: [0, 1], outcome: 'win', withdrawn: [] } as const
    await one.onResult(result, patient)
    expect(asked).to.deep.equal([
      [id, { matchId: 'match-1', call: 'init', argument: config }, patient.msMax],
      [id, { matchId: 'match-1', call: 'act', argument: state }, 12_345],
      [id, { matchId: 'match-1', call: 'onResult', argument: result }, patient.msMax],
    ])
  })

  const failures: [string, AskVillager, string][] = [
    ['it is absent', async () => ({ status: 'absent', detail: 'it is not connected' }), 'crash'],
    ['the village can not be reached', () => Promise.reject(new Error('no')), 'crash'],
    ['it never answers', () => new Promise(() => {}), 'timeout'],
  ]
  for (const [what, ask, verdict] of failures)
    it(`PL6 if ${what} that is its fault (${verdict})`, async () => {
      expect(inShort(await sit(ask).act(state, { ...patient, msMax: 200 }))).to.equal(verdict)
    })

  for (const value of [undefined, null, 3, 'x', [], { moves: 1 }, { move: { deep: 1 } }])
    it(`PL6 ${JSON.stringify(value)} is no move`, async () => {
      const one = sit(async () => ({ status: 'answered', value }))
      const { end, faults } = await playMatch(setupOf('tic-tac-toe', ['villager', 'random']), [
        one,
        randomCompetitor('b'),
      ])
      expect(end.faults[1]).to.equal(0)
      expect(new Set(faults.map(({ verdict }) => verdict))).to.deep.equal(new Set(['invalid_reply']))
    })
})
