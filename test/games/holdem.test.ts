import { expect } from 'chai'
import { chanceFrom } from '#games/chance'
import type { Move } from '#games/game'
import { actionsOf, actionsPerHandMax, follow, lossPerHandMax } from '#games/holdem/betting'
import { cardOf, lettersOf } from '#games/holdem/cards'
import { holdem } from '#games/holdem/rules'
import type { HoldemState } from '#games/holdem/state'
import { withRandom } from '#test/support/random'
import { chanceBy, hexBy, playMoves, playOut, started, variantOf } from './play-at-random.ts'

const variant = variantOf(holdem as never)
const chance = chanceFrom('0123456789abcdef'.repeat(4))

/** A match of two hands, dealt as named: two cards for seat 0, two for seat 1, the board. */
function dealt(...hands: string[]): HoldemState {
  const state = holdem.start({ seats: 2, options: { hands: 2 }, chance })
  const deals = hands.map((hand) => lettersOf(hand.split(' ').map(cardOf))).join('')
  return { ...state, deals: deals + state.deals.slice(deals.length) }
}

function play(state: HoldemState, actions: string): HoldemState {
  return playMoves(holdem, state, actions.split(' '))
}

describe('hold’em: betting', () => {
  // The course of a hand with seat 0 on the button: f fold, k check, c call, b bet, r raise.
  const table: [string, string, number | null, string[], [number, number]][] = [
    ['the button is first', '', 0, ['fold', 'call', 'raise'], [1, 2]],
    ['the big blind may raise a call', 'c', 1, ['check', 'raise'], [2, 2]],
    ['the big blind checks: the flop, and it is first', 'ck', 1, ['check', 'bet'], [2, 2]],
    ['a raise is of two', 'r', 1, ['fold', 'call', 'raise'], [4, 2]],
    ['a raise of a call', 'cr', 0, ['fold', 'call', 'raise'], [2, 4]],
    ['the big blind counts as a bet: three raises', 'rrr', 1, ['fold', 'call'], [8, 6]],
    ['a call ends the street', 'rrrc', 1, ['check', 'bet'], [8, 8]],
    ['the flop: a bet of two', 'ckb', 0, ['fold', 'call', 'raise'], [2, 4]],
    ['a check does not end it', 'ckk', 0, ['check', 'bet'], [2, 2]],
    ['two checks do', 'ckkk', 1, ['check', 'bet'], [2, 2]],
    ['a bet after a check', 'ckkb', 1, ['fold', 'call', 'raise'], [4, 2]],
    ['a bet and three raises', 'ckbrrr', 1, ['fold', 'call'], [10, 8]],
    ['the turn: a bet of four', 'ckkkb', 0, ['fold', 'call', 'raise'], [2, 6]],
    ['the river: raises of four', 'ckkkkkbr', 1, ['fold', 'call', 'raise'], [10, 6]],
  ]
  for (const [what, course, toAct, actions, paid] of table) {
    it(`${what} (${course || 'nothing yet'})`, () => {
      const betting = follow(0, course)
      expect(betting).to.deep.include({ toAct, paid })
      expect(actionsOf(betting)).to.deep.equal(actions)
      // With the other seat on the button everything is the other way round.
      const mirrored = follow(1, course)
      expect(mirrored).to.deep.include({ toAct: 1 - toAct!, paid: paid.toReversed() })
    })
  }

  const ends: [string, number | null, [number, number]][] = [
    ['f', 0, [1, 2]],
    ['rf', 1, [4, 2]],
    ['ckbf', 0, [2, 4]],
    ['ckkkkkkk', null, [2, 2]],
    ['ckkkkkkbc', null, [6, 6]],
  ]
  for (const [course, folded, paid] of ends) {
    it(`ends with ${course}`, () => {
      expect(follow(0, course)).to.deep.include({ toAct: null, folded, paid })
    })
  }

  it('takes 23 actions and costs 48 chips at most', () => {
    const longest = 'crrrc' + 'kbrrrc'.repeat(3)
    expect(follow(0, longest)).to.deep.include({ toAct: null, paid: [48, 48] })
    expect([longest.length, longest.length, 48]).to.deep.equal([23, actionsPerHandMax, lossPerHandMax])
  })
})

