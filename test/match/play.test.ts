import { expect } from 'chai'
import type { GameConfig, GameState, MatchResult } from '#match/contract'
import { InfrastructureFault } from '#match/contract'
import { usualBudget } from '#match/budget'
import { hashText } from '#match/hash'
import { headerOf } from '#match/header'
import { randomCompetitor } from '#match/random'
import { gravest, usualFaultRules, verdicts, type Verdict } from '#match/verdict'
import { verifyLog } from '#match/verify'
import { answer, competitorOf, firstMove, playMatch, setupOf, testSecret } from '#test/support/match'

const two = ['a', 'b']
const fault = (verdict: Verdict) =>
  ({ status: 'fault', verdict, detail: 'as the test wants', fuel: null, ms: 0 }) as const

describe('the engine', () => {
  it('plays between two competitors and says who won', async () => {
    const { end, log } = await playMatch(setupOf('connect-four', two), [firstMove(), randomCompetitor('b')])
    expect(end.scores.reduce((sum, score) => sum + score, 0)).to.equal(1)
    expect(end).to.deep.include({ withdrawn: [], faults: [0, 0], fuel: [null, null] })
    expect(await verifyLog(log)).to.include({ status: 'valid', publicKey: null })
  })

  it('tells a competitor the game, its turns and the result', async () => {
    const told: { config?: GameConfig; states: GameState[]; result?: MatchResult } = { states: [] }
    const listener = competitorOf(
      (state) => {
        told.states.push(state)
        return answer(state.validActions[0])
      },
      {
        init: (config) => ((told.config = config), answer(null)),
        onResult: (result) => ((told.result = result), answer(null)),
      },
    )
    await playMatch(setupOf('tic-tac-toe', two), [listener, firstMove()])
    expect(told.config).to.deep.include({ game: 'tic-tac-toe', gameVersion: 1, seat: 0, seats: 2, options: {} })
    expect(told.states[0]).to.deep.equal({
      turn: 0,
      board: { cells: '.........', you: 0 },
      validActions: [0, 1, 2, 3, 4, 5, 6, 7, 8],
      timeRemaining: usualBudget.matchMsMax,
    })
    expect(told.states.map(({ turn }) => turn)).to.deep.equal([0, 2, 4, 6])
    expect(told.result).to.deep.equal({ seat: 0, scores: [1, 0], outcome: 'win', withdrawn: [] })
  })

  it('seats by the seed, which nobody knows before: both orders come up, and the log proves which', async () => {
    const seatings = new Set<string>()
    for (let at = 0; at < 20; at++) {
      const setup = setupOf('tic-tac-toe', two, { id: `match-${at}`, seatedBy: 'seed' })
      const { log } = await playMatch(setup, [firstMove(), firstMove()])
      const result = await verifyLog(log)
      seatings.add(String(result.status === 'valid' && result.header.seating))
    }
    expect([...seatings].sort()).to.deep.equal(['0,1', '1,0'])
  })

  it('plays the same match from the same secret, and another from another', async () => {
    const once = () => playMatch(setupOf('connect-four', two), [randomCompetitor('a'), randomCompetitor('b')])
    const [first, again] = [await once(), await once()]
    expect(again.log).to.equal(first.log)
    const made = headerOf(setupOf('connect-four', two), hashText('another'), hashText)
    expect(made.status === 'made' && made.header.commitment).not.to.equal(
      JSON.parse(first.log.split('\n')[0]!).commitment,
    )
  })

  it('refuses a game that is not there and numbers of players that it does not have', () => {
    const codes = [setupOf('go', two), setupOf('connect-four', ['a']), setupOf('connect-four', ['a', 'b', 'c'])].map(
      (setup) => headerOf(setup, testSecret, hashText),
    )
    for (const refusal of codes) expect(refusal).to.include({ status: 'refused', code: 'invalid' })
  })

  it('asks all who are to move at once and does not wait for one after the other', async () => {
    let waiting = 0
    let most = 0
    const slow = () =>
      competitorOf(async ({ validActions }) => {
        most = Math.max(most, ++waiting)
        await new Promise((resolve) => setImmediate(resolve))
        waiting -= 1
        return answer(validActions[0])
      })
    await playMatch(setupOf('snakes', ['a', 'b', 'c']), [slow(), slow(), slow()])
    expect(most).to.equal(3)
  })

  it('ends between two calls when it is told to', async () => {
    const stop = new AbortController()
    const stopper = competitorOf(({ validActions, turn }) => {
      if (turn === 2) stop.abort(new Error('the process ends'))
      return answer(validActions[0])
    })
    const played = playMatch(setupOf('connect-four', two), [stopper, firstMove()], { signal: stop.signal })
    expect(await played.catch((error: Error) => error.message)).to.equal('the process ends')
  })

  it('passes a fault of the infrastructure on and writes no result', async () => {
    const lines: string[] = []
    const broken = competitorOf(() => Promise.reject(new InfrastructureFault('Docker is gone')))
    const played = playMatch(setupOf('connect-four', two), [broken, firstMove()], {
      onLine: (line) => lines.push(line),
    })
    expect(await played.catch((error: Error) => error)).to.be.instanceOf(InfrastructureFault)
    expect(lines).to.have.length(2)
  })
})

