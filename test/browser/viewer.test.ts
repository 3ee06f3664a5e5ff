import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { connect, type Village } from '#sdk'
import type { OpenStorage } from '#storage'
import { noBrowser, openBrowser } from '#test/support/browser'
import {
  newAgent,
  newDataDir,
  openTestStorage,
  removeDataDir,
  startTestServer,
  type TestServer,
} from '#test/support/server'
import { until } from '#test/support/until'

describe('the viewer in a browser', function () {
  let server: TestServer
  let storage: OpenStorage
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let page: Page
  let robin: Village
  let wren: Village
  const dataDir = newDataDir()
  const faults: string[] = []

  before(async function () {
    const reason = noBrowser()
    if (reason !== '') {
      process.stdout.write(`  skipped: ${reason}\n`)
      this.skip()
    }
    server = await startTestServer({ DATA_DIR: dataDir })
    storage = await openTestStorage(dataDir)
    robin = await connect({ url: server.url, token: (await newAgent(storage, 'Robin')).token })
    wren = await connect({ url: server.url, token: (await newAgent(storage, 'Wren')).token })
    browser = await openBrowser()
    page = await browser.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto(server.url)
    await isLive()
  })

  after(async () => {
    await browser?.dispose()
    await Promise.all([robin?.close(), wren?.close()])
    await storage?.close()
    await server?.stop()
    removeDataDir(dataDir)
  })

  it('lists who is here and what they are doing', async () => {
    await until('two rows', async () => (await page.locator('li[data-agent-id]').count()) === 2)
    const walk = robin.walkTo('market')
    await page.locator(row(robin), { hasText: 'walking' }).waitFor()
    await walk
    await page.locator(row(robin), { hasText: 'idle' }).waitFor()
  })

  it('shows what is said as a bubble, and a thought only to those who look', async () => {
    await page.locator(row(wren)).locator('button').click()
    await wren.say('A lovely day to be tested.')
    await page.locator('.bubble', { hasText: 'A lovely day to be tested.' }).waitFor()
    await wren.think('Nobody hears this.')
    await page.locator('.inspector', { hasText: 'Nobody hears this.' }).waitFor()
    expect(await page.locator('.bubble', { hasText: 'Nobody hears this.' }).count()).to.equal(0)
  })

  it('shows the words of an agent as text, whatever they are', async () => {
    await wren.say('<img src=x onerror=alert(1)> & <b>bold</b>')
    await page.locator('.bubble', { hasText: '<img src=x onerror=alert(1)> & <b>bold</b>' }).waitFor()
    expect(await page.locator('.bubble img, .bubble b').count()).to.equal(0)
  })

  it('draws the town: the canvas is not one colour', async () => {
    const shot = await page.locator('canvas').first().screenshot()
    expect(shot.length).to.be.greaterThan(50_000) // a flat picture of this size packs into a few kilobytes
  })

  it('finds an agent by name and follows it', async () => {
    await page.getByPlaceholder('Find an agent').fill('rob')
    await until('one row', async () => (await page.locator('li[data-agent-id]').count()) === 1)
    await page.locator(row(robin)).locator('button').focus()
    await page.keyboard.press('Enter')
    await page.locator(`.inspector[data-agent-id="${robin.agentId}"]`).waitFor()
    await page.getByPlaceholder('Find an agent').fill('')
  })

  it('fits a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wider).to.equal(false)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('says when it has lost the village, and comes back without ghosts', async () => {
    await server.kill()
    await page.waitForFunction(() => document.documentElement.dataset.village === 'reconnecting')
    server = await startTestServer({ DATA_DIR: dataDir, PORT: new URL(server.url).port })
    await isLive()
    await wren.perceive() // back by itself
    await wren.close()
    await until('only Robin', async () => {
      const names = await page.locator('li[data-agent-id] .row-name').allTextContents()
      return names.join() === 'Robin'
    })
  })

  it('ran without an error, save those of the connection that was cut', () => {
    expect(faults.filter((fault) => !/WebSocket|net::ERR|Failed to (fetch|load)/.test(fault))).to.deep.equal([])
  })

  function row(village: Village): string {
    return `li[data-agent-id="${village.agentId}"]`
  }

  async function isLive(): Promise<void> {
    await page.waitForFunction(() => document.documentElement.dataset.village === 'live')
  }
})
