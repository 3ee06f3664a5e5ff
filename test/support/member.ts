import type { Answer, HttpClient } from './http-client.ts'

/** Someone in a browser: keeps the cookies that it gets, and says where it comes from. */
export type TestMember = {
  email: string
  cookie(): string
  get(path: string): Promise<Answer>
  post(path: string, body?: object): Promise<Answer>
  patch(path: string, body: object): Promise<Answer>
  delete(path: string): Promise<Answer>
  signIn(password?: string): Promise<Answer>
}

export const password = 'correct horse battery'

let people = 0

/** A person at a browser that shows the pages of `origin`; nobody is signed in yet. */
export function newPerson(http: HttpClient, origin: string, email = `person-${++people}@example.org`): TestMember {
  let cookies = ''
  return {
    email,
    cookie: () => cookies,
    get: (path) => ask('GET', path),
    post: (path, body = {}) => ask('POST', path, body),
    patch: (path, body) => ask('PATCH', path, body),
    delete: (path) => ask('DELETE', path),
    signIn: (typed = password) => ask('POST', '/api/auth/sign-in/email', { email, password: typed }),
  }

  async function ask(method: string, path: string, body?: object): Promise<Answer> {
    const headers: Record<string, string> = method === 'GET' ? {} : { origin }
    if (cookies !== '') headers.cookie = cookies
    const answer = await http.ask(method, path, body === undefined ? undefined : JSON.stringify(body), headers)
    const set = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]!)
    if (set.length > 0) cookies = set.filter((cookie) => !cookie.endsWith('=')).join('; ')
    return answer
  }
}

/** Registers someone, who then counts as one whose e-mail is known if `confirm` says so, and signs in. */
export async function signUp(person: TestMember, confirm: (email: string) => Promise<unknown>): Promise<TestMember> {
  const { status } = await person.post('/api/auth/sign-up/email', { name: 'Mia', email: person.email, password })
  if (status !== 200) throw new Error(`could not register: ${status}`)
  await confirm(person.email)
  const signedIn = await person.signIn()
  if (signedIn.status !== 200) throw new Error(`could not sign in: ${signedIn.status}`)
  return person
}
