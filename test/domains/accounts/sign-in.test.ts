import { expect } from 'chai'
import { pruneAccounts } from '#domain/accounts'
import { limits } from '#kernel/limits'
import { cookieIn, home, openTestAccounts, origin, password, type AccountsUnderTest } from '#test/support/accounts'
import { openDatabase, query } from '#test/support/cluster'
import { openProxy } from '#test/support/proxy'

describe('signing in', () => {
  let at: AccountsUnderTest

  before(async () => void (at = await openTestAccounts()))
  after(() => at.close())

  describe('registering and signing in', () => {
    it('AC1 registering answers the same whether the e-mail has an account or not, and changes nothing the second time', async () => {
      const email = at.newEmail()
      const first = await at.signUp(email)
      const second = await at.signUp(email, { password: 'another password' })
      expect([first.status, second.status]).to.deep.equal([200, 200])
      expect(Object.keys(second.body.user).toSorted()).to.deep.equal(Object.keys(first.body.user).toSorted())
      expect(pick(second.body.user)).to.deep.equal(pick(first.body.user))
      expect([first, second].flatMap(({ cookies }) => cookies)).to.deep.equal([])
      expect((await at.signIn(email, 'another password')).status).to.equal(401)
      expect((await at.signIn(email)).status).to.equal(200)
    })

    it('AC1 the owner of the e-mail is told that somebody tried', async () => {
      const email = at.newEmail()
      await at.signUp(email)
      await at.smtp.mailTo(email)
      await at.signUp(email)
      expect((await at.smtp.mailTo(email)).text).to.include('you have an account')
    })

    it('AC1 a failed sign-in does not say whether the e-mail or the password was wrong', async () => {
      const email = at.newEmail()
      await at.signUp(email)
      const wrongPassword = await at.signIn(email, 'wrong horse battery')
      const wrongEmail = await at.signIn(at.newEmail(), 'wrong horse battery')
      expect(wrongPassword.status).to.equal(401)
      expect(wrongPassword.body).to.deep.equal(wrongEmail.body)
      expect([wrongEmail.status, wrongPassword.cookies, wrongEmail.cookies]).to.deep.equal([401, [], []])
    })

    for (const [what, change] of [
      ['a password too short', { password: 'x'.repeat(limits.passwordCharsMin - 1) }],
      ['a password too long', { password: 'x'.repeat(limits.passwordCharsMax + 1) }],
      ['no password', { password: '' }],
      ['a password that is no text', { password: { $ne: 1 } }],
      ['no e-mail address', { email: 'someone' }],
      ['an e-mail address far too long', { email: `${'x'.repeat(300)}@example.org` }],
      ['an e-mail address of two lines', { email: 'a@example.org\nbcc: b@example.org' }],
    ] as const) {
      it(`refuses ${what}`, async () => {
        const { status } = await at.signUp(at.newEmail(), change)
        expect(status).to.be.oneOf([400, 422])
      })
    }

    for (const name of ['', '   ', 'x'.repeat(limits.nameCharsMax + 1), 'a\nb', 'a\u202eb', 'a\ud800', 42, null]) {
      it(`AC12 refuses ${JSON.stringify(name)} as a name, when registering and later`, async () => {
        expect((await at.signUp(at.newEmail(), { name })).status).to.be.oneOf([400, 422])
        const { cookie, email } = await at.member()
        expect((await at.ask('/update-user', { name }, { cookie })).status).to.be.oneOf([400, 422])
        expect((await at.memberWith(cookie))?.name).to.equal(email.split('@', 1)[0])
      })
    }

    it('AC12 keeps no picture', async () => {
      const { cookie, email } = await at.member({ image: 'https://tracker.example/pixel.gif' })
      await at.ask('/update-user', { name: 'New', image: 'https://tracker.example/pixel.gif' }, { cookie })
      const [row] = await query<{ name: string; image: string | null }>(
        at.databaseUrl,
        'select name, image from auth."user" where email = $1',
        [email],
      )
      expect(row).to.deep.equal({ name: 'New', image: null })
    })
  })

  describe('sessions', () => {
    it('AC2 a session is a signed cookie that scripts cannot read, Secure where the address is https', async () => {
      const email = at.newEmail()
      await at.signUp(email)
      const { cookies } = await at.signIn(email)
      expect(cookies).to.have.lengthOf(1)
      expect(cookies[0]).to.match(/^__Secure-village\.session_token=[^;]+\.[^;]+; /)
      for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/', `Max-Age=${limits.sessionMsMax / 1000}`])
        expect(cookies[0]!.split('; ')).to.include(attribute)
      const plain = at.accountsWith({ publicUrl: 'http://localhost:2567' })
      const typed = { email, password }
      const signedIn = await at.ask('/sign-in/email', typed, {
        at: plain,
        headers: { origin: 'http://localhost:2567' },
      })
      const [cookie] = signedIn.cookies
      expect(cookie)
        .to.match(/^village\.session_token=/)
        .and.not.match(/; Secure/)
    })

    it('AC2 tells whose it is, and nobody’s if it is forged, another’s signature, or none', async () => {
      const { cookie, email } = await at.member()
      expect(await at.memberWith(cookie)).to.include({ email, role: 'member', verified: false })
      const [name, value] = [cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)]
      for (const forged of ['', 'x', value.split('.', 1)[0]!, `${value.slice(0, -8)}AAAAA%3D`, `x${value}`])
        expect(await at.memberWith(`${name}=${forged}`), forged).to.equal(undefined)
      const otherSecret = at.accountsWith({ secret: 'another secret of thirty-two characters' })
      expect(await otherSecret.memberOf(new Headers({ cookie }))).to.equal(undefined)
    })

    it('AC2 ends by signing out, though the cookie be kept', async () => {
      const { cookie } = await at.member()
      expect((await at.ask('/sign-out', {}, { cookie })).status).to.equal(200)
      expect(await at.memberWith(cookie)).to.equal(undefined)
    })

    it('AC2 ends when it is revoked from elsewhere, and when it has expired', async () => {
      const { cookie, email } = await at.member()
      const elsewhere = cookieIn(await at.signIn(email))
      expect((await at.ask('/revoke-other-sessions', {}, { cookie: elsewhere })).status).to.equal(200)
      expect(await at.memberWith(cookie)).to.equal(undefined)
      expect(await at.memberWith(elsewhere)).to.include({ email })
      await query(at.databaseUrl, `update auth.session set "expiresAt" = now() - interval '1 second'`)
      expect(await at.memberWith(elsewhere)).to.equal(undefined)
    })

    it('AC2 those that are over are removed in time, and no others', async () => {
      const [over, live] = [await at.member(), await at.member()]
      await at.ask('/request-password-reset', { email: over.email })
      const database = at.opened.storage.database
      const { id } = (await at.memberWith(over.cookie))!
      await database.query(`update auth.session set "expiresAt" = now() - interval '1 second' where "userId" = $1`, [
        id,
      ])
      await database.query(`update auth.verification set "expiresAt" = now() - interval '1 second' where value = $1`, [
        id,
      ])
      expect(await pruneAccounts(database)).to.be.at.least(2)
      expect(await pruneAccounts(database)).to.equal(0)
      expect(await at.memberWith(live.cookie)).to.include({ email: live.email })
    })

    it('survives a restart with the same secret', async () => {
      const { cookie, email } = await at.member()
      expect(await at.accountsWith({}).memberOf(new Headers({ cookie }))).to.include({ email })
    })
  })

  describe('while the database is away', () => {
    it('nobody can be told, and it is no fault of theirs', async () => {
      const proxy = await openProxy(at.databaseUrl)
      const through = await openDatabase(proxy.url)
      const behind = at.accountsOn(through)
      const { cookie, email } = await at.member()
      await proxy.cut()
      const told = await behind.memberOf(new Headers({ cookie }))
      const request = new Request(`${origin}/api/auth/get-session`, { headers: { cookie } })
      const answered = await behind.handle(request, home)
      await proxy.restore()
      for (const refusal of [told, answered]) expect(refusal).to.include({ code: 'storage_unavailable' })
      expect(await behind.memberOf(new Headers({ cookie }))).to.include({ email })
      await behind.stop()
      await through.close()
      await proxy.close()
    })
  })
})

function pick({ name, email, emailVerified, role, image }: Record<string, unknown>) {
  return { name, email, emailVerified, role, image }
}
