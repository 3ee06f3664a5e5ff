import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { Village } from '#sdk'
import { query } from '#test/support/cluster'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'
import type { TestAgent } from '#test/support/village-server'

const oldLines = 250

describe('the newspaper in a browser', function () {
  this.timeout(90_000)
  let town: Town
  let page: Page
  let robin: TestAgent
  let body: Village
  let saidAt: number

  before(async function () {
    town = await openTown(this)
    page = town.page
    robin = await town.server.agent('Robin')
    await rememberOldWords()
    body = await town.bring(robin)
    await body.walkTo('market')
    await body.think('Apples, surely.')
    saidAt = Date.now()
    await body.say('Apples are cheap today.')
    await body.walkTo('cafe')
    await until('the words are told', async () => (await news('place=market')).includes('Apples are cheap'))
    await until('the walk is kept', async () => (await keptTo()) >= Date.now() - 500, 60_000)
    await town.open('/')
  })

  after(() => town?.dispose())

  it('has on arrival what was said before, with its moment in the town’s time and in real time', async () => {
    const line = page.locator('.gazette li', { hasText: 'Apples are cheap today.' })
    await line.waitFor()
    expect(await line.locator('.when time').textContent()).to.match(/^\d\d:\d\d$/)
    expect(await line.locator('.ago').textContent()).to.match(/ago$|^just now$/)
    const link = new URL((await line.locator(':scope > .when').getAttribute('href'))!, town.server.url)
    expect(link.searchParams.get('agent')).to.equal(robin.id)
    expect(Date.parse(link.searchParams.get('t')!)).to.be.within(saidAt - 1_000, saidAt + 5_000)
  })

  it('goes on with what is said now, once', async () => {
    await body.say('And pears.')
    await page.locator('.gazette li', { hasText: 'And pears.' }).waitFor()
    await town.open('/')
    await page.locator('.gazette li', { hasText: 'And pears.' }).waitFor()
    expect(await page.locator('.gazette li', { hasText: 'Apples are cheap today.' }).count()).to.equal(1)
  })

  it('has older news on scrolling down, to the first of all', async () => {
    const first = page.locator('.gazette li', { hasText: 'Old words, 1.' })
    await until(
      'the first line',
      async () => {
        await page.locator('.gazette-body').evaluate((element) => element.scrollTo(0, element.scrollHeight))
        return (await first.count()) === 1
      },
      30_000,
    )
    expect(await page.locator('.gazette li').count()).to.be.greaterThan(oldLines)
    await page.locator('.gazette .news-end').waitFor()
  })

  it('fills the panel of a place from the past, and with nothing of elsewhere', async () => {
    await town.open('/?place=market')
    const panel = page.locator('.inspector[data-place-id="market"]')
    await panel.locator('.news li', { hasText: 'Apples are cheap today.' }).waitFor()
    expect(await panel.locator('.news li', { hasText: 'pears' }).count()).to.equal(0)
    await town.open('/?place=academy')
    await page.locator('.inspector[data-place-id="academy"] .no-news').waitFor()
  })

  it('tells in the inspector what an agent said, thought and visited before, each with a link to the moment', async () => {
    await town.open(`/?agent=${robin.id}`)
    for (const text of ['Apples are cheap today.', 'Apples, surely.'])
      await page.locator('.sayings li', { hasText: text }).waitFor()
    const visits = page.locator('.today li')
    await until('both places', async () => (await visits.allTextContents()).join().includes('Café'))
    expect((await visits.allTextContents()).join(' → ')).to.match(/\d\d:\d\d .*Market → \d\d:\d\d .*Café$/)
    expect(await visits.last().locator('.when').getAttribute('href')).to.match(/^\?t=.*Z&agent=/)
  })

  it('shows at a past moment the news up to then', async () => {
    await body.say('Much later.')
    await page.locator('.gazette li', { hasText: 'Much later.' }).waitFor()
    await page.locator('.sayings li', { hasText: 'Apples are cheap today.' }).locator('.when').click()
    await until('an address with a moment', async () => page.url().includes('t='))
    await page.locator('.gazette[data-past="true"] li', { hasText: 'Apples are cheap today.' }).waitFor()
    expect(await page.locator('.gazette li', { hasText: 'Much later.' }).count()).to.equal(0)
  })

  it('ran without an error', () => {
    expect(town.faults).to.deep.equal([])
  })

  // Two hours ago, a second apart; with what is no news, more than one page of an answer.
  async function rememberOldWords(): Promise<void> {
    await query(
      town.server.databaseUrl,
      `insert into outbox (type, payload, at) select 'village.said', $1::jsonb || jsonb_build_object('text', 'Old words, ' || n || '.'),
         clock_timestamp() - interval '2 hours' + make_interval(secs => n) from generate_series(1, ${oldLines}) as n`,
      [
        JSON.stringify({
          agentId: robin.id,
          name: 'Robin',
          x: 1,
          y: 1,
          place: 'bank',
          heardBy: [],
          conversation: null,
        }),
      ],
    )
  }

  async function news(filter: string): Promise<string> {
    return (await fetch(`${town.server.url}/api/news?${filter}`)).text()
  }

  async function keptTo(): Promise<number> {
    const now = Date.now()
    const answer = await fetch(`${town.server.url}/api/history/marks?from=${now - 60_000}&to=${now}&buckets=1`)
    return ((await answer.json()) as { lastAt: number | null }).lastAt ?? 0
  }
})
