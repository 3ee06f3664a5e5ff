/** Asks a village over HTTP as a member who is signed in. Throws if it refuses. */
export type MemberClient = {
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, body: object): Promise<Answer>
}

// The administrator that every server in development has.
const administrator = { email: 'admin@village.local', password: 'village-administrator' }

export async function createMemberClient(url: string): Promise<MemberClient> {
  const signedIn = await ask('POST', '/api/auth/sign-in/email', {}, administrator)
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  return {
    get: async (path) => (await ask('GET', path, { cookie })).json() as never,
    post: async (path, body) => (await ask('POST', path, { cookie }, body)).json() as never,
  }

  async function ask(method: string, path: string, more: Record<string, string>, body?: object): Promise<Response> {
    const headers = { ...more, origin: url, 'content-type': 'application/json' }
    const response = await fetch(url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
}
