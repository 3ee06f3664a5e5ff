import { expect } from 'chai'
import { chooseRuntime } from '#domain/players'
import type { Language, Runtime, RuntimeId } from '#domain/sandbox'

const runtime = (id: RuntimeId, ...languages: Language[]) => ({ id, languages }) as unknown as Runtime
const quickjs = runtime('quickjs', 'javascript', 'typescript')
const runsc = runtime('runsc', 'javascript', 'typescript', 'python')
const runc = runtime('runc', 'javascript', 'typescript', 'python')

describe('the choice of a runtime', () => {
  it('PL1 is the first that can run the language', () => {
    expect(chooseRuntime([quickjs, runsc, runc], 'javascript')).to.deep.equal({ status: 'chosen', runtime: quickjs })
    expect(chooseRuntime([runc, quickjs, runsc], 'javascript')).to.deep.equal({ status: 'chosen', runtime: runc })
    expect(chooseRuntime([quickjs, runsc, runc], 'python')).to.deep.equal({ status: 'chosen', runtime: runsc })
  })

  it('PL1 is the first of those that suits', () => {
    const chosen = chooseRuntime([quickjs, runsc, runc], 'typescript', ({ id }) => id === 'runc')
    expect(chosen).to.deep.equal({ status: 'chosen', runtime: runc })
  })

  it('PL1 is refused where there is none, with what there is', () => {
    expect(chooseRuntime([quickjs], 'python')).to.deep.include({
      status: 'refused',
      code: 'no_runtime',
      detail: 'nothing here runs python; the runtimes are quickjs (Python needs Docker)',
    })
    expect(chooseRuntime([], 'javascript')).to.include({
      detail: 'nothing here runs javascript; the runtimes are none',
    })
    expect(chooseRuntime([quickjs, runc], 'javascript', () => false)).to.include({
      code: 'no_runtime',
      detail: 'of the runtimes for javascript (quickjs, runc) none is good for this',
    })
  })
})
