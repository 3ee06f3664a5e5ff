import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { Village } from '#sdk'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'

/** What the page has done with the browser's sound so far. */
type Heard = { contexts: AudioContext[]; sounds: { seconds: number; at: number }[] }

const voiceSeconds = 0.152
const doorSeconds = 0.504

describe('the sound of the town', function () {
  let town: Town
  let page: Page
  let robin: Village
  let crowd: Village[]
  const received: string[] = []

  before(async function () {
    town = await openTown(this, { viewport: { width: 800, height: 600 } })
    page = town.page
    robin = await town.agent('Robin')
    crowd = await Promise.all(Array.from({ length: 8 }, (_, at) => town.agent(`Visitor ${at + 1}`)))
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(String(payload))))
    await page.addInitScript(listenIn)
    await open()
  })

  after(() => town?.dispose())

  it('is off at first: nothing is loaded for it and no device is opened', async () => {
    await page.locator('canvas').first().click()
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
    expect(loaded.filter((name) => /zzfx/i.test(name))).to.deep.equal([])
    expect(await contexts()).to.deep.equal([])
    expect(await isPressed()).to.equal('false')
  })

  it('starts at a press of its button', async () => {
    await button().click()
    expect(await isPressed()).to.equal('true')
    await until('one device that runs', async () => (await contexts()).join() === 'running')
  })

  it('is heard when somebody in view speaks', async () => {
    await follow()
    await robin.say('Do you hear me?')
    await until('a voice', async () => (await heardOf(voiceSeconds)) === 1)
  })

  it('is never more than five sounds a second, however many speak', async () => {
    await Promise.all(crowd.map((agent) => agent.say('So do I!')))
    await until('all have spoken', async () => (await page.locator('.bubble', { hasText: 'So do I!' }).count()) === 8)
    await until('voices', async () => (await heardOf(voiceSeconds)) > 1)
    const times = await page.evaluate(() => (window as unknown as { heard: Heard }).heard.sounds.map(({ at }) => at))
    for (const at of times) {
      expect(times.filter((other) => other >= at && other < at + 1_000).length).to.be.at.most(5)
    }
  })

  it('is heard when somebody in view enters', async () => {
    await robin.walkTo('cafe')
    await until('a door', async () => (await heardOf(doorSeconds)) === 1)
  })

  it('is silent while the page is hidden, and comes back with it', async () => {
    await page.evaluate(hide, true)
    await until('the device sleeps', async () => (await contexts()).join() === 'suspended')
    const before = await heardOf(voiceSeconds)
    await robin.say('And now?')
    await until('the page knows', () => received.some((frame) => frame.includes('And now?')))
    expect(await heardOf(voiceSeconds)).to.equal(before)
    await page.evaluate(hide, false)
    await until('it runs again', async () => (await contexts()).join() === 'running')
  })

  it('is as it was left the next time, but waits for somebody to press something', async () => {
    await open()
    expect(await isPressed()).to.equal('true')
    expect(await contexts()).to.deep.equal([])
    await page.locator('canvas').first().press('ArrowLeft')
    await until('a device that runs', async () => (await contexts()).join() === 'running')
  })

  it('stops at another press', async () => {
    await button().click()
    await until('the device sleeps', async () => (await contexts()).join() === 'suspended')
    expect(await isPressed()).to.equal('false')
    await open()
    expect(await isPressed()).to.equal('false')
  })

  it('ran without an error', () => {
    expect(town.faults).to.deep.equal([])
  })

  async function open(): Promise<void> {
    await town.open('/')
    await page.locator('canvas').first().waitFor()
    await page.locator('.row-name', { hasText: 'Robin' }).waitFor()
  }

  async function follow(): Promise<void> {
    await page.locator('li[data-agent-id] button').first().click()
    await page.locator('.follow[aria-pressed="true"]').waitFor()
  }

  function button() {
    return page.getByRole('button', { name: 'Sound' })
  }

  function isPressed(): Promise<string | null> {
    return button().getAttribute('aria-pressed')
  }

  function contexts(): Promise<string[]> {
    return page.evaluate(() => (window as unknown as { heard: Heard }).heard.contexts.map(({ state }) => state))
  }

  function heardOf(seconds: number): Promise<number> {
    return page.evaluate((wanted) => {
      const { sounds } = (window as unknown as { heard: Heard }).heard
      return sounds.filter((sound) => Math.abs(sound.seconds - wanted) < 0.001).length
    }, seconds)
  }
})

/** Notes in the page which audio devices are opened and which sounds are started, and lets them be. */
function listenIn(): void {
  const heard: Heard = { contexts: [], sounds: [] }
  Object.assign(window, { heard })
  window.AudioContext = class extends AudioContext {
    constructor() {
      super()
      heard.contexts.push(this)
    }
  }
  const start = AudioBufferSourceNode.prototype.start
  AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...when: number[]) {
    heard.sounds.push({ seconds: this.buffer!.duration, at: performance.now() })
    start.apply(this, when as [])
  }
}

/** A browser without windows hides nothing by itself. */
function hide(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
  document.dispatchEvent(new Event('visibilitychange'))
}
