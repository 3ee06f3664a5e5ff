import { expect } from 'chai'
import { readConfig } from '#config'

const aid = 1_000_000n

describe('the settings of the economy', () => {
  it('E12 E13 P3 have defaults, in micro-aiDollars', () => {
    expect(economyOf({})).to.deep.equal({ start: 10n * aid, daily: 20n * aid, rate: 100n * aid })
  })

  it('E12 E13 P3 are read exactly, and may give nothing', () => {
    const given = { START_BALANCE: '0', DAILY_ALLOWANCE: '0.000001', AIDOLLAR_PER_USD: '33.333333' }
    expect(economyOf(given)).to.deep.equal({ start: null, daily: 1n, rate: 33_333_333n })
  })

  for (const [name, value] of [
    ['START_BALANCE', '-1'],
    ['START_BALANCE', 'ten'],
    ['DAILY_ALLOWANCE', '0.0000001'],
    ['DAILY_ALLOWANCE', '1e3'],
    ['AIDOLLAR_PER_USD', '0'],
    ['AIDOLLAR_PER_USD', '10000000000'],
  ] as const) {
    it(`refuse ${name}=${value}, naming it`, () => {
      const result = readConfig({ [name]: value })
      if (result.status !== 'faulty') throw new Error('it was read')
      expect(result.faults.map((fault) => fault.split(':', 1)[0])).to.deep.equal([name])
      expect(result.faults[0]).to.include('expected aiDollars')
    })
  }
})

function economyOf(env: Record<string, string>) {
  const result = readConfig(env)
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return result.config.economy
}
