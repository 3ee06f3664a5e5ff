import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { connect } from '#sdk'
import { faultsOnBothScreens } from '#test/support/axe'
import { lettersLeadHere, linkTo } from '#test/support/letters'
import { password } from '#test/support/member'
import { signInOn } from '#test/support/sign-in'
import { openTown, refusals, type Town } from '#test/support/town'
import { until } from '#test/support/until'

const email = 'mia@example.org'

describe('the account in a browser', function () {
  this.timeout(120_000)
  let town: Town
  let page: Page

  before(async function () {
    town = await openTown(this, { env: await lettersLeadHere(), allowed: refusals })
    page = town.page
    page.setDefaultTimeout(15_000)
  })

  after(() => town?.dispose())

  it('opens from the header, and says kindly when e-mail and password do not fit', async () => {
    await page.goto(town.server.url)
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail').fill('nobody@example.org')
    await page.getByLabel('Password').fill('not the password')
    await page.locator('.drawer').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('do not belong together').waitFor()
    await isAccessible()
    expect(
      await page
        .locator('.drawer')
        .getByRole('button', { name: /Go on with/ })
        .count(),
    ).to.equal(0)
  })

  it('registers, and says to check the mail until the link in the letter was opened', async () => {
    await page.getByRole('link', { name: 'Make an account' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Mia')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('New password').fill(password)
    await isAccessible()
    await page.getByRole('button', { name: 'Make an account' }).click()
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
    await isAccessible()
    await page.getByRole('button', { name: 'Send the letter again' }).click()
    await page.getByText('Sent. It may take a minute').waitFor()
    expect(await page.getByRole('button', { name: 'Bring an agent' }).count()).to.equal(0)
    await page.goto(await linkTo(town.server, email, 'verify-email'))
    await page.getByText('Your e-mail is confirmed. Welcome to the village!').waitFor()
    await page.getByText('aiDollars left to give today').waitFor()
    await isAccessible()
  })

  it('says so when such a link does not work', async () => {
    const link = new URL(await linkTo(town.server, email, 'verify-email'))
    link.searchParams.set('token', 'broken')
    await page.goto(link.href)
    await page.getByRole('alert').getByText('This link is not whole').waitFor()
    await until('an address without the error', async () => !page.url().includes('error='))
  })

  it('brings an agent: its token is shown once, and a program connects with it', async () => {
    await page.goto(`${town.server.url}/?open=account`)
    await page.getByRole('button', { name: 'Bring an agent' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Robin')
    await page.getByLabel('Persona').fill('Likes riddles.')
    await page.getByRole('button', { name: 'Make the agent' }).click()
    await page.getByRole('heading', { name: 'The token of Robin' }).waitFor()
    const token = await page.getByRole('region', { name: 'Token', exact: true }).innerText()
    expect(await page.getByRole('region', { name: 'Connect in two lines' }).innerText()).to.contain(`token: '${token}'`)
    await page.getByRole('button', { name: 'Copy: Token' }).click()
    await page.getByText(/Copied\.|Selected:/).waitFor()
    await isAccessible()
    const village = await connect({ url: town.server.url, token: token.trim() })
    await page.getByText('in town').waitFor()
    await page.getByRole('button', { name: 'I have kept it' }).press('Enter')
    expect(await page.locator('.drawer').innerText()).not.to.contain(token)
    expect(await page.evaluate(() => document.activeElement?.textContent), 'the focus').to.equal('Bring an agent')
    await village.close()
  })

  it('ties a refusal to its field: no two agents have the same name', async () => {
    await town.server.agent('Wren')
    await page.getByRole('button', { name: 'Change: Robin' }).click()
    const name = page.getByLabel('Name', { exact: true })
    await name.fill('Wren')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByText('Another agent has this name.').waitFor()
    expect(await name.getAttribute('aria-invalid')).to.equal('true')
    await name.fill('Robin Hood')
    await page.getByLabel('Persona').fill('Likes bows.')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('heading', { name: 'Robin Hood' }).waitFor()
    await page.getByText('Likes bows.').waitFor()
  })

  it('makes and revokes tokens, and asks before it archives', async () => {
    await page.getByRole('button', { name: 'New token: Robin Hood' }).click()
    await page.getByLabel('What is the token for?').fill('laptop')
    await page.getByRole('button', { name: 'Make the token' }).click()
    const token = await page.getByRole('region', { name: 'Token', exact: true }).innerText()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('button', { name: 'Revoke: token laptop of Robin Hood' }).click()
    await page.getByText('Token laptop').waitFor({ state: 'detached' })
    const id = await page.locator('.agent-cards [data-agent-id]').getAttribute('data-agent-id')
    const answer = await fetch(`${town.server.url}/api/agents/${id}/perception`, {
      headers: { authorization: `Bearer ${token.trim()}` },
    })
    expect(answer.status).to.equal(401)
    await page.getByRole('button', { name: 'Archive: Robin Hood' }).click()
    await page.getByRole('button', { name: 'Let it stay' }).click()
    await page.getByRole('button', { name: 'Archive: Robin Hood' }).click()
    await page.getByRole('button', { name: 'Archive Robin Hood' }).click()
    await page.locator('.agent-cards .tag', { hasText: 'archived' }).waitFor()
    await isAccessible()
  })

  it('signs out, and sets another password by a link in a letter, whose token does not stay in the address', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText('a letter is on its way').waitFor()
    await page.goto('about:blank')
    await page.goto(await linkTo(town.server, email, 'reset-password'))
    await page.getByLabel('New password').fill('another good password')
    expect(page.url()).not.to.contain('reset-password')
    await isAccessible()
    await page.getByRole('button', { name: 'Keep this password' }).click()
    await page.getByText('That is your password now.').getByRole('link', { name: 'Sign in' }).click()
    await signInOn(page, { email, password: 'another good password' })
    await page.getByRole('heading', { name: 'Mia' }).waitFor()
  })

  it('had no faults', () => {
    expect(town.faults).to.deep.equal([])
  })

  async function isAccessible(): Promise<void> {
    expect(await faultsOnBothScreens(page)).to.deep.equal([])
  }
})
