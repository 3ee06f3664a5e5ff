import { expect } from 'chai'
import { cardOf, nameOf } from '#games/holdem/cards'
import { categoryOf, handValue, valueOfSuits } from '#games/holdem/hand-value'

type Category = ReturnType<typeof categoryOf>

// Wikipedia, Poker probability, frequency of 5-card poker hands; straight flushes with the royal ones.
const fiveCards: Record<Category, number> = {
  'straight flush': 40,
  'four of a kind': 624,
  'full house': 3_744,
  flush: 5_108,
  straight: 10_200,
  'three of a kind': 54_912,
  'two pair': 123_552,
  pair: 1_098_240,
  'high card': 1_302_540,
}
// The same, frequency of 7-card poker hands.
const sevenCards: Record<Category, number> = {
  'straight flush': 41_584,
  'four of a kind': 224_848,
  'full house': 3_473_184,
  flush: 4_047_644,
  straight: 6_180_020,
  'three of a kind': 6_461_620,
  'two pair': 31_433_400,
  pair: 58_627_800,
  'high card': 23_294_460,
}

describe('the value of a poker hand', () => {
  it('falls into categories as published for all 2,598,960 hands of five cards, with 7,462 values', () => {
    const values = new Map<number, number>()
    forEachFive((cards) => add(values, handValue(cards), 1))
    expect(frequencies(values)).to.deep.equal(fiveCards)
    expect(values.size).to.equal(7_462)
  })

  it('falls into categories as published for all 133,784,560 hands of seven cards, with 4,824 values', () => {
    const values = new Map<number, number>()
    forEachSeven((suits, ways) => add(values, valueOfSuits(...suits), ways))
    expect(frequencies(values)).to.deep.equal(sevenCards)
    expect(values.size).to.equal(4_824)
  })

  // Higher first; hands on one line share.
  const order = [
    ['As Ks Qs Js Ts 2c 2d', 'Ah Kh Qh Jh Th 9h 8h'],
    ['9c 8c 7c 6c 5c As Ad'],
    ['5d 4d 3d 2d Ad Kd Kh'],
    ['2c 2d 2h 2s Ac 3d 3h', '2c 2d 2h 2s Ad As 3c'],
    ['2c 2d 2h 2s Kc Kd Kh'],
    ['Ac Ad Ah Kc Kd Kh Qc', 'Ac Ad Ah Kc Kd 2h 3c'],
    ['Ac Ad Ah Qc Qd Js Jh'],
    ['Kc Kd Kh Ac Ad 2c 3d'],
    ['Ac Jc 9c 7c 5c 3c 2c', 'Ac Jc 9c 7c 5c Ad As'],
    ['Ac Jc 9c 7c 4c Ad As'],
    ['Ac Kd Qh Js Tc 9d 8h', 'Ac Kd Qh Js Td Tc Th'],
    ['6c 5d 4h 3s 2c Ad 9s'],
    ['5c 4d 3h 2s Ac Ad As', '5c 4d 3h 2s Ac Kd Qs'],
    ['Ac Ad Ah Kc Qd 3s 2h'],
    ['Ac Ad Ah Kc Jd 9s 2h'],
    ['Ac Ad Kh Kc Qd Qs Jh', 'Ac Ad Kh Kc Qd 3s 2h'],
    ['Ac Ad Kh Kc Jd 3s 2h'],
    ['Ac Ad Qh Qc Kd 3s 2h'],
    ['Ac Ad Kh Qc Td 9s 2h', 'Ah As Kh Qc Td 9s 3h'],
    ['Ac Ad Kh Qc 9d 8s 2h'],
    ['Kc Kd Ah Qc Td 9s 2h'],
    // An ace ends a straight or begins one, but is never within.
    ['Ac Kd Qh 3c 2d 9s 8h'],
    ['Ac Kd Jh 9c 7d 3s 2h', 'Ac Kd Jh 9c 7d 4s 2h'],
    ['Ac Kd Jh 9c 6d 4s 3h'],
  ]
  for (const [at, line] of order.entries()) {
    it(`puts ${line.join(' and ')} where it belongs`, () => {
      const [value, ...same] = line.map(valueOf)
      for (const other of same) expect(other).to.equal(value)
      if (at > 0) expect(value).to.be.lessThan(valueOf(order[at - 1]![0]!))
    })
  }

  it('does not depend on the order of the cards', () => {
    for (const [hand] of order) expect(valueOf(hand!.split(' ').toReversed().join(' '))).to.equal(valueOf(hand!))
  })

  it('names cards, and finds them by their names', () => {
    const names = Array.from({ length: 52 }, (_, card) => nameOf(card))
    expect(new Set(names)).to.have.lengthOf(52)
    expect(names.map(cardOf)).to.deep.equal([...names.keys()])
    expect([names[0], names.at(-1)]).to.deep.equal(['2c', 'As'])
  })
})

function valueOf(hand: string): number {
  return handValue(hand.split(' ').map(cardOf))
}

function frequencies(values: Map<number, number>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [value, times] of values) counts[categoryOf(value)] = (counts[categoryOf(value)] ?? 0) + times
  return counts
}

function add(values: Map<number, number>, value: number, times: number): void {
  values.set(value, (values.get(value) ?? 0) + times)
}

function forEachFive(visit: (cards: number[]) => void): void {
  for (let a = 4; a < 52; a++)
    for (let b = 3; b < a; b++)
      for (let c = 2; c < b; c++) for (let d = 1; d < c; d++) for (let e = 0; e < d; e++) visit([a, b, c, d, e])
}

// Suits are alike: it is enough to visit those hands whose suits are in order, and count in how many ways they could lie.
function forEachSeven(visit: (suits: [number, number, number, number], ways: number) => void): void {
  const byCount = Array.from({ length: 8 }, (): number[] => [])
  for (let ranks = 0; ranks < 1 << 13; ranks++) byCount[bitsIn(ranks)]?.push(ranks)
  const upTo = byCount.map((_, most) =>
    byCount
      .slice(0, most + 1)
      .flat()
      .sort((a, b) => a - b),
  )
  for (const a of upTo[7]!) {
    for (const b of below(upTo[7 - bitsIn(a)]!, a)) {
      for (const c of below(upTo[7 - bitsIn(a) - bitsIn(b)]!, b)) {
        const left = 7 - bitsIn(a) - bitsIn(b) - bitsIn(c)
        for (const d of below(byCount[left]!, c)) visit([a, b, c, d], waysToOrder(a, b, c, d))
      }
    }
  }
}

function* below(sorted: readonly number[], most: number): Generator<number> {
  for (const one of sorted) {
    if (one > most) return
    yield one
  }
}

// Of four in descending order, some of them equal: 24 divided by the orders of the equal ones among themselves.
function waysToOrder(a: number, b: number, c: number, d: number): number {
  if (a === b && b === c) return c === d ? 1 : 4
  if (b === c && c === d) return 4
  return 24 / (a === b ? 2 : 1) / (b === c ? 2 : 1) / (c === d ? 2 : 1)
}

function bitsIn(ranks: number): number {
  let count = 0
  for (let left = ranks; left > 0; left &= left - 1) count++
  return count
}
