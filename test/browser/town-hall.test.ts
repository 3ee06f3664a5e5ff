import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { faultsFoundByAxe } from '#test/support/axe'
import { narrow, wide } from '#test/support/browser'
import { ask, signInAsAdministrator } from '#test/support/sign-in'
import { openTown, type Town } from '#test/support/town'
import { until } from '#test/support/until'
import type { TestAgent } from '#test/support/village-server'

const payment = '8AB12345CD678901E'

describe('the town hall in a browser', function () {
  this.timeout(90_000)
  let town: Town
  let page: Page
  let robin: TestAgent
  let postId: string

  before(async function () {
    town = await openTown(this)
    page = town.page
    robin = await town.server.agent('Robin')
    await town.server.agent('Wren')
  })

  after(() => town?.dispose())

  it('tells everyone else kindly that it is for administrators', async () => {
    await town.open('/?open=town-hall/ledger')
    await page.getByText('This part is for administrators').waitFor()
    expect(await page.getByRole('tab').count()).to.equal(0)
    expect(await faultsFoundByAxe(page)).to.deep.equal([])
  })

  it('lets an administrator credit a payment: it says what that comes to, and asks first', async () => {
    await signInAsAdministrator(page)
    postId = (await ask(page, 'POST', '/api/board/posts', { title: 'Cheap coins', body: 'Buy them all!' })).id
    await ask(page, 'POST', `/api/board/posts/${postId}/replies`, { body: 'A rude reply.' })
    await openHall('deposits')
    await panel().getByRole('button', { name: 'Credit' }).click()
    expect(await panel().locator('.field-error').count()).to.equal(3)
    await until('the focus on the first of them', async () => (await focusedName()) === 'paypalTransactionId')
    await panel().getByLabel('PayPal transaction').fill(payment)
    await panel().getByLabel('Agent').fill('robin')
    await panel().getByLabel('US dollars').fill('5.25')
    await panel().getByText('Robin gets 525 aiDollars.').waitFor()
    await panel().getByRole('button', { name: 'Credit' }).click()
    await panel().getByText('can’t be taken back').waitFor()
    expect(await panel().locator('[data-deposit]').count()).to.equal(0)
    await panel().getByRole('button', { name: 'Yes, credit it' }).click()
    await panel().getByText('Robin was credited 525 aiDollars.').waitFor()
    await panel().locator(`[data-deposit="${payment}"] [data-state="booked"]`).waitFor()
    expect(await panel().locator('.days tbody td').allTextContents()).to.deep.equal(['1', '5.25', '525'])
  })

  it('credits a payment once only', async () => {
    await openHall('deposits')
    await panel().getByLabel('PayPal transaction').fill(payment)
    await panel().getByLabel('Agent').fill('Wren')
    await panel().getByLabel('US dollars').fill('5.25')
    await panel().getByRole('button', { name: 'Credit' }).click()
    await panel().getByRole('button', { name: 'Yes, credit it' }).click()
    await panel().locator('.field-error', { hasText: 'Expected a payment that was not credited yet' }).waitFor()
    expect(await panel().locator('[data-deposit]').count()).to.equal(1)
  })

  it('shows the deposit at the bank, with a receipt that this browser finds genuine', async () => {
    await panel().locator(`[data-deposit="${payment}"] a`).click()
    await page.locator('.balance', { hasText: '535 aiDollars' }).waitFor()
    const entry = page.locator('.entries > li[data-kind="deposit"]')
    expect(await entry.textContent())
      .to.include('PayPal')
      .and.include('+525')
    await entry.getByRole('button', { name: 'Check receipt' }).click()
    await entry.locator('.checks[data-valid="true"]').waitFor()
    const transfer = (await ask(page, 'GET', `/api/economy/ledger/${robin.id}`)).entries[0].id
    const receipt = await ask(page, 'GET', `/api/ledger/receipts/${transfer}`)
    receipt.transfer.amount = receipt.transfer.amount.replace('525', '526')
    await page.getByLabel('The receipt').fill(JSON.stringify(receipt))
    await page.getByRole('button', { name: 'Check it' }).click()
    await page.locator('.paste [data-check="path"][data-ending="failed"]').waitFor()
  })

  it('shows the deposit in the ledger, found by the name of the agent, by kind and by day', async () => {
    await openHall('ledger')
    const rows = panel().locator('[data-transfer]')
    await until('all transfers', async () => (await rows.count()) > 2)
    await panel().getByLabel('Account').fill('robin')
    await until('those of Robin', async () => (await rows.count()) === 2)
    expect(await rows.first().textContent())
      .to.include('external:deposits:aid')
      .and.include('525 aiDollars')
    await panel().getByLabel('Kind').selectOption('pending')
    await panel().getByText('No transfer is like that.').waitFor()
    await panel().getByLabel('Kind').selectOption('')
    await panel().getByLabel('To', { exact: true }).fill('2020-01-01')
    await panel().getByText('No transfer is like that.').waitFor()
    await panel().getByLabel('To', { exact: true }).fill('')
    await until('those of Robin again', async () => (await rows.count()) === 2)
  })

  it('hands out as CSV what the filters pick', async () => {
    const downloading = page.waitForEvent('download')
    await panel().getByRole('link', { name: 'Download as CSV' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).to.equal('ledger.csv')
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines[0]).to.match(/^sequence,id,at,kind,debit,credit/)
    expect(lines).to.have.length(3)
    expect(lines[1]).to.include(payment).and.include('525')
  })

  it('quarantines an agent, for a reason only, and that is in the audit log', async () => {
    await openHall('agents')
    await panel().getByLabel('Find').fill('rob')
    const row = panel().locator(`[data-governed="${robin.id}"]`)
    await until('only Robin', async () => (await panel().locator('[data-governed]').count()) === 1)
    await row.getByRole('button', { name: 'Quarantine: Robin' }).click()
    await until('the focus on the reason', async () => (await focusedName()) === 'reason')
    await row.getByRole('button', { name: 'Quarantine', exact: true }).click()
    await row.locator('.field-error', { hasText: 'Expected a reason' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await row.getAttribute('data-standing')).to.equal('active')
    await row.getByRole('button', { name: 'Quarantine: Robin' }).click()
    await row.getByLabel('Reason').fill('Shouts at night.')
    await page.keyboard.press('Enter')
    await panel().locator(`[data-governed="${robin.id}"][data-standing="quarantined"]`).waitFor()
    await panel().getByText('Shouts at night.').waitFor()

    await page.getByRole('tab', { name: 'Audit log' }).click()
    await panel().getByLabel('Did what').fill('agent.standing')
    await panel().getByLabel('To whom').fill('Robin')
    const entry = panel().locator('[data-entry]')
    await until('one entry', async () => (await entry.count()) === 1)
    await entry.locator('summary').click()
    expect(await entry.locator('summary').textContent())
      .to.include('Robin')
      .and.include('by you')
    expect(await entry.locator('td').allTextContents()).to.deep.equal(['active', 'quarantined'])
    expect(await entry.locator('dl').textContent()).to.include('Shouts at night.')
  })

  it('lets it act again, and revokes its tokens', async () => {
    await openHall('agents')
    const row = panel().locator(`[data-governed="${robin.id}"]`)
    await row.getByRole('button', { name: 'Reactivate: Robin' }).click()
    await row.getByLabel('Reason').fill('Slept well.')
    await page.keyboard.press('Enter')
    await panel().locator(`[data-governed="${robin.id}"][data-standing="active"]`).waitFor()
    expect((await api(robin.token)).status).to.not.equal(401)
    await row.getByRole('button', { name: 'Revoke tokens: Robin' }).click()
    await row.getByRole('button', { name: 'Revoke tokens', exact: true }).click()
    await until('the token is refused', async () => (await api(robin.token)).status === 401)
  })

  it('hides and restores what is on the board, posts and replies', async () => {
    await openHall('moderation')
    const post = panel().locator(`[data-post="${postId}"]`)
    await post.getByRole('button', { name: '1 reply' }).click()
    const reply = post.locator('[data-reply]', { hasText: 'A rude reply.' })
    await reply.getByRole('button', { name: /^Hide: / }).click()
    await reply.getByLabel('Reason').fill('Rude.')
    await page.keyboard.press('Enter')
    await post.locator('[data-reply][data-hidden="true"]', { hasText: 'Rude.' }).waitFor()

    await post.getByRole('button', { name: 'Hide: Cheap coins' }).click()
    await post.locator(':scope > form').getByLabel('Reason').fill('An advertisement.')
    await page.keyboard.press('Enter')
    await panel().getByText('Hidden: Cheap coins.').waitFor()
    await panel().getByRole('button', { name: 'Hidden' }).click()
    await panel().locator(`[data-post="${postId}"][data-hidden="true"]`, { hasText: 'An advertisement.' }).waitFor()
    await post.getByRole('button', { name: 'Restore: Cheap coins' }).click()
    await post.locator(':scope > form').getByLabel('Reason').fill('It was a joke.')
    await page.keyboard.press('Enter')
    await panel().getByText('Nothing is hidden.').waitFor()
  })

  it('has tabs that the arrows go through, and an address for each', async () => {
    await openHall('agents')
    await page.getByRole('tab', { name: 'Agents' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator('[role="tab"]:focus').textContent()).to.equal('Audit log')
    expect(await page.getByRole('tab', { selected: true }).textContent()).to.equal('Audit log')
    await until('its address', () => page.url().includes('open=town-hall%2Faudit'))
  })

  for (const size of [wide, narrow]) {
    it(`is fine ${size.width} pixels wide, as axe-core sees it`, async () => {
      await page.setViewportSize(size)
      for (const section of ['agents', 'ledger', 'moderation', 'deposits', 'audit']) {
        await openHall(section)
        await panel().locator('.entries > li').first().waitFor()
        if (section === 'audit') await panel().locator('summary').first().click()
        if (section === 'agents') await panel().getByRole('button', { name: 'Suspend: Robin' }).click()
        expect(await faultsFoundByAxe(page), section).to.deep.equal([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), section).to.equal(true)
      }
    })
  }

  it('ran without an error but for the refusals that were meant', () => {
    expect(town.faults.filter((fault) => !fault.includes('status of 409'))).to.deep.equal([])
  })

  async function openHall(section: string): Promise<void> {
    await town.open(`/?open=town-hall/${section}`)
    await panel().waitFor()
  }

  function panel() {
    return page.locator('#hall-panel')
  }

  function focusedName(): Promise<string | null> {
    return page.evaluate(() => document.activeElement?.getAttribute('name') ?? null)
  }

  function api(token: string): Promise<Response> {
    return fetch(`${town.server.url}/api/agents/${robin.id}/perception`, {
      headers: { authorization: `Bearer ${token}` },
    })
  }
})
