import { expect } from 'chai'
import { limits } from '#kernel/limits'
import { doingOf, isBubbleShown, type Deeds } from '#world/doing'

const now = 1_000_000
const nothing: Deeds = { standing: 'active', connection: 'here', claim: '', claimAt: 0, said: '', saidAt: 0 }
const talking = { said: 'hello', saidAt: now - 1 }
const thinking = { claim: 'thinking', claimAt: now - 1 }
const working = { claim: 'working', claimAt: now - 1 }

describe('what an agent is doing', () => {
  const table: [string, Partial<Deeds>, boolean, string][] = [
    ['nothing', {}, false, 'idle'],
    ['it walks', {}, true, 'walking'],
    ['it has just spoken', talking, false, 'talking'],
    ['it spoke and walks', talking, true, 'walking'],
    ['it waits for a model', thinking, false, 'thinking'],
    ['it uses a place', working, false, 'working'],
    ['it has just spoken and waits', { ...thinking, ...talking }, false, 'talking'],
    ['it waits and walks', thinking, true, 'walking'],
    ['its connection is lost', { connection: 'lost', ...talking, ...thinking }, true, 'lost'],
    ['it is quarantined', { standing: 'quarantined', connection: 'lost', ...talking }, true, 'quarantined'],
    [
      'its words have faded',
      { said: 'hello', saidAt: now - limits.bubbleMsMin - 5 * limits.bubbleMsPerChar },
      false,
      'idle',
    ],
    ['it has waited too long to be believed', { claim: 'thinking', claimAt: now - limits.waitingMsMax }, false, 'idle'],
    ['it waits, one last moment', { claim: 'thinking', claimAt: now - limits.waitingMsMax + 1 }, false, 'thinking'],
    ['its work has lasted long enough', { claim: 'working', claimAt: now - limits.workingMsMax }, false, 'idle'],
    ['it works, one last moment', { claim: 'working', claimAt: now - limits.workingMsMax + 1 }, false, 'working'],
    ['it claims something unknown', { claim: 'dancing', claimAt: now }, false, 'idle'],
  ]
  for (const [when, deeds, walking, doing] of table) {
    it(`is ${doing} when ${when}`, () => {
      expect(doingOf({ ...nothing, ...deeds }, walking, now)).to.equal(doing)
    })
  }
})

describe('a bubble', () => {
  it('stands longer for longer words', () => {
    const shownMs = (said: string) => limits.bubbleMsMin + said.length * limits.bubbleMsPerChar
    for (const said of ['a', 'hello there', 'x'.repeat(limits.sayCharsMax)]) {
      expect(isBubbleShown({ said, saidAt: 0 }, shownMs(said) - 1)).to.equal(true)
      expect(isBubbleShown({ said, saidAt: 0 }, shownMs(said))).to.equal(false)
    }
  })

  it('is not there before anything was said', () => {
    expect(isBubbleShown({ said: '', saidAt: 0 }, 0)).to.equal(false)
  })
})
