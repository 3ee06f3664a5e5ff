import { expect } from 'chai'
import { atEase, drawPerson, type Stance } from '#client/scene/person/draw-person.ts'
import { gestures } from '#client/scene/person/gestures.ts'
import { lookOf } from '#client/scene/person/look.ts'

const looks = Array.from({ length: 200 }, (_, seed) => lookOf(seed * 7_919))

function pixelsOf(seed: number, stance: Partial<Stance>): string {
  return drawPerson(looks[seed]!, { ...atEase, ...stance }).join()
}

describe('the picture of a person', () => {
  it('shows each gesture, seen from the front and the side, and does not depend on who looks', () => {
    for (const side of ['south', 'east'] as const) {
      const pictures = gestures.map((gesture) => pixelsOf(3, { side, gesture, tool: 'book' }))
      expect(new Set(pictures).size, side).to.equal(gestures.length)
      expect(gestures.map((gesture) => pixelsOf(3, { side, gesture, tool: 'book' }))).to.deep.equal(pictures)
    }
  })

  it('shows who cheers and who sits from every side and for every look', () => {
    for (const seed of looks.keys()) {
      for (const side of ['south', 'north', 'east'] as const) {
        expect(pixelsOf(seed, { side, gesture: 'cheer' })).not.to.equal(pixelsOf(seed, { side }))
        expect(pixelsOf(seed, { side, sits: true })).not.to.equal(pixelsOf(seed, { side }))
      }
    }
  })

  it('shows what somebody works with, in another place from frame to frame', () => {
    const tools = ['none', 'book', 'cup', 'wrench', 'crate'] as const
    const held = (gesture: 'work' | 'workUp') => tools.map((tool) => pixelsOf(5, { gesture, tool }))
    expect(new Set([...held('work'), ...held('workUp')]).size).to.equal(2 * tools.length)
    expect(pixelsOf(5, { tool: 'book' })).to.equal(pixelsOf(5, {}))
  })
})
