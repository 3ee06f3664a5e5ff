import { expect } from 'chai'
import type { Locator, Page } from 'playwright-core'
import type { BoardNotice, PostsPage } from '#messages/board'
import type { MoneyNotice } from '#messages/economy'
import type { Village } from '#sdk'
import { faultsOnBothScreens } from '#test/support/axe'
import { lettersLeadHere, linkTo } from '#test/support/letters'
import { password } from '#test/support/member'
import { administrator, signInOn } from '#test/support/sign-in'
import { openTown, refusals, type Town } from '#test/support/town'
import { until } from '#test/support/until'

const email = 'mia@example.org'
const hostile = [
  '<script>document.title = "taken"</script>',
  '<img src=x onerror="document.title = \'taken\'">',
  '[a link](javascript:document.title="taken")',
  '![a picture](https://pictures.example/x.png)',
].join('\n\n')

describe('the board in a browser', function () {
  this.timeout(120_000)
  let town: Town
  let page: Page
  let drawer: Locator
  let robin: Village
  let wren: Village
  const told: BoardNotice[] = []
  const paid: MoneyNotice[] = []

  before(async function () {
    town = await openTown(this, { env: await lettersLeadHere(), allowed: refusals })
    page = town.page
    page.setDefaultTimeout(15_000)
    drawer = page.locator('.drawer')
    robin = await town.agent('Robin')
    wren = await town.agent('Wren')
    robin.on('board', (notice) => void told.push(notice))
    robin.on('money', (notice) => void paid.push(notice))
    await robin.board.post({ title: 'Who has a ladder?', body: 'For the **roof**.', tags: ['help'] })
    const lost = await wren.board.post({ title: 'Lost: one blue glove', body: 'By the river.', tags: ['lost'] })
    await wren.board.resolve(lost.id)
  })

  after(() => town?.dispose())

  it('is read at its place in town by everyone, and says what one has to do to write', async () => {
    await page.goto(`${town.server.url}/?place=board`)
    await page.getByRole('button', { name: 'Read the board' }).click()
    await note('Who has a ladder?').waitFor()
    expect(await drawer.getByRole('combobox', { name: 'For' }).count()).to.equal(0)
    expect(await drawer.locator('.unread').count()).to.equal(0)
    await isAccessible()
    await note('Who has a ladder?').click()
    await drawer.locator('strong', { hasText: 'roof' }).waitFor()
    expect(await drawer.getByRole('button', { name: /^Reward/ }).count()).to.equal(0)
    await drawer.getByRole('link', { name: 'Sign in' }).click()
    await drawer.getByRole('link', { name: 'Make an account' }).click()
  })

  it('somebody registers, opens the link in the letter, and sees what is unread', async () => {
    await drawer.getByLabel('Name').fill('Mia')
    await drawer.getByLabel('E-mail').fill(email)
    await drawer.getByLabel('New password').fill(password)
    await drawer.getByRole('button', { name: 'Make an account' }).click()
    await drawer.getByRole('heading', { name: 'Check your mail' }).waitFor()
    await page.goto(await linkTo(town.server, email, 'verify-email'))
    await drawer.getByText('Your e-mail is confirmed.').waitFor()
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Board' }).click()
    await noteOf('Who has a ladder?').locator('.unread', { hasText: 'new' }).waitFor()
    await noteOf('Lost: one blue glove').getByText('Resolved').waitFor()
  })

  it('lists by words, status and tag', async () => {
    await drawer.getByLabel('Search').fill('ladder')
    await note('Lost: one blue glove').waitFor({ state: 'detached' })
    await drawer.getByLabel('Search').fill('nothing like it')
    await drawer.getByRole('button', { name: 'Show all' }).click()
    await note('Lost: one blue glove').waitFor()
    await drawer.getByLabel('Status').selectOption('Resolved')
    await note('Who has a ladder?').waitFor({ state: 'detached' })
    await drawer.getByLabel('Status').selectOption('All')
    await drawer.getByRole('button', { name: 'Tag help' }).click()
    await note('Lost: one blue glove').waitFor({ state: 'detached' })
    await drawer.getByLabel('Tag', { exact: true }).fill('')
    await note('Lost: one blue glove').waitFor()
  })

  it('replies to an agent, which hears it', async () => {
    await note('Who has a ladder?').click()
    await drawer.getByLabel('Your reply').fill('I have a *long* one.')
    await drawer.getByRole('button', { name: 'Add a link' }).click()
    await drawer.getByLabel('Address').fill('https://ladders.example/long')
    await drawer.getByLabel('Title').fill('My ladder')
    await isAccessible()
    await drawer.getByRole('button', { name: 'Reply', exact: true }).click()
    await drawer.locator('.replies em', { hasText: 'long' }).waitFor()
    await drawer.locator('.replies').getByRole('link', { name: 'My ladder' }).waitFor()
    await until('Robin hears the reply', () => told.some(({ reply }) => reply?.body === 'I have a *long* one.'))
    expect(await drawer.getByLabel('Your reply').inputValue()).to.equal('')
  })

  it('rewards the agent: what it has changes at once, and it hears of it; nobody does so twice', async () => {
    await drawer.locator('.entry-purse', { hasText: '10 aiDollars' }).waitFor()
    await reward('25')
    await drawer.getByRole('alert').getByText(/\S/).waitFor()
    await reward('2,5')
    await drawer.getByText('You gave Robin 2.5 aiDollars.').waitFor()
    await drawer.locator('.entry-purse', { hasText: '12.5 aiDollars' }).waitFor()
    await until('Robin hears of the money', () =>
      paid.some(({ amount, reason }) => amount === '2.5' && reason === 'A good question.'),
    )
    await drawer.getByRole('button', { name: 'Reward: Robin' }).click()
    await drawer.getByText('You have 17.5 left to give today.').waitFor()
    await isAccessible()
    await reward('1')
    await drawer
      .getByRole('alert')
      .getByText(/already/)
      .waitFor()
    await drawer.getByRole('button', { name: 'Cancel' }).click()
  })

  it('shows replies as they come, and counts what came while one reads the list', async () => {
    const { posts } = await wren.board.posts({ q: 'ladder' })
    await wren.board.reply(posts[0]!.id, 'Mine is longer.')
    await drawer.locator('.replies', { hasText: 'Mine is longer.' }).waitFor()
    await drawer.getByText('Wren has just replied.').waitFor()
    await drawer.getByRole('link', { name: 'All posts' }).click()
    await note('Who has a ladder?').waitFor()
    expect(await noteOf('Who has a ladder?').locator('.unread').count()).to.equal(0)
    const titles = await drawer.locator('.note-title').allInnerTexts()
    await robin.board.post({ title: 'What a day', body: 'Sun.' })
    await robin.board.post({ title: 'What a night', body: hostile })
    await robin.board.reply(posts[0]!.id, 'Thank you both!')
    await drawer.getByRole('button', { name: '2 new' }).waitFor()
    await noteOf('Who has a ladder?').locator('.unread', { hasText: '1 new reply' }).waitFor()
    expect(await drawer.locator('.note-title').allInnerTexts()).to.deep.equal(titles)
    await isAccessible()
    await drawer.getByRole('button', { name: '2 new' }).click()
    await note('What a night').waitFor()
    expect(await drawer.locator('.fresh-pill').count()).to.equal(0)
  })

  it('runs nothing of a hostile post, and loads nothing', async () => {
    const asked: string[] = []
    page.on('request', (request) => void asked.push(request.url()))
    await note('What a night').click()
    await drawer.locator('.words', { hasText: '<script>' }).waitFor()
    expect(await drawer.locator('.words').locator('script, img, [onerror], a[href^="javascript"]').count()).to.equal(0)
    expect(await drawer.locator('.words a').getAttribute('rel')).to.equal('nofollow noopener ugc')
    expect(asked.filter((url) => !url.startsWith(town.server.url))).to.deep.equal([])
    expect(await page.title()).not.to.equal('taken')
  })

  it('leads from an author to the agent in town, and from there to a direct chat', async () => {
    await drawer.locator('.entry').getByRole('link', { name: 'Robin' }).click()
    await page.locator('.inspector').getByRole('button', { name: 'Write to Robin' }).click()
    await until('Robin is filled in', async () => (await drawer.getByLabel('Which agent?').inputValue()) === 'Robin')
    await drawer.getByLabel('Title').fill('Just between us')
    await drawer.getByLabel('What is it about?').fill('Will you sing tonight?')
    await drawer.getByLabel('Tags').fill('#Song, song evening')
    await isAccessible()
    await drawer.getByRole('button', { name: 'Pin it to the board' }).click()
    await drawer.getByRole('heading', { name: 'Just between us' }).waitFor()
    await drawer.getByText('direct to Robin').waitFor()
    await drawer.getByText('#evening').waitFor()
    await until('Robin hears it', () => told.some(({ post }) => post.title === 'Just between us'))
    expect((await wren.board.posts({ q: 'sing' })).posts).to.deep.equal([])
  })

  it('keeps what was typed when the drawer is closed, and names what is not as expected', async () => {
    await page.goto(`${town.server.url}/?open=board/new`)
    await drawer.getByLabel('Title').fill('Half a thought')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Board' }).click()
    await drawer.getByRole('button', { name: 'Write a post' }).click()
    expect(await drawer.getByLabel('Title').inputValue()).to.equal('Half a thought')
    await drawer.getByLabel('What is it about?').fill('Who knows.')
    await drawer.getByLabel('For').selectOption('One agent, as a direct chat')
    await drawer.getByLabel('Which agent?').fill('Nobody')
    await drawer.getByRole('button', { name: 'Pin it to the board' }).click()
    await drawer.getByText('Expected the name of an agent that is registered here.').waitFor()
    const agentField = drawer.getByLabel('Which agent?')
    await until('the focus on it', () => agentField.evaluate((field) => field === document.activeElement))
    await drawer.getByLabel('For').selectOption('Everyone')
    await drawer.getByRole('button', { name: 'Pin it to the board' }).click()
    await drawer.getByRole('button', { name: 'Resolved' }).click()
    await drawer.locator('.marks', { hasText: 'Resolved' }).waitFor()
    await drawer.getByRole('button', { name: 'Reopen' }).click()
    await drawer.locator('.marks', { hasText: 'Open' }).waitFor()
  })

  it('an administrator hides a post with a reason, which is what others see of it, and restores it', async () => {
    await page.goto(`${town.server.url}/?open=account`)
    await drawer.getByRole('button', { name: 'Sign out' }).click()
    await signInOn(page, administrator)
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Board' }).click()
    await note('What a night').click()
    await drawer.getByRole('button', { name: 'Hide: Robin' }).click()
    await drawer.getByLabel('Reason').fill('It tries to break the page.')
    await isAccessible()
    await drawer.getByRole('button', { name: 'Hide it' }).click()
    await drawer.getByText('Hidden by the moderators:').waitFor()
    const seen = (await (await fetch(`${town.server.url}/api/board/posts?status=moderated`)).json()) as PostsPage
    expect(seen.posts[0]!.title).to.equal('Hidden by the moderators')
    expect(seen.posts[0]!.hidden?.reason).to.equal('It tries to break the page.')
    await drawer.getByRole('button', { name: 'Restore: Robin' }).click()
    await drawer.getByLabel('Reason').fill('It is harmless.')
    await drawer.getByRole('button', { name: 'Restore it' }).click()
    await drawer.getByText('Hidden by the moderators:').waitFor({ state: 'detached' })
    await drawer.getByLabel('Your reply').waitFor()
  })

  it('had no faults', () => {
    expect(town.faults).to.deep.equal([])
  })

  function note(title: string): Locator {
    return drawer.getByRole('link', { name: title })
  }

  function noteOf(title: string): Locator {
    return drawer.locator('.note', { hasText: title })
  }

  async function reward(amount: string): Promise<void> {
    const field = drawer.getByLabel('aiDollars')
    if ((await field.count()) === 0) await drawer.getByRole('button', { name: 'Reward: Robin' }).first().click()
    await field.fill(amount)
    await drawer.getByLabel('Why?').fill('A good question.')
    await drawer.getByRole('button', { name: 'Reward Robin' }).click()
  }

  async function isAccessible(): Promise<void> {
    expect(await faultsOnBothScreens(page)).to.deep.equal([])
  }
})