describe('hold’em: who wins what', () => {
  const acesKings = 'Ac Ad Kc Kd 2h 3h 4s 7s 9d'
  const kingsAces = 'Kc Kd Ac Ad 2h 3h 4s 7s 9d'
  const shared = '2c 3d 2d 3c As Ks Qs Js Ts'
  const kicker = 'Ac Kd Ad Qc Ah 7s 4d 3c 2h'
  const wheel = 'Ac 2d 9s 9d 3h 4s 5d Kc Qh'
  const checked = 'call check check check check check check check'
  const bet = 'call check check check check check bet call'
  const table: [string, string, string, number][] = [
    ['the button folds', acesKings, 'fold', -1],
    ['the big blind folds to a raise', kingsAces, 'raise fold', 2],
    ['somebody folds the better hand', acesKings, 'call check bet fold', -2],
    ['the better pair', acesKings, checked, 2],
    ['the other has the better pair', kingsAces, checked, -2],
    ['a bet on the river', acesKings, bet, 6],
    ['the board is best for both', shared, checked, 0],
    ['the better kicker', kicker, checked, 2],
    ['the lowest straight against a pair', wheel, checked, 2],
    [
      'everything was bet',
      kingsAces,
      'call raise raise raise call' + ' check bet raise raise raise call'.repeat(3),
      -48,
    ],
  ]
  for (const [what, deal, actions, won] of table) {
    it(`seat 0 wins ${won} when ${what}`, () => {
      const state = play(dealt(deal), actions)
      expect([state.hand, state.chips]).to.deep.equal([1, won])
      expect(holdem.scores(state)).to.deep.equal([won, 0 - won])
    })
  }

  it('has each seat on the button every other hand', () => {
    const state = dealt(acesKings, acesKings)
    expect(holdem.toMove(state)).to.deep.equal([0])
    const second = play(state, 'fold')
    expect(holdem.toMove(second)).to.deep.equal([1])
    const over = play(second, 'fold')
    expect([holdem.toMove(over), holdem.scores(over)]).to.deep.equal([[], [0, 0]])
  })

  it('never has anything left over to share: both have paid the same when cards are shown', () =>
    withRandom((random) => {
      for (let hand = 0; hand < 2_000; hand++) {
        let course = ''
        for (let at = follow(0, course); at.toAct !== null; at = follow(0, course))
          course += { fold: 'f', check: 'k', call: 'c', bet: 'b', raise: 'r' }[random.pick(actionsOf(at))]
        const { folded, paid } = follow(0, course)
        if (folded === null) expect(paid[0]).to.equal(paid[1])
        expect(Math.max(...paid)).to.be.at.most(lossPerHandMax)
      }
    }))

  it('has the same cards for both who change seats on one seed, whatever they play', () =>
    withRandom((random) => {
      const seed = hexBy(random)
      const [first, second] = [1, 2].map(() => playOut(variant, random, started(variant, seed)))
      expect((first!.at(-1)!.state as HoldemState).deals).to.equal((second!.at(-1)!.state as HoldemState).deals)
    }))

  it('deals nine different cards a hand, and each card equally often', () =>
    withRandom((random) => {
      const dealtTimes = new Map<string, number>()
      for (let match = 0; match < 100; match++) {
        const { deals } = holdem.start({ seats: 2, options: { hands: 20 }, chance: chanceBy(random) })
        for (let at = 0; at < deals.length; at += 9) {
          const cards = Array.from(deals.slice(at, at + 9))
          expect(new Set(cards)).to.have.lengthOf(9)
          for (const card of cards) dealtTimes.set(card, (dealtTimes.get(card) ?? 0) + 1)
        }
      }
      // 18,000 cards: 346 of each, give or take 17.
      expect(dealtTimes.size).to.equal(52)
      for (const times of dealtTimes.values()) expect(times).to.be.within(240, 460)
    }))
})

describe('hold’em: withdrawing and going on', () => {
  const deal = 'Ac Ad Kc Kd 2h 3h 4s 7s 9d'
  // Two hands: what was won before, how many hands were left, and what the one who withdraws ends with.
  const table: [string, string, number, [number, number]][] = [
    ['before anything', '', 0, [-96, 96]],
    ['in a hand that cost little so far', 'call', 1, [96, -96]],
    ['when ahead', 'call check check check check check check check', 0, [-48, 48]],
    ['when behind', 'call check check check check check check check', 1, [50, -50]],
  ]
  for (const [when, actions, seat, scores] of table) {
    it(`costs seat ${seat} everything ${when}`, () => {
      const state = actions === '' ? dealt(deal) : play(dealt(deal), actions)
      expect(holdem.scores(holdem.withdraw(state, seat, chance))).to.deep.equal(scores)
    })
  }

  it('costs more than anything that could still have happened', () =>
    withRandom((random) => {
      const turns = playOut(variant, random).slice(0, -1)
      for (const { state } of turns) {
        const [played] = holdem.scores(playOut(variant, random, state).at(-1)!.state as HoldemState)
        const [withdrawn] = holdem.scores(holdem.withdraw(state as HoldemState, 0, chance))
        expect(withdrawn).to.be.at.most(played!)
      }
    }))

  it('goes on with a pair of hands in sudden death, in which both are on the button', () => {
    const tied = play(play(dealt(deal), 'fold'), 'fold')
    const more = holdem.extend!(tied, chance)
    expect([more.hands, more.deals.length, holdem.toMove(more)]).to.deep.equal([4, 36, [0]])
    expect(holdem.toMove(play(more, 'fold'))).to.deep.equal([1])
    expect(holdem.scores(play(play(more, 'fold'), 'raise fold'))).to.deep.equal([-3, 3])
  })

  it('ends in time even if both always fold', () => {
    let state = dealt(deal)
    let turns = 0
    for (let rounds = 0; rounds < 1_000; rounds++) {
      for (; holdem.toMove(state).length > 0; turns++) state = play(state, 'fold')
      state = holdem.extend!(state, chance)
    }
    expect(holdem.toMove(state)).to.deep.equal([])
    expect(turns).to.equal(102)
    expect(102 * actionsPerHandMax).to.equal(holdem.turnsMax({ hands: 2 }))
  })

  it('takes an even number of hands, from 2 to 200, 20 if nothing was said', () => {
    expect(holdem.options.safeParse({})).to.deep.equal({ success: true, data: { hands: 20 } })
    for (const hands of [0, 1, 3, 202, -2, 2.5, '2'])
      expect(holdem.options.safeParse({ hands }).success, String(hands)).to.equal(false)
  })
})