describe('faults', () => {
  it('take precedence in the order of the list', () => {
    expect(gravest(['violation', 'memory', 'crash'])).to.equal('memory')
    expect(verdicts.toSorted((a, b) => (gravest([a, b]) === a ? -1 : 1))).to.deep.equal(verdicts)
  })

  const replies: [string, unknown, Verdict][] = [
    ['a move that the rules do not allow', 9, 'illegal_move'],
    ['a number as a word', '3', 'illegal_move'],
    ['a number that is not whole', 0.5, 'illegal_move'],
    ['a number that is none', Number.NaN, 'illegal_move'],
    ['a number without end', Number.POSITIVE_INFINITY, 'illegal_move'],
    ['nothing', null, 'invalid_reply'],
    ['nothing at all', undefined, 'invalid_reply'],
    ['a list', [3], 'invalid_reply'],
    ['an object', JSON.parse('{"__proto__":{"x":1}}'), 'invalid_reply'],
    ['a truth', true, 'invalid_reply'],
  ]
  for (const [what, value, verdict] of replies)
    it(`${what} is ${verdict}`, async () => {
      const odd = competitorOf(({ turn, validActions }) => answer(turn === 0 ? value : validActions[0]))
      const { end, log, faults } = await playMatch(setupOf('connect-four', two), [odd, firstMove()])
      expect(end.faults).to.deep.equal([1, 0])
      expect(faults).to.have.length(1)
      expect(faults[0]).to.include({ seat: 0, turn: 0, verdict })
      expect(await verifyLog(log)).to.include({ status: 'valid' })
    })

  it('minus zero is zero', async () => {
    const odd = competitorOf(({ turn, validActions }) => answer(turn === 0 ? -0 : validActions[0]))
    const { end, log } = await playMatch(setupOf('connect-four', two), [odd, firstMove()])
    expect([end.faults, log.split('\n')[2]!.slice(0, 10)]).to.deep.equal([[0, 0], '[0,[[0,0]]'])
  })

  it('costs a move by chance in the sandbox, and nothing else', async () => {
    const bad = competitorOf(() => fault('crash'))
    const { end } = await playMatch(setupOf('connect-four', two), [bad, bad])
    expect(end.withdrawn).to.deep.equal([])
    expect(end.faults[0]! + end.faults[1]!).to.equal(end.turns)
  })

  it('costs the game at the third strike in a sanctioned match, and at once if it is a crash', async () => {
    const sanctioned = { mode: 'sanctioned', faultRules: usualFaultRules.sanctioned } as const
    const late = await playMatch(setupOf('connect-four', two, sanctioned), [
      competitorOf(() => fault('timeout')),
      firstMove(),
    ])
    expect(late.end).to.deep.include({ withdrawn: [[0, 'timeout']], scores: [0, 1], faults: [3, 0], turns: 5 })
    const crash = await playMatch(setupOf('connect-four', two, sanctioned), [
      firstMove(),
      competitorOf(() => fault('crash')),
    ])
    expect(crash.end).to.deep.include({ withdrawn: [[1, 'crash']], scores: [1, 0], turns: 2 })
    for (const { log } of [late, crash]) expect(await verifyLog(log)).to.include({ status: 'valid' })
  })

  it('takes one of several out of a match, which goes on without it', async () => {
    const sanctioned = { mode: 'sanctioned', faultRules: usualFaultRules.sanctioned } as const
    const names = ['a', 'b', 'c']
    const { end, log } = await playMatch(setupOf('snakes', names, sanctioned), [
      competitorOf(({ turn, validActions }) => (turn === 1 ? fault('flood') : answer(validActions[0]))),
      randomCompetitor('b'),
      randomCompetitor('c'),
    ])
    expect(end.withdrawn).to.deep.equal([[0, 'flood']])
    expect(Math.min(...end.scores)).to.equal(end.scores[0])
    expect(await verifyLog(log)).to.include({ status: 'valid' })
  })

  it('inits again before the next turn when a fault cost the instance, and counts a failed init at the turn', async () => {
    const calls: string[] = []
    let ready = false
    const fragile = competitorOf(
      ({ turn, validActions }) => {
        calls.push(`act ${turn}`)
        if (turn !== 2) return answer(validActions[0])
        ready = false
        return fault('memory')
      },
      {
        init: () => {
          calls.push('init')
          ready = calls.length > 1
          return ready ? answer(null) : fault('crash')
        },
        isReady: () => ready,
      },
    )
    const { faults } = await playMatch(setupOf('connect-four', two), [fragile, firstMove()])
    expect(calls.slice(0, 5)).to.deep.equal(['init', 'init', 'act 2', 'init', 'act 4'])
    expect(faults.map(({ turn, verdict }) => [turn, verdict])).to.deep.equal([
      [0, 'crash'],
      [2, 'memory'],
    ])
  })

  it('counts fuel, gives what is left as time, and asks no more when the budget of the match is used up', async () => {
    const budget = { ...usualBudget, matchMsMax: 1_000, matchFuelMax: 100, turnFuelMax: 60 }
    const seen: [number, number][] = []
    const hungry = competitorOf(({ validActions }) => answer(validActions[0], 40), {
      isMetered: true,
      init: () => answer(null, 5),
    })
    const watched = {
      ...hungry,
      act: (state: GameState, given: { fuelMax: number; msMax: number }) => {
        seen.push([state.timeRemaining, given.fuelMax])
        return hungry.act(state, { msMax: given.msMax, fuelMax: given.fuelMax })
      },
    }
    const { end, faults } = await playMatch(setupOf('connect-four', two, { budget }), [watched, firstMove()])
    expect(seen).to.deep.equal([
      [1_000, 60],
      [600, 60],
      [200, 20],
    ])
    expect(faults.length, 'turns after the third').to.be.greaterThan(0)
    expect(new Set(faults.map(({ verdict }) => verdict))).to.deep.equal(new Set(['fuel']))
    expect(end.fuel[1]).to.equal(null)
  })
})
