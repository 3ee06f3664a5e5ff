import { expect } from 'chai'
import { attest, suite, tableOf, type Attestation } from '#domain/attestation'
import { InfrastructureFault } from '#match/contract'
import { systemClock } from '#platform/clock'
import { createWeakRuntime, type Weakness } from '#test/support/weak-runtime'

describe('a weak runtime under the hostile suite', () => {
  it('AT3 holds what it is fit to hold', async () => {
    const attestation = await tried({}, ['reply-cycle', 'recursion-then-sane', 'change-argument'])
    expect(attestation).to.include({ runtime: 'quickjs', version: 'weak', outcome: 'held', holds: true })
    expect(attestation.cases.map(({ name, outcome, verdict }) => [name, outcome, verdict])).to.deep.equal([
      ['recursion-then-sane', 'held', 'returned'],
      ['reply-cycle', 'held', 'crash'],
      ['change-argument', 'held', 'returned'],
    ])
  })

  it('AT4 breaks where a program reaches its host, and it is named what was reached', async () => {
    const { outcome, holds, cases } = await tried({}, ['reach-host'])
    expect([outcome, holds]).to.deep.equal(['broke', false])
    expect(cases[0]).to.deep.include({ name: 'reach-host', language: 'javascript', outcome: 'broke' })
    expect(cases[0]!.detail).to.match(/^act: answered \{"reached":\[.*"process by state"/)
  })

  it('AT4 breaks where one instance leaves something for the next', async () => {
    expect(await faultOf({}, 'leftover-state')).to.match(/^act of instance 2: answered \{"reached":\["mark 0"/)
  })

  it('AT1 breaks where time and chance differ from instance to instance', async () => {
    expect(await faultOf({}, 'clock-and-chance')).to.equal('two instances gave different answers')
  })

  it('AT1 breaks where an answer is longer than it may be', async () => {
    expect(await faultOf({}, 'reply-long-text')).to.equal('act: answered with 5000002 bytes')
  })

  it('AT1 breaks where a balloon grows beyond the memory that was given', async () => {
    expect(await faultOf({ loopMsMax: 5_000 }, 'typed-array-balloon')).to.match(/^act: answered \{"gotMb":\d+\}$/)
  })

  it('AT1 breaks where a fault is not what the case allows', async () => {
    expect(await faultOf({ verdict: 'flood' }, 'no-program')).to.match(/^init: ended as flood: SyntaxError/)
  })

  it('AT1 breaks where a call ends long after its budget', async () => {
    expect(await faultOf({ loopMsMax: 3_500 }, 'endless-loop-act')).to.match(/^act: ended after \d{4} ms, where 2000/)
  })

  it('AT2 breaks where the host is kept from everything else', async () => {
    const attestation = await tried({ loopMsMax: 1_250 }, ['endless-loop-act'])
    expect(attestation.cases[0]!.detail).to.match(/^kept its host from everything else for \d{4} ms$/)
    expect(attestation.stalledMsMax).to.be.above(1_000)
  })

  it('AT2 breaks where the one that sits beside a hostile agent ends with it', async () => {
    const fault = await faultOf({ isFateShared: true }, 'endless-loop-act')
    expect(fault).to.equal('then the sane agent beside it ended as crash: Error: all have ended')
  })

  it('AT2 breaks where no sane agent can be leased afterwards', async () => {
    let leases = 0
    const onLease = () => {
      if (++leases === 3) throw new Error('no more')
    }
    expect(await faultOf({ onLease }, 'reply-cycle')).to.equal('threw no more')
  })

  it('AT2 breaks where no sane agent plays to begin with', async () => {
    const onCall = () => {
      throw new Error('no calls')
    }
    const fault = 'before it a sane agent ended as crash: Error: no calls'
    expect(await faultOf({ onCall }, 'reply-cycle')).to.equal(fault)
  })

  it('AT3 is incomplete, and does not hold, where the infrastructure fails', async () => {
    let leases = 0
    const onLease = () => {
      if (++leases >= 2) throw new InfrastructureFault('the daemon is away')
    }
    const attestation = await tried({ onLease }, ['reply-cycle'])
    expect(attestation).to.include({ outcome: 'incomplete', holds: false })
    expect(attestation.cases[0]).to.include({ outcome: 'incomplete', detail: 'the daemon is away', verdict: null })
  })

  it('AT3 leaves the rest out where the infrastructure fails again and again', async () => {
    const onLease = () => {
      throw new InfrastructureFault('the daemon is away')
    }
    const cases = suite.filter(({ language }) => language === 'javascript').slice(0, 20)
    const attestation = await attest(createWeakRuntime({ onLease }), { clock: systemClock, cases })
    const details = attestation.cases.map(({ detail }) => detail)
    expect(details.filter((detail) => detail === 'the daemon is away')).to.have.length.within(10, 12)
    expect(details.at(-1)).to.equal('not tried, since the infrastructure failed too often')
    expect(attestation.cases.map(({ outcome }) => outcome)).to.deep.equal(cases.map(() => 'incomplete'))
  })

  it('AT12 tries once more what the infrastructure spoilt', async () => {
    let leases = 0
    const onLease = () => {
      if (++leases === 2) throw new InfrastructureFault('a mishap')
    }
    expect(await tried({ onLease }, ['reply-cycle'])).to.include({ outcome: 'held', holds: true })
  })

  it('AT12 tries once more what only came too late', async () => {
    let calls = 0
    const onCall = () => {
      if (++calls === 3) block(2_500)
    }
    expect(await tried({ onCall }, ['reply-cycle'])).to.include({ outcome: 'held', holds: true })
  })

  it('AT3 does not hold if nothing is tried', async () => {
    expect(await tried({}, [])).to.include({ outcome: 'incomplete', holds: false })
  })

  it('AT10 keeps what a program says such that it can be stored and shown', async () => {
    const { cases } = await tried({}, ['throw-odd-message', 'throw-long-message'])
    for (const { detail } of cases) {
      expect(detail).to.match(/^[^\u0000-\u001f\u007f-\u009f\u202e\ud800-\udfff]+$/)
      expect(detail.length).to.be.at.most(500)
    }
  })

  it('AT11 is printed as a table, with what was wrong below', async () => {
    const weak = await tried({}, ['reply-cycle', 'reply-long-text'])
    const lines = tableOf([
      { ...weak, durationMs: 100 },
      { ...weak, runtime: 'runc', durationMs: 100, cases: [] },
    ])
    expect(lines.map((line) => line.replaceAll(/\d+\.\d s/g, '0 s'))).to.deep.equal([
      '                            quickjs      runc',
      'javascript/reply-long-text  BROKE',
      'javascript/reply-cycle      crash',
      '                            broke 0 s  broke 0 s',
      'quickjs javascript/reply-long-text broke: act: answered with 5000002 bytes',
    ])
  })

  it('ends when it is told to, between two cases', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const cases = suite.filter(({ name }) => name === 'reply-cycle')
    const ended = attest(createWeakRuntime(), { clock: systemClock, cases, signal })
    expect(await ended.catch((error: Error) => error.message)).to.equal('enough')
  })
})

function block(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

function tried(weakness: Weakness, names: string[]): Promise<Attestation> {
  const cases = suite.filter(({ name, language }) => language === 'javascript' && names.includes(name))
  expect(cases).to.have.length(names.length)
  return attest(createWeakRuntime(weakness), { clock: systemClock, cases })
}

/** What was wrong with a case; fails if nothing was. */
async function faultOf(weakness: Weakness, name: string): Promise<string> {
  const { cases, holds } = await tried(weakness, [name])
  expect(cases[0]).to.include({ name, outcome: 'broke' })
  expect(holds).to.equal(false)
  return cases[0]!.detail
}
