import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { Village } from '#sdk'
import { narrow, wide } from '#test/support/browser'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'

describe('the viewer in a browser', function () {
  let town: Town
  let page: Page
  let robin: Village
  let wren: Village

  before(async function () {
    town = await openTown(this)
    page = town.page
    robin = await town.agent('Robin')
    wren = await town.agent('Wren')
    await town.open('/')
  })

  after(() => town?.dispose())

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
    await page.setViewportSize(narrow)
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wider).to.equal(false)
    await page.setViewportSize(wide)
  })

  it('says when it has lost the village, and comes back without ghosts', async () => {
    await town.server.kill()
    await page.waitForFunction(() => document.documentElement.dataset.village === 'reconnecting')
    await town.server.revive()
    await page.waitForFunction(() => document.documentElement.dataset.village === 'live')
    await wren.perceive() // back by itself
    await wren.close()
    await until('only Robin', async () => {
      const names = await page.locator('li[data-agent-id] .row-name').allTextContents()
      return names.join() === 'Robin'
    })
  })

  it('ran without an error, save those of the connection that was cut', () => {
    expect(town.faults.filter((fault) => !/WebSocket|net::ERR|Failed to (fetch|load)/.test(fault))).to.deep.equal([])
  })

  function row(village: Village): string {
    return `li[data-agent-id="${village.agentId}"]`
  }
})
