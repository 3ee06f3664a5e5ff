import { expect } from 'chai'
import { SignJWT, generateKeyPair } from 'jose'
import { limits } from '#kernel/limits'
import { cookieIn, openTestAccounts, origin, settings, type AccountsUnderTest } from '#test/support/accounts'
import { query } from '#test/support/cluster'

describe('tokens for rooms, and providers', () => {
  let at: AccountsUnderTest

  before(async () => void (at = await openTestAccounts()))
  after(() => at.close())

  describe('tokens for rooms', () => {
    it('AC10 a token names its member', async () => {
      const { cookie } = await at.member()
      const { id, name } = (await at.memberWith(cookie))!
      expect(await at.accounts.verifyToken(await at.roomToken(cookie))).to.deep.equal({ id, name })
      expect((await at.ask('/token')).status).to.equal(401)
    })

    it('AC10 only what we signed, for this village and not too long ago, is good', async () => {
      const { cookie } = await at.member()
      const token = await at.roomToken(cookie)
      const [header, payload, signature] = token.split('.') as [string, string, string]
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }
      const { privateKey } = await generateKeyPair('EdDSA')
      const claims = () => new SignJWT({ name: 'x' }).setSubject('x').setIssuer(origin).setAudience(origin)
      const forged = await claims().setExpirationTime('5m').setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey)
      const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
      const signer = new TextEncoder().encode(settings.secret)
      const symmetric = await claims().setExpirationTime('5m').setProtectedHeader({ alg: 'HS256', kid }).sign(signer)
      const changed = Buffer.from(payload, 'base64url')
        .toString()
        .replace(/"sub":"[^"]+"/, '"sub":"x"')
      const swapped = `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`
      for (const bad of ['', 'x', 'a.b.c', forged, unsigned, symmetric, swapped, `${token}x`])
        expect(await at.accounts.verifyToken(bad), bad).to.equal(undefined)
      expect(await at.accountsWith({ publicUrl: 'https://other.example' }).verifyToken(token)).to.equal(undefined)
    })

    it('AC10 is good for five minutes', async () => {
      const { cookie } = await at.member()
      const payload = (await at.roomToken(cookie)).split('.')[1]!
      const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number }
      expect(exp - iat).to.equal(limits.roomTokenMsMax / 1000)
      expect(
        Object.keys(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object),
        'and tells no e-mail',
      ).not.to.include('email')
    })
  })

  describe('providers', () => {
    it('AC13 only configured ones can be used', async () => {
      const client = { clientId: 'an-id', clientSecret: 'a-secret' }
      const withGithub = at.accountsWith({ github: client })
      expect(withGithub.signInOptions.providers).to.deep.equal(['github'])
      const { status, body } = await at.ask('/sign-in/social', { provider: 'github' }, { at: withGithub })
      expect(status).to.equal(200)
      const address = new URL(body.url as string)
      expect(address.origin + address.pathname).to.equal('https://github.com/login/oauth/authorize')
      expect(Object.fromEntries(address.searchParams)).to.include({
        client_id: 'an-id',
        redirect_uri: `${origin}/api/auth/callback/github`,
      })
      expect(body.url).not.to.include('a-secret')
      expect((await at.ask('/sign-in/social', { provider: 'google' }, { at: withGithub })).status).to.equal(404)
    })

    it('AC13 who comes from a provider is known by the e-mail that it vouches for; its token is stored encrypted', async () => {
      const email = at.newEmail()
      expect(await comeFromGithub(email)).to.equal('/')
      const [row] = await accountsOf(email)
      expect(row).to.include({
        providerId: 'github',
        emailVerified: true,
        role: 'member',
        name: 'Octo Cat',
        image: null,
      })
      expect(row!.accessToken).to.be.a('string').and.not.include('gho_secret')
    })

    it('AC13 an account whose e-mail nobody has confirmed is not handed to who comes with that e-mail', async () => {
      const { email } = await at.member()
      expect(await comeFromGithub(email)).to.include('error=account_not_linked')
      expect((await accountsOf(email)).map(({ providerId }) => providerId)).to.deep.equal(['credential'])
    })

    for (const path of ['/get-access-token', '/refresh-token', '/account-info', '/update-session']) {
      it(`AC13 ${path} is not there`, async () => {
        expect((await at.ask(path, { provider: 'github' }, { cookie: (await at.member()).cookie })).status).to.equal(
          404,
        )
      })
    }
  })

  /** Goes the whole way of a sign-in with GitHub; where it leads in the end. */
  async function comeFromGithub(email: string): Promise<string> {
    const withGithub = at.accountsWith({ github: { clientId: 'an-id', clientSecret: 'a-secret' } })
    const asked = await at.ask('/sign-in/social', { provider: 'github', callbackURL: '/' }, { at: withGithub })
    const state = new URL(asked.body.url as string).searchParams.get('state')!
    const restore = answerForGithub(email)
    try {
      const back = await at.ask(`/callback/github?code=x&state=${state}`, undefined, {
        at: withGithub,
        cookie: cookieIn(asked),
      })
      return back.headers.get('location') ?? ''
    } finally {
      restore()
    }
  }

  function accountsOf(email: string): Promise<Record<string, unknown>[]> {
    return query(
      at.databaseUrl,
      `select u.name, u.image, u.role, u."emailVerified", a."providerId", a."accessToken"
       from auth."user" u join auth.account a on a."userId" = u.id where u.email = $1`,
      [email],
    )
  }
})

// GitHub can't be reached from a test: what it would answer.
function answerForGithub(email: string): () => void {
  const { fetch } = globalThis
  const id = [...email].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e9, 7)
  const profile = { id, login: 'octocat', name: 'Octo\n Cat', email, avatar_url: 'https://x.example/a' }
  const answers: Record<string, object> = {
    '/login/oauth/access_token': { access_token: 'gho_secret', token_type: 'bearer', scope: 'user:email' },
    '/user': profile,
    '/user/emails': [{ email, primary: true, verified: true, visibility: null }],
  }
  globalThis.fetch = async (input: string | URL | Request) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input))
    return Response.json(answers[pathname])
  }
  return () => void (globalThis.fetch = fetch)
}
