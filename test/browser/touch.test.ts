import { expect } from 'chai'
import type { CDPSession, Page } from 'playwright-core'
import type { Village } from '#sdk'
import { narrow } from '#test/support/browser'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'

type Point = { x: number; y: number }
type TouchType = 'touchStart' | 'touchMove' | 'touchEnd'

describe('the town under fingers', function () {
  let town: Town
  let page: Page
  let fingers: CDPSession
  let robin: Village

  before(async function () {
    town = await openTown(this, { viewport: narrow, device: { hasTouch: true, isMobile: true } })
    page = town.page
    robin = await town.agent('Robin')
    fingers = await town.browser.newCDPSession(page)
    await open()
    await page.locator('.hint button').tap()
  })

  beforeEach(open)

  after(() => town?.dispose())

  it('a pinch zooms by whole steps and keeps what is between the fingers there', async () => {
    const middle = { x: 150, y: 500 }
    const before = await townAt(middle)
    const { width } = await seen()
    await pinch(middle, 40, 84)
    await until('twice as near', async () => Math.abs((await seen()).width * 2 - width) < 0.002)
    const after = await townAt(middle)
    expect(after.x).to.be.closeTo(before.x, 0.002) // of the town's width: two art pixels
    expect(after.y).to.be.closeTo(before.y, 0.002)
    await pinch(middle, 84, 40)
    await until('as before', async () => Math.abs((await seen()).width - width) < 0.002)
  })

  it('fingers that only tremble change nothing', async () => {
    const { width } = await seen()
    await pinch({ x: 150, y: 500 }, 60, 66)
    await pinch({ x: 150, y: 500 }, 60, 54)
    expect((await seen()).width).to.be.closeTo(width, 0.0001)
  })

  it('a tap chooses somebody at once, also a little beside them', async () => {
    await tap(await above(robin, 14))
    await page.locator(`.inspector[data-agent-id="${robin.agentId}"]`).waitFor()
  })

  it('a tap on a place opens it, a second one zooms in instead', async () => {
    const place = { x: 60, y: 560 }
    const { width } = await seen()
    const now = Date.now()
    await Promise.all([tap(place, now), tap(place, now + 150)])
    await until('a step nearer', async () => Math.abs((await seen()).width * 1.5 - width) < 0.002)
    expect(await page.locator('.inspector').count()).to.equal(0)
    await tap({ x: 60, y: 300 })
    await page.locator('.inspector[data-place-id]').waitFor()
  })

  it('a drag moves the town with the finger, and a flick goes on a little', async () => {
    const before = await seen()
    await drag({ x: 300, y: 500 }, { x: -120, y: 0 })
    const shift = 120 / 390
    await until('moved', async () => (await seen()).x > before.x + before.width * shift * 0.9)
    await until('it goes on', async () => (await seen()).x > before.x + before.width * shift * 1.05)
  })

  it('who is followed stays so through a pinch, and is let go by a drag', async () => {
    await tap(await above(robin))
    await page.locator('.follow[aria-pressed]').tap()
    await page.locator('.follow[aria-pressed="true"]').waitFor()
    await pinch({ x: 150, y: 250 }, 40, 64)
    await page.locator('.follow[aria-pressed="true"]').waitFor()
    await drag({ x: 150, y: 250 }, { x: 60, y: 0 })
    await page.locator('.follow[aria-pressed="false"]').waitFor()
  })

  it('the card of who is followed does not cover them, nor does the list', async () => {
    await tap(await above(robin))
    await page.locator('.follow[aria-pressed]').tap()
    await isFree()
    await page.locator('.handle').tap()
    await isFree()
  })

  async function open(): Promise<void> {
    await town.open('/')
    await page.locator('.scene[data-names="1"]').waitFor()
  }

  /** Robin is in the part of the town that can be seen: no card or sheet lies over them, and no edge cuts them off. */
  async function isFree(): Promise<void> {
    await until('the followed one is free', async () => {
      const { x, y } = await above(robin)
      const card = await page.locator('.inspector').boundingBox()
      const town = (await page.locator('.town').boundingBox())!
      const bottom = card?.y ?? town.y + town.height
      return x > town.x && x < town.x + town.width && y > town.y + 40 && y + 20 <= bottom
    })
  }

  /** Where the body of an agent is on the screen, by where the village says it is and what the small map shows. */
  async function above(village: Village, beside = 0): Promise<Point> {
    const { map, agents } = await townNow()
    const agent = agents.find(({ id }) => id === village.agentId)!
    const view = await seen()
    const box = (await page.locator('.scene').boundingBox())!
    const feet = { x: (agent.x + 0.5) / map.width, y: (agent.y + 0.8) / map.height }
    return {
      x: box.x + ((feet.x - view.x) / view.width) * box.width + beside + (beside > 0 ? 10 : 0),
      y: box.y + ((feet.y - view.y) / view.height) * box.height - 16,
    }
  }

  async function townNow() {
    const [map, world] = await Promise.all(['map', 'world'].map((path) => fetch(`${town.server.url}/api/${path}`)))
    const { agents } = (await world!.json()) as { agents: { id: string; x: number; y: number }[] }
    return { map: (await map!.json()) as { width: number; height: number }, agents }
  }

  /** The part of the town in view, in parts of the town, as the frame on the small map shows it. */
  async function seen(): Promise<{ x: number; y: number; width: number; height: number }> {
    const style = (await page.locator('.minimap-frame').getAttribute('style')) ?? ''
    const part = (name: string) => Number(new RegExp(`(?:^|[ ;])${name}: ([\\d.]+)%`).exec(style)?.[1]) / 100
    return { x: part('left'), y: part('top'), width: part('width'), height: part('height') }
  }

  /** Where a point of the screen lies in the town, in parts of the town. */
  async function townAt({ x, y }: Point): Promise<Point> {
    const view = await seen()
    const box = (await page.locator('.scene').boundingBox())!
    return {
      x: view.x + (view.width * (x - box.x)) / box.width,
      y: view.y + (view.height * (y - box.y)) / box.height,
    }
  }

  async function tap(point: Point, at = Date.now()): Promise<void> {
    await Promise.all([touch('touchStart', [point], at), touch('touchEnd', [], at + 40)])
  }

  /** A finger draws a straight line, a step each 16 ms, however long the browser takes to draw it. */
  async function drag(from: Point, by: Point): Promise<void> {
    const steps = 8
    const startedAt = Date.now()
    const at = (step: number) => ({ x: from.x + (by.x * step) / steps, y: from.y + (by.y * step) / steps })
    await touch('touchStart', [from], startedAt)
    for (let step = 1; step <= steps; step++) await touch('touchMove', [at(step)], startedAt + step * 16)
    await touch('touchEnd', [], startedAt + (steps + 1) * 16)
  }

  /** Two fingers beside a point go from one distance to another; the point is their middle. */
  async function pinch({ x, y }: Point, from: number, to: number): Promise<void> {
    const steps = 10
    const both = (distance: number) => [
      { x: x - distance, y },
      { x: x + distance, y },
    ]
    await touch('touchStart', both(from))
    for (let step = 1; step <= steps; step++) await touch('touchMove', both(from + ((to - from) * step) / steps))
    await touch('touchEnd', [])
  }

  async function touch(type: TouchType, points: readonly Point[], at = Date.now()): Promise<void> {
    const touchPoints = points.map((point, id) => ({ ...point, id }))
    await fingers.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: at / 1000 })
  }
})
