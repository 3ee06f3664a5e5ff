import { expect } from 'chai'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { readConfig } from '#config'
import { authSecretOf, createMemberRegistry, ensureAdministrator } from '#domain/accounts'
import { entries } from '#domain/audit'
import { cookieIn, openTestAccounts, origin, password, type AccountsUnderTest } from '#test/support/accounts'
import { newDatabase, openDatabase } from '#test/support/cluster'
import { newDataDir, removeDataDir } from '#test/support/server'

describe('roles and first administrators', () => {
  let at: AccountsUnderTest

  before(async () => void (at = await openTestAccounts()))
  after(() => at.close())

  describe('roles', () => {
    it('AC3 no input sets a role', async () => {
      const { cookie, email } = await at.member({ role: 'administrator', emailVerified: true })
      await at.ask('/update-user', { role: 'administrator' }, { cookie })
      await at.ask('/update-user', { name: 'x', role: 'administrator', emailVerified: true, id: '1' }, { cookie })
      await at.ask('/update-session', { role: 'administrator' }, { cookie })
      expect(await at.memberWith(cookie)).to.include({ email, role: 'member', verified: false })
    })

    it('AC3 a change counts at once and is audited as it was and as it is; the last administrator stays one', async () => {
      const registry = createMemberRegistry({ storage: at.opened.storage, isVerificationOff: false })
      const { cookie, email } = await at.member()
      const { email: other } = await at.member()
      expect(await registry.setRole('cli:me', email.toUpperCase(), 'administrator')).to.include({ status: 'set' })
      const promoted = (await at.memberWith(cookie))!
      expect(promoted.role).to.equal('administrator')
      expect(await registry.setRole('cli:me', email, 'member')).to.include({ code: 'last_administrator' })
      await registry.setRole('cli:me', other, 'administrator')
      const both = await Promise.all([email, other].map((one) => registry.setRole('cli:me', one, 'member')))
      expect(
        both.map((result) => (result.status === 'refused' ? result.code : result.status)).toSorted(),
      ).to.deep.equal(['last_administrator', 'set'])
      expect(await registry.setRole('cli:me', 'nobody@example.org', 'administrator')).to.include({ code: 'not_found' })
      const audited = await entries(at.opened.storage.database.manager, { subject: promoted.id }, 10)
      expect(audited.at(-1)).to.deep.include({
        actor: 'cli:me',
        action: 'member.role',
        detail: { from: 'member', to: 'administrator' },
      })
    })

    it('AC4 of several processes that start together, one makes the first administrator', async () => {
      const fresh = await openDatabase(await newDatabase())
      const made = () => ensureAdministrator(fresh.storage, { email: 'Ops@example.org', password })
      const results = await Promise.all([made(), made(), made(), made()])
      expect(results.map(({ status }) => status).toSorted()).to.deep.equal([
        'created',
        'there_is_one',
        'there_is_one',
        'there_is_one',
      ])
      const own = at.accountsOn(fresh)
      const signedIn = await at.signIn('ops@example.org', password, { at: own })
      expect(await own.memberOf(new Headers({ cookie: cookieIn(signedIn) }))).to.include({
        role: 'administrator',
        verified: true,
      })
      await own.stop()
      await fresh.close()
    })

    it('AC4 who has registered with that e-mail is not made administrator', async () => {
      const fresh = await openDatabase(await newDatabase())
      const own = at.accountsOn(fresh)
      await at.signUp('ops@example.org', {}, { at: own })
      const result = await ensureAdministrator(fresh.storage, { email: 'OPS@example.org', password })
      expect(result).to.deep.equal({ status: 'email_taken' })
      const rows = await fresh.storage.database.query('select role from auth."user"')
      expect(rows).to.deep.equal([{ role: 'member' }])
      await own.stop()
      await fresh.close()
    })

    it('AC11 of others the names are found by id', async () => {
      const { cookie } = await at.member()
      const { id, name } = (await at.memberWith(cookie))!
      const found = await at.accounts.membersById([id, '018f0000-0000-7000-8000-000000000000' as typeof id])
      expect([...found.values()].map((one) => one.name)).to.deep.equal([name])
      expect((await at.accounts.membersById([])).size).to.equal(0)
    })
  })

  describe('the secret', () => {
    let dir: string
    beforeEach(() => (dir = newDataDir()))
    afterEach(() => removeDataDir(dir))

    it('AC5 is made once, and is its owner’s alone to read', () => {
      const secret = authSecretOf(undefined, dir)
      expect(secret).to.have.length.at.least(32)
      expect(authSecretOf(undefined, dir)).to.equal(secret)
      const file = path.join(dir, 'auth-secret')
      expect(statSync(file).mode & 0o777).to.equal(0o600)
      expect(readFileSync(file, 'utf8').trim()).to.equal(secret)
    })

    it('AC5 is the configured one if there is one, and a file that was emptied is refused', () => {
      expect(authSecretOf('configured', dir)).to.equal('configured')
      mkdirSync(dir, { recursive: true })
      writeFileSync(path.join(dir, 'auth-secret'), '')
      expect(() => authSecretOf(undefined, dir)).to.throw('auth-secret: expected at least 32 characters')
    })
  })

  describe('settings', () => {
    const production = {
      NODE_ENV: 'production',
      PUBLIC_URL: origin,
      AUTH_SECRET: 'x'.repeat(32),
      LEDGER_SIGNING_KEY: `${'A'.repeat(43)}=`,
    }

    it('AC5 production refuses a missing AUTH_SECRET and the administrator of development, and has none by default', () => {
      expect(faultsOf({ ...production, AUTH_SECRET: '' })).to.deep.equal(['AUTH_SECRET'])
      const administrator = { ADMIN_EMAIL: 'Admin@Village.local', ADMIN_PASSWORD: 'village-administrator' }
      expect(faultsOf({ ...production, ...administrator })).to.deep.equal(['ADMIN_EMAIL', 'ADMIN_PASSWORD'])
      expect(read(production).accounts.administrator).to.equal(undefined)
      expect(read({}).accounts.administrator).to.deep.equal({
        email: 'admin@village.local',
        password: 'village-administrator',
      })
    })

    for (const [given, missing] of [
      [{ ADMIN_EMAIL: 'a@example.org' }, 'ADMIN_PASSWORD'],
      [{ ADMIN_PASSWORD: 'x'.repeat(10) }, 'ADMIN_EMAIL'],
      [{ SMTP_URL: 'smtp://localhost' }, 'MAIL_FROM'],
      [{ GITHUB_CLIENT_ID: 'x' }, 'GITHUB_CLIENT_SECRET'],
      [{ GOOGLE_CLIENT_SECRET: 'x' }, 'GOOGLE_CLIENT_ID'],
    ] as [Record<string, string>, string][]) {
      it(`refuse ${Object.keys(given).join()} without ${missing}`, () => {
        expect(faultsOf(given)).to.deep.equal([missing])
      })
    }

    function read(env: Record<string, string>) {
      const result = readConfig(env)
      if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
      return result.config
    }

    function faultsOf(env: Record<string, string>): string[] {
      const result = readConfig(env)
      return result.status === 'faulty' ? result.faults.map((fault) => fault.split(':', 1)[0]!) : []
    }
  })
})
