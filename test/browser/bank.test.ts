import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { gold } from '#client/art/palette.ts'
import { faultsFoundByAxe } from '#test/support/axe'
import { narrow, openBrowser, wide } from '#test/support/browser'
import { ask, signInAsAdministrator } from '#test/support/sign-in'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'
import type { TestAgent } from '#test/support/village-server'

const earlierRewards = 22
/** Pictures in a row that have to be alike, for what they show to count as standing still. */
const picturesMin = 4
/** The middle of the town, where the one stands who is followed, and what is over their head. */
const middle = { x: 570, y: 440 }
const aboveHead = { x: middle.x - 70, y: middle.y - 140, width: 140, height: 140 }

describe('the bank in a browser', function () {
  this.timeout(180_000)
  let town: Town
  let page: Page
  let robin: TestAgent

  before(async function () {
    town = await openTown(this)
    page = town.page
    robin = await town.server.agent('Robin')
    await town.server.agent('Wren')
    const body = await town.bring(robin)
    await body.walkTo('square')
    await town.open('/')
    await signInAsAdministrator(page)
    for (let at = 1; at <= earlierRewards; at++) await judge('reward', '0.5', `Number ${at}.`)
  })

  after(() => town?.dispose())

  it('has an account for every agent, and finds one by its name', async () => {
    await town.open('/?open=bank')
    const rows = page.locator('.accounts li')
    await until('both accounts', async () => (await rows.count()) === 2)
    await until('what they have', async () => (await rows.allTextContents()).join() === 'Robin21,Wren10')
    await page.getByLabel('Find an agent', { exact: true }).fill('wr')
    await until('only Wren', async () => (await rows.allTextContents()).join() === 'Wren10')
    await rows.getByRole('link').click()
    await page.locator('.account-title', { hasText: 'Wren' }).waitFor()
    expect(page.url()).to.match(/open=bank%2F[0-9a-f-]{36}/)
  })

  it('is entered by its place in town, and by what the inspector says of an agent', async () => {
    await town.open('/?place=bank')
    await page.getByRole('button', { name: 'Open the bank' }).click()
    await page.locator('.accounts').waitFor()
    await town.open(`/?agent=${robin.id}`)
    await page.locator('.inspector').getByRole('link', { name: '21 aiDollars' }).click()
    await page.locator('.account-title', { hasText: 'Robin' }).waitFor()
  })

  it('shows a balance, how it went as a chart and as a table, and every change of it page by page', async () => {
    await openAccount()
    expect(await page.locator('.balance').textContent()).to.equal('21 aiDollars')
    await until('the chart is drawn', () => page.locator('.chart canvas').evaluate(isDrawnUpon))
    expect(await page.locator('.chart').getAttribute('aria-label')).to.match(/is 21 now\.$/)
    await page.locator('.as-table summary').click()
    expect(await page.locator('.as-table td:last-child').first().textContent()).to.equal('21')
    const entries = page.locator('.entries > li')
    const last = (await entries.first().textContent())!
    for (const part of ['Reward', '+0.5', `Number ${earlierRewards}.`, 'Administrator', '21 afterwards'])
      expect(last).to.include(part)
    expect(await entries.count()).to.equal(20)
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.locator('.entries > li[data-kind="start"]', { hasText: '+10' }).waitFor()
    expect(await entries.count()).to.equal(earlierRewards + 1)
  })

  it('hears at once of a reward and of a penalty', async () => {
    await openAccount()
    await judge('reward', '2.25', 'A clear answer.')
    await page.locator('.balance', { hasText: '23.25' }).waitFor()
    await page.locator('.entries > li', { hasText: 'A clear answer.' }).locator('[data-sign="plus"]').waitFor()
    await judge('penalize', '2.25', 'Far too loud.')
    await page.locator('.balance', { hasText: /^21 / }).waitFor()
    await page.locator('.entries > li', { hasText: 'Far too loud.' }).locator('[data-sign="minus"]').waitFor()
    await page.locator('.inspector a', { hasText: /^21 aiDollars/ }).waitFor()
  })

  it('checks a receipt check by check, hands it out, and finds one changed digit in what is handed back', async () => {
    await openAccount()
    const entry = page.locator('.entries > li').first()
    await entry.getByRole('button', { name: 'Check receipt' }).click()
    await entry.locator('.checks[data-valid="true"]').waitFor()
    expect(await endingsIn('.entries')).to.deep.equal(['passed', 'passed', 'passed', 'passed'])
    const downloading = page.waitForEvent('download')
    await entry.getByRole('button', { name: 'Download receipt' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).to.match(/^receipt-[0-9a-f-]{36}\.json$/)
    const text = readFileSync(await download.path(), 'utf8')
    expect(JSON.parse(text).transfer.amount).to.equal('2250000')

    await paste(text)
    await page.locator('.paste .checks[data-valid="true"]').waitFor()
    const richer = text.replace('"2250000"', '"9250000"')
    await paste(richer)
    await page.locator('.paste .checks[data-valid="false"]', { hasText: 'Place in the chain' }).waitFor()
    expect(await endingsIn('.paste')).to.deep.equal(['passed', 'failed', 'not made', 'not made'])
    const { signature } = JSON.parse(text)
    const forged = (signature.startsWith('0') ? '1' : '0') + signature.slice(1)
    await paste(text.replace(signature, forged))
    await page.locator('.paste .verdict', { hasText: '“Signature” fails' }).waitFor()
    await paste('{"transfer": 1}')
    await page.locator('.paste .verdict', { hasText: '“Form” fails' }).waitFor()
    await paste('no receipt at all')
    await page.locator('.paste .field-error', { hasText: 'Expected the text of a receipt' }).waitFor()
  })

  it('lets a coin be seen over who is rewarded, and soon no more', async () => {
    await page.goto(`${town.server.url}/?agent=${robin.id}`)
    await page.locator('.follow[aria-pressed="true"]').waitFor()
    await until('nothing of gold in sight', async () => (await coinIn(page)) === undefined)
    await judge('reward', '2.5', '')
    await until('a coin', () => coinIn(page))
    await until('it is gone', async () => (await coinIn(page)) === undefined)
  })

  it('lets it rise, and that of a penalty fall, whenever the past is shown', async () => {
    const before = (await judgedAt()).length
    await judge('penalize', '1', '')
    const [fell, rose] = await until('the penalty is in the news', async () => {
      const all = await judgedAt()
      return all.length > before && all
    })
    await until('both are kept', async () => (await keptTo()) > fell! + 3_000, 90_000)
    const up = [await coinAt(page, rose! + 200), await coinAt(page, rose! + 1_300)]
    expect(up[1]).to.be.lessThan(up[0]! - 10)
    const down = [await coinAt(page, fell! + 300), await coinAt(page, fell! + 1_800)]
    expect(down[1]).to.be.greaterThan(down[0]! + 10)
  })

  it('lets it stand still for who asks for less motion', async () => {
    const calm = await openBrowser(wide, { reducedMotion: 'reduce' })
    try {
      const calmPage = await calm.newPage()
      const rose = (await judgedAt())[1]!
      const first = await coinAt(calmPage, rose + 200)
      expect(await coinAt(calmPage, rose + 1_300)).to.equal(first)
    } finally {
      await calm.dispose()
    }
  })

  for (const size of [wide, narrow]) {
    it(`is fine ${size.width} pixels wide, as axe-core sees it`, async () => {
      await page.setViewportSize(size)
      await openAccount()
      await page.locator('.entries > li').first().getByRole('button', { name: 'Check receipt' }).click()
      await page.locator('.entries .checks').waitFor()
      await page.locator('.as-table summary').click()
      await paste('{}')
      await page.locator('.paste .verdict').waitFor()
      expect(await faultsFoundByAxe(page)).to.deep.equal([])
      await town.open('/?open=bank')
      await page.locator('.accounts li').first().waitFor()
      expect(await faultsFoundByAxe(page)).to.deep.equal([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).to.equal(true)
    })
  }

  it('ran without an error, also without one about its content security policy', () => {
    expect(town.faults).to.deep.equal([])
  })

  async function openAccount(): Promise<void> {
    await town.open(`/?agent=${robin.id}&open=bank/${robin.id}`)
    await page.locator('.entries > li').first().waitFor()
    await page.locator('.balance').waitFor()
  }

  /** When Robin was last judged, the latest first. */
  async function judgedAt(): Promise<number[]> {
    const { events } = await ask(page, 'GET', `/api/news?agent=${robin.id}&limit=200`)
    return events
      .filter(({ type }: { type: string }) => type.startsWith('economy.'))
      .map(({ at }: { at: number }) => at)
  }

  /** How high the coin is at a moment of the past, once the view has come to rest: the row of its first pixel. */
  async function coinAt(on: Page, moment: number): Promise<number> {
    await on.goto(`${town.server.url}/?t=${moment}&agent=${robin.id}`)
    await on.locator('.follow[aria-pressed="true"]').waitFor()
    const seen: (number | undefined)[] = []
    return until('a coin that stands still', () => stillCoin(), 60_000)

    // Drawn in software a frame may take so long that two pictures show the same one: several have to agree, each after a frame.
    async function stillCoin(): Promise<number | undefined> {
      await on.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      seen.push((await coinIn(on))?.top)
      const latest = seen.slice(-picturesMin)
      return latest.length === picturesMin && latest.every((top) => top === latest[0]) ? latest[0] : undefined
    }
  }

  async function keptTo(): Promise<number> {
    const now = Date.now()
    const path = `/api/history/marks?from=${now - 60_000}&to=${now}&buckets=1`
    return (await ask(page, 'GET', path)).lastAt ?? 0
  }

  async function judge(act: 'reward' | 'penalize', amount: string, reason: string): Promise<void> {
    const answer = await ask(page, 'POST', `/api/economy/${act}`, { agentId: robin.id, amount, reason })
    expect(answer.amount, JSON.stringify(answer)).to.equal(amount)
  }

  async function paste(text: string): Promise<void> {
    await page.getByLabel('The receipt').fill(text)
    await page.getByRole('button', { name: 'Check it' }).click()
  }

  function endingsIn(part: string): Promise<(string | null)[]> {
    return page
      .locator(`${part} [data-ending]`)
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-ending')))
  }

  /** The shining part of a coin over the one who stands in the middle: how many pixels, and where they begin. */
  async function coinIn(on: Page): Promise<{ pixels: number; top: number } | undefined> {
    const { width, data } = PNG.sync.read(await on.screenshot({ clip: aboveHead }))
    const shine = [gold[1] >>> 24, (gold[1] >>> 16) & 255, (gold[1] >>> 8) & 255]
    const found: number[] = []
    for (let at = 0; at < data.length; at += 4) {
      // The past is drawn a little paler.
      const isShine = shine.every((value, channel) => Math.abs(value - data[at + channel]!) <= 12)
      if (isShine) found.push(Math.floor(at / 4 / width))
    }
    return found.length < 8 ? undefined : { pixels: found.length, top: found[0]! }
  }
})

function isDrawnUpon(canvas: Element): boolean {
  const { width, height } = canvas as HTMLCanvasElement
  const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
  return data.some((value) => value !== 0)
}
