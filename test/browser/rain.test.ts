import { expect } from 'chai'
import type { Air } from '#client/scene/air.ts'
import type { View } from '#client/scene/camera.ts'
import type { Speck, Specks } from '#client/scene/life/specks.ts'
import { putRain } from '#client/scene/weather/rain.ts'
import { putSnow } from '#client/scene/weather/snow.ts'

const view: View = { width: 1_280, height: 800, ratio: 1, scale: 2, corner: { x: 400, y: 300 } }

function airAt(at: number, { rain = 0, snow = 0 }): Air {
  const weather = { kind: 'rain', clouds: 1, rain, snow, fog: 0, wind: 0.5 } as const
  return { at, still: false, minute: 720, tint: 0xffffff, dark: 0, weather }
}

// A collection in place of sprites, which need a browser.
function collector(): Specks & { all: Speck[] } {
  const all: Speck[] = []
  return { all, put: (speck: Speck) => void all.push(speck) } as unknown as Specks & { all: Speck[] }
}

function rainAt(at: number, rain: number, seen = view): { falling: Speck[]; splashes: Speck[] } {
  const [falling, splashes] = [collector(), collector()]
  putRain(falling, splashes, seen, airAt(at, { rain }), ({ x }) => (x < 500 ? 'water' : ''))
  return { falling: falling.all, splashes: splashes.all }
}

describe('rain and snow', () => {
  const at = 1_790_000_000_000

  it('is the same picture at the same moment, and another one later', () => {
    expect(rainAt(at, 0.8)).to.deep.equal(rainAt(at, 0.8))
    expect(rainAt(at, 0.8)).not.to.deep.equal(rainAt(at + 100, 0.8))
  })

  it('falls in the town, not on the screen: who looks elsewhere sees the same drops where both look', () => {
    const east = { ...view, corner: { x: view.corner.x + 300, y: view.corner.y } }
    const inBoth = ({ splashes }: ReturnType<typeof rainAt>) =>
      splashes.filter(({ x, y }) => x > 380 && x < 800 && y > 200 && y < 500).map(({ x, y }) => `${x},${y}`)
    expect(inBoth(rainAt(at, 1))).to.have.lengthOf.above(20)
    expect(inBoth(rainAt(at, 1)).toSorted()).to.deep.equal(inBoth(rainAt(at, 1, east)).toSorted())
  })

  it('is thicker the more it rains, never without bound, and leaves rings on water only', () => {
    const count = (rain: number, seen = view) => Object.values(rainAt(at, rain, seen)).flat().length
    expect(count(0.3)).to.be.lessThan(count(0.9))
    expect(count(1, { ...view, scale: 1, width: 4_000, height: 3_000 })).to.be.lessThan(1_600)
    const rings = rainAt(at, 1).splashes.filter(({ shape }) => shape === 'ripple' || shape === 'ring7')
    expect(rings).to.have.lengthOf.above(5)
    for (const { x } of rings) expect(x).to.be.lessThan(500)
  })

  it('snows more slowly than it rains', () => {
    const fallen = (speck: Speck[], later: Speck[]) => later[0]!.y - speck[0]!.y
    const snow = (moment: number) => {
      const flakes = collector()
      putSnow(flakes, view, airAt(moment, { snow: 1 }))
      return flakes.all
    }
    expect(snow(at)).to.have.lengthOf.above(100)
    expect(Math.abs(fallen(snow(at), snow(at + 16)))).to.be.lessThan(3)
  })
})