describe('hold’em: what is seen', () => {
  const deal = 'Ac Ad Kc Kd 2h 3h 4s 7s 9d'
  const hole = (state: HoldemState, seat: number | null) => viewOf(state, seat).hand!.hole

  it('is one’s own two cards, and none for a spectator', () => {
    const state = dealt(deal)
    expect([0, 1, null].map((seat) => hole(state, seat))).to.deep.equal([['Ac', 'Ad'], ['Kc', 'Kd'], null])
  })

  it('is as much of the board as is open', () => {
    const streets = ['call', 'check', 'check check', 'check check'].map((_, at, all) => all.slice(0, at + 1).join(' '))
    const boards = streets.map((actions) => viewOf(play(dealt(deal), actions), 0).hand!.board.join(' '))
    expect(boards).to.deep.equal(['', '2h 3h 4s', '2h 3h 4s 7s', '2h 3h 4s 7s 9d'])
  })

  it('is both hands after cards were shown', () => {
    const { lastHand } = viewOf(play(dealt(deal), 'call check check check check check bet call'), null)
    expect(lastHand).to.deep.include({ folded: null, paid: [6, 6], won: [6, -6] })
    expect(lastHand!.holes).to.deep.equal([
      ['Ac', 'Ad'],
      ['Kc', 'Kd'],
    ])
    expect(lastHand!.board).to.deep.equal(['2h', '3h', '4s', '7s', '9d'])
  })

  it('is no hand after somebody folded, and of the board only what was open', () => {
    for (const seat of [0, 1, null]) {
      const { lastHand } = viewOf(play(dealt(deal), 'call check bet fold'), seat)
      expect(lastHand).to.deep.include({ holes: null, folded: 0, board: ['2h', '3h', '4s'], won: [-2, 2] })
      expect(lastHand!.actions).to.deep.equal([
        { street: 'preflop', seat: 0, action: 'call' },
        { street: 'preflop', seat: 1, action: 'check' },
        { street: 'flop', seat: 1, action: 'bet' },
        { street: 'flop', seat: 0, action: 'fold' },
      ])
    }
  })

  it('does not depend on anything hidden: other cards there, the same view', () =>
    withRandom((random) => {
      for (let match = 0; match < 20; match++) {
        for (const { state } of playOut(variant, random)) {
          for (const seat of [0, 1, null]) {
            const other = withOtherSecrets(state as HoldemState, seat, chanceBy(random))
            expect(holdem.view(other, seat)).to.deep.equal(holdem.view(state as HoldemState, seat))
          }
        }
      }
    }))

  it('gives the withdrawn nothing more to see', () => {
    const state = play(dealt(deal), 'call check')
    for (const seat of [0, 1, null]) {
      const before = viewOf(state, seat)
      expect(viewOf(holdem.withdraw(state, 0, chance), seat)).to.deep.equal(before)
    }
  })
})

type View = {
  hand: { hole: string[] | null; board: string[] } | null
  lastHand: { holes: string[][] | null; board: string[]; actions: Move[] } | null
}

function viewOf(state: HoldemState, seat: number | null): View {
  return holdem.view(state, seat) as unknown as View
}

/** The same match with other cards wherever a seat cannot look: the other's hole, the board to come, folded and later hands. */
function withOtherSecrets(state: HoldemState, seat: number | null, chance: ReturnType<typeof chanceBy>): HoldemState {
  const hands = Array.from({ length: state.hands }, (_, hand) => {
    const deal = Array.from(state.deals.slice(9 * hand, 9 * hand + 9))
    const known = knownOf(state, hand, seat)
    const kept = deal.filter((_, at) => known.includes(at))
    const rest = chance
      .shuffled([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'])
      .filter((card) => !kept.includes(card))
    return deal.map((card, at) => (known.includes(at) ? card : rest.pop()!)).join('')
  })
  return { ...state, deals: hands.join('') }
}

function knownOf({ hand, course, courseBefore }: HoldemState, at: number, seat: number | null): number[] {
  if (at !== hand && at !== hand - 1) return []
  const { street, folded, toAct } = follow(at % 2, at === hand ? course : courseBefore)
  const board = [4, 5, 6, 7, 8].slice(0, [0, 3, 4, 5][street])
  if (at === hand - 1) return folded === null && toAct === null ? [0, 1, 2, 3, ...board] : board
  return seat === null ? board : [2 * seat, 2 * seat + 1, ...board]
}
