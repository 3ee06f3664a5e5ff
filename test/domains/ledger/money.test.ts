import { expect } from 'chai'
import fc from 'fast-check'
import { amountMax, balanceMax, cents, formatAmount, micros, parseCents, parseMicros } from '#kernel/money'

describe('money', () => {
  const read: [string, bigint][] = [
    ['1', 1_000_000n],
    ['0.000001', 1n],
    ['12.5', 12_500_000n],
    ['007.10', 7_100_000n],
    ['0.1000000000', 100_000n],
    ['1000000000', amountMax],
  ]
  for (const [text, amount] of read) {
    it(`L6 reads ${text} aiDollars exactly`, () => {
      expect(parseMicros(text)).to.deep.equal({ status: 'parsed', amount })
    })
  }

  const refused: [string, string][] = [
    ['', 'not_a_number'],
    ['a', 'not_a_number'],
    ['1e3', 'not_a_number'],
    ['+1', 'not_a_number'],
    ['1,5', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['5.', 'not_a_number'],
    [' 1', 'not_a_number'],
    ['1\n', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['NaN', 'not_a_number'],
    ['Infinity', 'not_a_number'],
    ['٣', 'not_a_number'],
    ['9'.repeat(41), 'not_a_number'],
    ['0', 'not_positive'],
    ['0.000000', 'not_positive'],
    ['-1', 'not_positive'],
    ['-0', 'not_positive'],
    ['0.0000001', 'too_fine'],
    ['1.0000001', 'too_fine'],
    ['1000000000.000001', 'too_large'],
    ['9'.repeat(40), 'too_large'],
  ]
  for (const [text, status] of refused) {
    it(`L6 refuses ${JSON.stringify(text)} aiDollars as ${status}`, () => {
      expect(parseMicros(text)).to.deep.equal({ status })
    })
  }

  it('L6 counts dollars in cents, and nothing finer', () => {
    expect(parseCents('12.34')).to.deep.equal({ status: 'parsed', amount: 1_234n })
    expect(parseCents('12.345')).to.deep.equal({ status: 'too_fine' })
    expect(formatAmount('usd', 1_234n)).to.equal('12.34')
    expect(formatAmount('usd', -5n)).to.equal('-0.05')
  })

  it('L6 what is written reads back the same, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: amountMax }), (amount) => {
        expect(parseMicros(formatAmount('aid', amount))).to.deep.equal({ status: 'parsed', amount })
        expect(parseCents(formatAmount('usd', amount))).to.deep.equal({ status: 'parsed', amount })
      }),
    )
    expect(formatAmount('aid', 0n)).to.equal('0')
    expect(formatAmount('aid', -1_500_000n)).to.equal('-1.5')
  })

  it('L6 an amount that code has worked out is checked as well, and the limits fit a bigint with room', () => {
    for (const wrong of [0n, -1n, amountMax + 1n]) {
      expect(() => micros(wrong)).to.throw(RangeError)
      expect(() => cents(wrong)).to.throw(RangeError)
    }
    expect(micros(amountMax)).to.equal(amountMax)
    expect(Number(2n ** 63n / balanceMax)).to.be.at.least(2)
    expect(Number(balanceMax / amountMax)).to.be.at.least(1_000)
  })
})
