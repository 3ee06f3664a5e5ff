import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { Village } from '#sdk'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'

describe('the panels in a browser', function () {
  let town: Town
  let page: Page
  let robin: Village

  before(async function () {
    town = await openTown(this)
    page = town.page
    robin = await town.agent('Robin')
    await town.agent('Wren')
  })

  after(() => town?.dispose())

  it('welcomes who is here for the first time, and only then', async () => {
    await town.open('/')
    await page.locator('.hint button').click()
    await town.open('/')
    expect(await page.locator('.hint').count()).to.equal(0)
  })

  it('opens the agent that the address names, and forgets it when the inspector is closed', async () => {
    await town.open(`/?agent=${robin.agentId}&other=keep`)
    await page.locator(`.inspector[data-agent-id="${robin.agentId}"]`).waitFor()
    await page.locator('.inspector .close').click()
    await until('an address without an agent', async () => !page.url().includes('agent='))
    expect(page.url()).to.contain('other=keep')
  })

  it('reports in the gazette what is said, with a link to the place and who is there', async () => {
    await robin.walkTo('market')
    await robin.say('Apples are cheap today.')
    const line = page.locator('.gazette li', { hasText: 'Apples are cheap today.' })
    await line.getByRole('link', { name: 'Market' }).click()
    const panel = page.locator('.inspector[data-place-id="market"]')
    await panel.locator('.visitors', { hasText: 'Robin' }).waitFor()
    await panel.locator('.news', { hasText: 'Apples are cheap today.' }).waitFor()
    expect(page.url()).to.contain('place=market')
    await panel.locator('.visitors').getByRole('link', { name: 'Robin' }).click()
    await page.locator(`.inspector[data-agent-id="${robin.agentId}"]`).waitFor()
    expect(page.url()).to.not.contain('place=')
  })

  it('keeps the last words and thoughts of an agent', async () => {
    await robin.think('I should buy some.')
    await robin.say('Two, please.')
    for (const text of ['I should buy some.', 'Two, please.', 'Apples are cheap today.']) {
      await page.locator('.sayings li', { hasText: text }).waitFor()
    }
  })

  it('finds a place from the keyboard', async () => {
    await page.locator('canvas').first().focus()
    await page.keyboard.press('/')
    await page.keyboard.type('arena')
    await page.locator('.found-places button').press('Enter')
    await page.locator('.inspector[data-place-id="arena"]').waitFor()
    await page.getByPlaceholder('Find an agent').fill('')
  })

  it('moves the view from the small map', async () => {
    const frame = () => page.locator('.minimap-frame').getAttribute('style')
    const before = await frame()
    await page.locator('.minimap').click({ position: { x: 20, y: 20 } })
    await until('another view', async () => (await frame()) !== before)
  })

  it('shows its keys on a press of ?', async () => {
    await page.locator('canvas').first().focus()
    await page.keyboard.press('?')
    await page.locator('dialog.help[open]').waitFor()
    await page.keyboard.press('Escape')
    await until('the dialog closed', async () => (await page.locator('dialog.help[open]').count()) === 0)
  })

  it('ran without an error', () => {
    expect(town.faults).to.deep.equal([])
  })
})
