import { expect } from 'chai'
import { skyAt } from '#client/scene/light/sky.ts'

describe('the light of the town', () => {
  it('is plain at noon and dark at midnight', () => {
    expect(skyAt(720)).to.deep.equal({ tint: 0xffffff, dark: 0 })
    expect(skyAt(0).dark).to.equal(1)
  })

  it('changes smoothly from minute to minute, over midnight too', () => {
    for (let minute = 0; minute < 1440; minute++) {
      const now = skyAt(minute)
      const next = skyAt((minute + 1) % 1440)
      expect(Math.abs(now.dark - next.dark), `dark at ${minute}`).to.be.lessThan(0.02)
      for (const shift of [16, 8, 0]) {
        const change = ((now.tint >> shift) & 255) - ((next.tint >> shift) & 255)
        expect(Math.abs(change), `tint at ${minute}`).to.be.lessThan(6)
      }
    }
  })
})
