import type { Request } from 'express'
import type { AgentId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Accounts, Member } from '#domain/accounts'
import type { AgentRow, Authenticator } from '#domain/agents'
import type { RateLimit } from '#platform/rate-limit'
import { isSafe, type OriginCheck } from './origin.ts'

/**
 * Who may use a route. `agent itself`: the bearer token must be that of the agent whose id is in the path. The others are
 * people, known by the cookie of their session; a verified member has shown that the e-mail is theirs. `signed in` is any
 * agent by its token, or any member; `anyone` as well, and those who don't say who they are.
 */
export type Access =
  | 'everyone'
  | 'anyone'
  | 'signed in'
  | 'agent itself'
  | 'member'
  | 'verified member'
  | 'administrator'

/** Who asks, as far as the route wants to know. */
export type Asker = { agent?: AgentRow; member?: Member }

export type AccessOptions = {
  authenticator: Authenticator
  authFailures: RateLimit
  accounts: Accounts
  originOf: OriginCheck
}

/** Finds out who asks, or refuses. An agent's token opens no route for members, and a cookie none for agents. */
export async function admit(access: Access, request: Request, options: AccessOptions): Promise<Asker | Refusal> {
  switch (access) {
    case 'everyone':
      return {}
    case 'agent itself':
      return agentItself(request, options)
    case 'anyone':
    case 'signed in':
      return agentOrMember(access, request, options)
    case 'member':
    case 'verified member':
    case 'administrator':
      return memberWith(access, request, options)
  }
}

async function agentItself(request: Request, options: AccessOptions): Promise<Asker | Refusal> {
  const asker = await agentWith(request, options)
  if ('status' in asker || asker.agent.id === idOf(request)) return asker
  return refuse('forbidden', 'this token belongs to another agent')
}

async function agentOrMember(access: Access, request: Request, options: AccessOptions): Promise<Asker | Refusal> {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) return agentWith(request, options)
  if (access === 'signed in') return memberWith(access, request, options)
  const member = cookie === undefined ? undefined : await options.accounts.memberOf(new Headers({ cookie }))
  if (member === undefined) return {}
  return 'status' in member ? member : { member }
}

async function agentWith(
  request: Request,
  { authenticator, authFailures }: AccessOptions,
): Promise<{ agent: AgentRow } | Refusal> {
  const address = request.ip ?? ''
  if (await authFailures.isExhausted(address)) return refuse('rate_limited', 'too many tokens that are not known')
  const result = await authenticator.authenticate(bearerOf(request))
  if (result.status === 'refused') {
    if (result.code === 'unauthenticated') await authFailures.take(address)
    return result
  }
  return { agent: result.agent }
}

async function memberWith(access: Access, request: Request, options: AccessOptions): Promise<Asker | Refusal> {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined || cookie === undefined)
    return refuse('unauthenticated', 'expected the cookie of someone signed in, and no token')
  // The browser sends the cookie whoever made it ask.
  if (!isSafe(request.method) && options.originOf(request) !== 'own')
    return refuse('forbidden', 'expected a request from a page of this village')
  const member = await options.accounts.memberOf(new Headers({ cookie }))
  if (member === undefined) return refuse('unauthenticated', 'expected someone to be signed in')
  if ('status' in member) return member
  return decideMember(access, member) ?? { member }
}

function decideMember(access: Access, { role, verified }: Member): Refusal | undefined {
  if (access === 'verified member' && !verified)
    return refuse('unverified', 'expected a confirmed e-mail; open the link in the letter, or ask for another')
  if (access === 'administrator' && role !== 'administrator') return refuse('forbidden', 'only administrators may')
  return undefined
}

/** The id in the path of a request, in lower case. */
export function idOf(request: Request): AgentId {
  return String(request.params.id ?? '').toLowerCase() as AgentId
}

/** The bearer token of a request (RFC 6750), or an empty string. */
export function bearerOf(request: { headers: { authorization?: string | undefined } }): string {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')
  return match?.[1] ?? ''
}
