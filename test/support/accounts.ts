import { createAccounts, type AccountSettings, type Accounts, type Member } from '#domain/accounts'
import { createLog } from '#platform/log'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase } from './cluster.ts'
import { startMailServer, type TestMailServer } from './smtp.ts'

export const password = 'correct horse battery'
export const origin = 'https://village.example'
/** The address of whoever asks, unless another is given. */
export const home = '10.0.0.1'

export type Answered = { status: number; code: string; cookies: string[]; body: any; headers: Headers }

/** How a request differs from one without a cookie to the accounts as they usually are. */
export type Asking = { cookie?: string; at?: Accounts; address?: string; headers?: Record<string, string> }

export const settings: AccountSettings = {
  isProduction: false,
  publicUrl: origin,
  secret: 'a secret of at least thirty-two characters',
  isVerificationOff: false,
  mail: undefined,
  github: undefined,
  google: undefined,
  signInsPerMinuteMax: 10_000,
}

/** Accounts on a database of their own, with a mail server, and ways to ask them as a page of ours would. */
export type AccountsUnderTest = Awaited<ReturnType<typeof openTestAccounts>>

export async function openTestAccounts() {
  const databaseUrl = await newDatabase()
  const opened = await openDatabase(databaseUrl)
  const smtp: TestMailServer = await startMailServer()
  const made: Accounts[] = []
  let people = 0
  const accounts = accountsWith({})
  return {
    databaseUrl,
    opened,
    smtp,
    accounts,
    accountsWith,
    accountsOn,
    newEmail,
    ask,
    signUp,
    signIn,
    member,
    memberWith,
    roomToken,
    follow,
    close,
  }

  /** The same with other settings, on the same database. */
  function accountsWith(changes: Partial<AccountSettings>): Accounts {
    const mail = { smtpUrl: smtp.url, from: 'village@village.example' }
    return accountsOn(opened, { ...settings, mail, ...changes })
  }

  function accountsOn({ storage, url }: OpenStorage, given = settings): Accounts {
    const log = createLog('silent', 'json')
    const created = createAccounts({ settings: given, databaseUrl: url, storage, redis: undefined, log })
    if (storage === opened.storage) made.push(created) // those on other databases end with them
    return created
  }

  function newEmail(): string {
    return `person-${++people}@example.org`
  }

  function signUp(email: string, more: object = {}, asking: Asking = {}): Promise<Answered> {
    return ask('/sign-up/email', { name: email.split('@', 1)[0], email, password, ...more }, asking)
  }

  function signIn(email: string, typed = password, asking: Asking = {}): Promise<Answered> {
    return ask('/sign-in/email', { email, password: typed }, asking)
  }

  /** Someone new who is signed in. */
  async function member(more: object = {}): Promise<{ email: string; cookie: string }> {
    const email = newEmail()
    await signUp(email, more)
    return { email, cookie: cookieIn(await signIn(email)) }
  }

  async function memberWith(cookie: string, at = accounts): Promise<Member | undefined> {
    const found = await at.memberOf(new Headers({ cookie }))
    if (found !== undefined && 'status' in found) throw new Error(found.detail)
    return found
  }

  async function roomToken(cookie: string): Promise<string> {
    return (await ask('/token', undefined, { cookie })).body.token
  }

  function follow(link: string): Promise<Answered> {
    return ask(link.slice(`${origin}/api/auth`.length))
  }

  async function ask(path: string, body?: object, asking: Asking = {}): Promise<Answered> {
    const { cookie, at = accounts, address = home } = asking
    const own = { origin, 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) }
    const headers = { ...own, ...asking.headers }
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await at.handle(new Request(`${origin}/api/auth${path}`, init), address)
    if (!(response instanceof Response)) throw new Error(response.detail)
    const text = await response.text()
    const answered: any = text.startsWith('{') ? JSON.parse(text) : text
    const cookies = response.headers.getSetCookie()
    return { status: response.status, code: answered.code ?? '', cookies, body: answered, headers: response.headers }
  }

  async function close(): Promise<void> {
    await Promise.all(made.map((one) => one.stop()))
    await smtp.stop()
    await opened.close()
  }
}

/** The cookies that an answer sets, as a browser sends them back. */
export function cookieIn({ cookies }: Answered): string {
  return cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ')
}
