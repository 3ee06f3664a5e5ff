import { memberSchema, signInOptionsSchema } from '#messages/accounts'
import type { Accounts } from '#domain/accounts'
import { route, type Route } from '#http/route'

export function accountRoutes({ signInOptions }: Accounts): Route[] {
  return [me(), options()]

  function me(): Route {
    return route({
      method: 'get',
      path: '/api/me',
      operationId: 'getMe',
      summary: 'Who is signed in, as only they see it.',
      tag: 'members',
      access: 'member',
      answer: memberSchema,
      refusals: [],
      handle: async ({ member }) => member!,
    })
  }

  function options(): Route {
    return route({
      method: 'get',
      path: '/api/sign-in-options',
      operationId: 'getSignInOptions',
      summary: 'How one can register and sign in here. The calls themselves are under /api/auth, see docs/API.md.',
      tag: 'members',
      access: 'everyone',
      answer: signInOptionsSchema,
      refusals: [],
      handle: async () => signInOptions,
    })
  }
}
