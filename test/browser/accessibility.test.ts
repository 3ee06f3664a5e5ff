import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { Village } from '#sdk'
import { faultsFoundByAxe } from '#test/support/axe'
import { narrow, wide } from '#test/support/browser'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'

describe('the viewer for everyone', function () {
  let town: Town
  let page: Page
  let robin: Village
  let wren: Village

  before(async function () {
    town = await openTown(this)
    page = town.page
    robin = await town.agent('Robin')
    wren = await town.agent('Wren')
    await robin.say('Is anybody listening?')
    await wren.think('I am.')
    await open('/')
  })

  after(() => town?.dispose())

  for (const size of [wide, narrow]) {
    describe(`${size.width} pixels wide, as axe-core sees it`, () => {
      before(() => page.setViewportSize(size))

      it('the town', async () => {
        await open('/')
        expect(await faultsFoundByAxe(page)).to.deep.equal([])
      })

      it('the card of an agent', async () => {
        await open(`/?agent=${robin.agentId}`)
        await page.locator('.sayings').waitFor()
        expect(await faultsFoundByAxe(page)).to.deep.equal([])
      })

      it('the card of a place', async () => {
        await open('/?place=square')
        await page.locator('.inspector[data-place-id="square"]').waitFor()
        expect(await faultsFoundByAxe(page)).to.deep.equal([])
      })

      it('the help', async () => {
        await open('/')
        await page.keyboard.press('?')
        await page.locator('dialog.help[open]').waitFor()
        expect(await faultsFoundByAxe(page)).to.deep.equal([])
      })

      it('a search and what it finds', async () => {
        await open('/')
        await page.keyboard.press('/')
        await page.keyboard.type('r')
        await page.locator('.found-places').waitFor()
        expect(await faultsFoundByAxe(page)).to.deep.equal([])
      })

      it('the gazette', async () => {
        await open('/')
        if (size === narrow) {
          await page.locator('.handle').click()
          await page.getByRole('button', { name: 'Gazette' }).click()
        }
        await page.locator('.gazette li').first().waitFor()
        expect(await faultsFoundByAxe(page)).to.deep.equal([])
      })
    })
  }

  describe('by keyboard alone', () => {
    before(async () => {
      await page.setViewportSize(wide)
      await open('/')
      await page.locator('.hint button').press('Enter')
      expect(await focused()).to.equal('CANVAS')
    })

    beforeEach(() => open('/'))

    it('Tab leads past the town first, then to the town, its buttons and the list, and always shows where it is', async () => {
      const stops: string[] = []
      await until('the search', async () => {
        await page.keyboard.press('Tab')
        stops.push(await focused())
        expect(await isFocusVisible(), `an outline on ${stops.at(-1)}`).to.equal(true)
        return stops.at(-1)?.startsWith('Find')
      })
      const marks = ['Skip to who is here', 'CANVAS', 'Zoom in', 'Zoom out', 'Sound', 'Help', 'Moment that is shown']
      expect(stops[0]).to.equal(marks[0])
      expect(stops.filter((stop) => marks.includes(stop))).to.deep.equal(marks)
      await page.keyboard.press('Tab')
      expect(await focused()).to.match(/^Robin/)
      await page.keyboard.press('Tab')
      expect(await focused()).to.not.match(/^Wren/) // one stop for the whole list
    })

    it('a link leads past the town to the search', async () => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await focused()).to.match(/^Find/)
    })

    it('N goes through those in view and says who they are, and Enter follows', async () => {
      await drawn()
      await page.locator('canvas').first().focus()
      await page.keyboard.press('n')
      await cardOf(robin).waitFor()
      await words(/^Robin, .*1 of 2 in view/)
      await page.keyboard.press('n')
      await cardOf(wren).waitFor()
      await words(/^Wren, .*2 of 2 in view/)
      await page.keyboard.press('n')
      await cardOf(robin).waitFor()
      await page.keyboard.press('Shift+N')
      await cardOf(wren).waitFor()
      expect(await page.locator('.follow[aria-pressed]').getAttribute('aria-pressed')).to.equal('false')
      await page.keyboard.press('Enter')
      await page.locator('.follow[aria-pressed="true"]').waitFor()
      await words(/^Following Wren/)
    })

    it('I goes into the open card, and Escape closes it and goes back', async () => {
      await drawn()
      await page.locator('canvas').first().focus()
      await page.keyboard.press('n')
      await cardOf(robin).waitFor()
      await page.keyboard.press('i')
      expect(await focused()).to.equal('Close')
      await page.keyboard.press('Escape')
      await page.locator('.inspector').waitFor({ state: 'detached' })
      await until('the focus on the town', async () => (await focused()) === 'CANVAS')
    })

    it('the button that closes a card goes back to the row that opened it', async () => {
      await row(wren).focus()
      await page.keyboard.press('Enter')
      await cardOf(wren).waitFor()
      await page.locator('.inspector .close').press('Enter')
      await until('the focus on the row', async () => (await focused()).startsWith('Wren'))
    })

    it('a link from card to card keeps the focus in the card', async () => {
      await row(robin).press('Enter')
      await page.locator('.inspector').getByRole('link', { name: 'Village Square' }).press('Enter')
      await page.locator('.inspector[data-place-id="square"]').waitFor()
      await until('the focus in the card', async () => (await focused()) === 'Close')
    })

    it('the arrows go through the search, the people and the places that it finds', async () => {
      await page.keyboard.press('/')
      await page.keyboard.type('r')
      await page.locator('.found-places').waitFor()
      await page.keyboard.press('ArrowDown')
      expect(await focused()).to.match(/^Robin/)
      await page.keyboard.press('ArrowDown')
      expect(await focused()).to.match(/^Wren/)
      await page.keyboard.press('ArrowDown')
      expect(await focused()).to.match(/place$/)
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowUp')
      expect(await focused()).to.match(/^Find/)
    })

    it('Enter in the search takes the first that it finds; Escape empties it, then goes back', async () => {
      await page.locator('.zoom button').first().focus()
      await page.keyboard.press('/')
      await page.keyboard.type('arena')
      await page.keyboard.press('Enter')
      await page.locator('.inspector[data-place-id="arena"]').waitFor()
      await page.keyboard.press('Escape')
      expect(await page.locator('input[type="search"]').inputValue()).to.equal('')
      expect(await page.locator('.inspector').count()).to.equal(1)
      await page.keyboard.press('Escape')
      expect(await focused()).to.equal('Zoom in')
    })

    it('Escape closes the help alone, and goes back to the button', async () => {
      await row(wren).press('Enter')
      await cardOf(wren).waitFor()
      await page.locator('.help-button').press('Enter')
      await page.locator('dialog.help[open]').waitFor()
      await page.keyboard.press('Escape')
      await until('the dialog closed', async () => (await page.locator('dialog.help[open]').count()) === 0)
      expect(await focused()).to.equal('Help')
      expect(await cardOf(wren).count()).to.equal(1)
    })

    it('no letter is lost on the way into a sheet, and Escape closes it onto its handle', async () => {
      await page.setViewportSize(narrow)
      await page.keyboard.press('/')
      await page.keyboard.type('wren')
      expect(await page.locator('input[type="search"]').inputValue()).to.equal('wren')
      await page.keyboard.press('Escape') // empties it
      await page.keyboard.press('Escape')
      await until('the handle', async () => (await focused()).startsWith('Who is here'))
      await page.setViewportSize(wide)
    })
  })

  async function open(address: string): Promise<void> {
    await town.open(address)
    await page.locator('canvas').first().waitFor()
    await until('both are listed', async () => (await page.locator('li[data-agent-id]').count()) === 2)
  }

  function row(village: Village) {
    return page.locator(`li[data-agent-id="${village.agentId}"] button`)
  }

  function cardOf(village: Village) {
    return page.locator(`.inspector[data-agent-id="${village.agentId}"]`)
  }

  /** Waits until both are drawn, and so in view. */
  async function drawn(): Promise<void> {
    await page.locator('.scene[data-names="2"]').waitFor()
  }

  async function words(wanted: RegExp): Promise<void> {
    const said = page.locator('[data-words="guide"]')
    await until(`${wanted} is said`, async () => wanted.test((await said.textContent()) ?? ''))
  }

  /** What has the focus: its label or text, or the kind of element. */
  function focused(): Promise<string> {
    return page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      if (element.tagName === 'CANVAS') return 'CANVAS'
      return element.getAttribute('aria-label') ?? (element.innerText.trim() || element.tagName)
    })
  }

  function isFocusVisible(): Promise<boolean> {
    return page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
  }
})
