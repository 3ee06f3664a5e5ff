import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { HistoryMarks } from '#messages/history'
import type { WorldView } from '#messages/views'
import type { Village } from '#sdk'
import { openBrowser } from '#test/support/browser'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'

const keptMsMax = 40_000
const viewport = { width: 900, height: 700 }
const withoutPanels = '.town > :not(.scene) { visibility: hidden !important; }'

describe('the past in a browser', function () {
  let town: Town
  let page: Page
  let robin: Village
  const moments = { alone: 0, walking: 0, together: 0, aloneAgain: 0 }

  before(async function () {
    this.timeout(4 * keptMsMax)
    town = await openTown(this, { viewport })
    page = town.page
    await liveThrough()
    await town.open(`/?agent=${robin.agentId}`)
  })

  after(() => town?.dispose())

  it('shows the same moment in two browsers, down to the pixel', async () => {
    const other = await openBrowser(viewport)
    try {
      const address = `/?t=${new Date(moments.walking).toISOString()}&agent=${robin.agentId}`
      const pages = [await openAnew(address), await openAnew(address, other)]
      const pictures = []
      for (const page of pages) {
        await shows(page, moments.walking)
        await page.locator('.inspector .doing', { hasText: 'walking' }).waitFor()
        pictures.push(await settledPicture(page))
      }
      expect(pictures[0]!.equals(pictures[1]!)).to.equal(true, 'the pictures differ')
      await pages[0]!.close()
    } finally {
      await other.dispose()
    }
  })

  it('leaves nobody behind when the head is pulled back and forth', async () => {
    const { alone, together, aloneAgain } = moments
    await page.getByRole('button', { name: 'Pause' }).click()
    const stops: [number, string[]][] = [
      [together, ['Robin', 'Wren']],
      [alone, ['Robin']],
      [together, ['Robin', 'Wren']],
      [aloneAgain, ['Robin']],
      [alone, ['Robin']],
    ]
    for (const [moment, names] of stops) {
      await pullHeadTo(moment)
      await until(`${names.join(' and ')} in the list`, async () => (await listed()).join() === names.join())
      await until('no name of anybody else', async () => (await namesDrawn(page)) <= names.length)
    }
  })

  it('plays on, faster if asked, and says so in the address', async () => {
    await pullHeadTo(moments.alone)
    await page.getByRole('button', { name: '16×' }).click()
    await until('a later moment in the address', () => momentIn(page.url()) > moments.alone + 4_000)
    await page.getByRole('button', { name: 'Pause' }).click()
    const paused = page.url()
    const picture = await settledPicture(page)
    expect((await settledPicture(page)).equals(picture)).to.equal(true, 'time went on')
    expect(page.url()).to.equal(paused)
  })

  it('returns to now', async () => {
    await robin.say('Here I am.')
    await page.getByRole('button', { name: 'Live' }).click()
    await page.locator('.bubble', { hasText: 'Here I am.' }).waitFor()
    expect(new URL(page.url()).searchParams.has('t')).to.equal(false)
  })

  it('goes back with the keyboard', async () => {
    await page.locator('.track').focus()
    await page.keyboard.press('Home')
    await page.waitForFunction(() => document.documentElement.dataset.village === 'past')
    await page.keyboard.press('End')
    await page.waitForFunction(() => document.documentElement.dataset.village === 'live')
  })

  it('says when nothing was kept', async () => {
    const early = await openAnew('/?t=2020-01-01T00:00:00Z')
    await early.locator('.notice', { hasText: 'Nobody kept this' }).waitFor()
    await until('nobody drawn', async () => (await namesDrawn(early)) === 0)
    await early.close()
  })

  it('ran without an error', () => {
    expect(town.faults).to.deep.equal([])
  })

  /** Robin alone, then on the way, then with Wren, then alone again; until all of it is kept. */
  async function liveThrough(): Promise<void> {
    robin = await town.agent('Robin')
    await spoken('All by myself.')
    moments.alone = await thereAndBack('academy', 'square')
    const walk = robin.walkTo('market')
    await until('Robin on the way', async () => (await robin.perceive()).me.doing === 'walking')
    moments.walking = await spoken('Off to the market.')
    await walk
    const wren = await town.agent('Wren')
    await wren.say('Good morning!')
    await spoken('Hello, Wren.')
    moments.together = await thereAndBack('academy', 'market')
    await wren.close()
    await until('Wren gone', async () => (await agentsNow()).length === 1)
    moments.aloneAgain = await thereAndBack('academy', 'market')
    await until('all of it kept', isKept, keptMsMax)
  }

  async function spoken(text: string): Promise<number> {
    await robin.say(text)
    // A tick later it is in the state, and so in what is kept.
    const at = Date.now() + 300
    await until('the tick', () => Date.now() > at)
    return at
  }

  /** Walks Robin to a place and back, so that pulling the head by hand is exact enough for the moment in between. */
  async function thereAndBack(place: string, home: string): Promise<number> {
    await robin.walkTo(place)
    const at = Date.now()
    await robin.walkTo(home)
    return at
  }

  function momentIn(address: string): number {
    return Date.parse(new URL(address).searchParams.get('t') ?? '')
  }

  async function agentsNow(): Promise<unknown[]> {
    const answer = await fetch(`${town.server.url}/api/world`)
    return ((await answer.json()) as WorldView).agents
  }

  async function isKept(): Promise<boolean> {
    const answer = await fetch(`${town.server.url}/api/history/marks?from=0&to=1000`)
    const { lastAt } = (await answer.json()) as HistoryMarks
    return lastAt !== null && lastAt > moments.aloneAgain
  }

  async function openAnew(address: string, browser = town.browser): Promise<Page> {
    const page = await town.newPage(browser)
    await town.open(address, page)
    return page
  }

  async function shows(page: Page, moment: number): Promise<void> {
    const iso = new Date(moment).toISOString()
    await page.locator(`.moment time[datetime="${iso}"]`).waitFor()
  }

  async function pullHeadTo(moment: number): Promise<void> {
    const track = page.locator('.track')
    const [from, to] = await Promise.all(['aria-valuemin', 'aria-valuemax'].map((name) => track.getAttribute(name)))
    const { width, height } = (await track.boundingBox())!
    const part = (moment / 1000 - Number(from)) / (Number(to) - Number(from))
    await track.click({ position: { x: part * width, y: height / 2 } })
  }

  async function listed(): Promise<string[]> {
    return page.locator('.roster-body .row-name').allTextContents()
  }

  /** How many names stand under people's feet. */
  async function namesDrawn(page: Page): Promise<number> {
    return Number((await page.locator('.scene').getAttribute('data-names')) ?? NaN)
  }

  /** The town as it is drawn, without panels, once two pictures in a row are the same: the view may still glide. */
  async function settledPicture(page: Page): Promise<Buffer> {
    let last: Buffer | undefined
    return until(
      'a picture that stands still',
      async () => {
        const next = await page.locator('.scene').screenshot({ style: withoutPanels })
        const isSame = last?.equals(next) ?? false
        last = next
        return isSame && next
      },
      30_000,
    )
  }
})
