import { expect } from 'chai'
import { limits } from '#kernel/limits'
import { cookieIn, openTestAccounts, password, type AccountsUnderTest } from '#test/support/accounts'
import { query } from '#test/support/cluster'

describe('letters and limits of accounts', () => {
  let at: AccountsUnderTest

  before(async () => void (at = await openTestAccounts()))
  after(() => at.close())

  describe('letters', () => {
    it('AC6 a link in a letter confirms the e-mail, and says where to go on', async () => {
      const { cookie, email } = await at.member()
      const { link, from, text } = await at.smtp.mailTo(email)
      expect([from, text]).to.deep.include('village@village.example')
      expect(link).to.match(/^https:\/\/village\.example\/api\/auth\/verify-email\?token=/)
      const { status, headers } = await at.follow(link)
      expect([status, headers.get('location')]).to.deep.equal([302, '/'])
      expect(await at.memberWith(cookie)).to.include({ verified: true })
    })

    it('AC6 a link that was changed confirms nothing', async () => {
      const { cookie, email } = await at.member()
      const { link } = await at.smtp.mailTo(email)
      await at.follow(link.replace('&callbackURL', 'x&callbackURL'))
      await at.follow(link.replace(/token=[^&]+/, 'token=x'))
      expect(await at.memberWith(cookie)).to.include({ verified: false })
      const elsewhere = await at.follow(link.replace(/callbackURL=.*/, 'callbackURL=https%3A%2F%2Fevil.example'))
      expect([elsewhere.status, elsewhere.headers.get('location')]).to.deep.equal([403, null])
    })

    it('AC6 production without SMTP refuses to register anyone, and says why', async () => {
      const silent = at.accountsWith({ isProduction: true, mail: undefined })
      expect(silent.signInOptions.registration).to.equal('closed')
      const refused = await at.signUp(at.newEmail(), {}, { at: silent })
      expect([refused.status, refused.code]).to.deep.equal([403, 'registration_closed'])
      expect(refused.body.message).to.include('SMTP_URL')
    })

    it('AC6 where nobody asks for it, every e-mail counts as confirmed, and no letter is sent', async () => {
      const trusting = at.accountsWith({ isProduction: true, mail: undefined, isVerificationOff: true })
      expect(trusting.signInOptions.registration).to.equal('open')
      const email = at.newEmail()
      expect((await at.signUp(email, {}, { at: trusting })).status).to.equal(200)
      const cookie = cookieIn(await at.signIn(email, password, { at: trusting }))
      expect(await trusting.memberOf(new Headers({ cookie }))).to.include({ verified: true })
      expect(at.smtp.mails.filter(({ to }) => to === email)).to.deep.equal([])
    })

    it('AC7 a link in a letter sets another password, once, and ends every session', async () => {
      const { cookie, email } = await at.member()
      await at.smtp.mailTo(email)
      const asked = await at.ask('/request-password-reset', { email })
      const unknown = await at.ask('/request-password-reset', { email: at.newEmail() })
      expect(asked.body, 'AC1').to.deep.equal(unknown.body)
      const { link } = await at.smtp.mailTo(email)
      expect(link, 'the token stays in the browser').to.match(/^https:\/\/village\.example\/#reset-password=[\w-]+$/)
      const token = link.split('=')[1]!
      expect((await at.ask('/reset-password', { token: 'x', newPassword: 'a new password' })).status).to.equal(400)
      expect((await at.ask('/reset-password', { token, newPassword: 'a new password' })).status).to.equal(200)
      expect((await at.ask('/reset-password', { token, newPassword: 'yet another one' })).status).to.equal(400)
      expect(await at.memberWith(cookie)).to.equal(undefined)
      expect([(await at.signIn(email)).status, (await at.signIn(email, 'a new password')).status]).to.deep.equal([
        401, 200,
      ])
      const rows = await query<{ identifier: string }>(at.databaseUrl, 'select identifier from auth.verification')
      expect(JSON.stringify(rows)).not.to.include(token)
    })

    it('a mail server that is away fails nobody’s request', async () => {
      const unlucky = at.accountsWith({ mail: { smtpUrl: 'smtp://127.0.0.1:1', from: 'village@village.example' } })
      expect((await at.signUp(at.newEmail(), {}, { at: unlucky })).status).to.equal(200)
    })
  })

  describe('limits', () => {
    it('AC8 sign-ins with one e-mail are limited, whoever tries, and say when to come back', async () => {
      const email = at.newEmail()
      await at.signUp(email)
      for (let n = 0; n < limits.signInsOfEmailPerMinuteMax; n++)
        await at.signIn(email, `wrong password ${n}`, { address: `10.0.0.${n}` })
      const refused = await at.signIn(email.toUpperCase(), password, { address: '10.0.1.1' })
      expect([refused.status, refused.code]).to.deep.equal([429, 'rate_limited'])
      expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60)
      expect((await at.signIn(at.newEmail(), password, { address: '10.0.1.1' })).status, 'others are free').to.equal(
        401,
      )
    })

    it('AC8 sign-ins and registrations of one address are limited together, whatever it says of itself', async () => {
      const strict = at.accountsWith({ signInsPerMinuteMax: 4 })
      await at.signUp(at.newEmail(), {}, { at: strict })
      for (let n = 0; n < 3; n++) await at.signIn(at.newEmail(), password, { at: strict })
      const headers = { 'x-forwarded-for': '10.1.1.1', 'x-village-address': '10.1.1.1' }
      expect(
        (await at.ask('/sign-in/email', { email: at.newEmail(), password }, { at: strict, headers })).status,
      ).to.equal(429)
      expect((await at.signUp(at.newEmail(), {}, { at: strict })).status).to.equal(429)
      expect((await at.signIn(at.newEmail(), password, { at: strict, address: '10.9.9.9' })).status).to.equal(401)
    })

    it('AC8 letters to one e-mail are limited', async () => {
      const { email } = await at.member()
      for (let n = 1; n < limits.mailsOfEmailPerMinuteMax; n++) await at.ask('/request-password-reset', { email })
      expect((await at.ask('/request-password-reset', { email })).status).to.equal(429)
      expect((await at.ask('/send-verification-email', { email })).status).to.equal(429)
    })
  })
})
