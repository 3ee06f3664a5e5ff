import { refuse, type Refusal } from '#kernel/refusal'
import type { Hook } from '#messages/competitors'

/** The hook with its address in its usual form, or why the village does not call it. */
export type HookDecision = { status: 'allowed'; hook: Hook } | Refusal

/** Whether the village may call a web hook: over TLS, and only at a host that whoever runs the village has named. */
export function decideHook({ url: given, protocol }: Hook, game: string, hosts: readonly string[]): HookDecision {
  if (/[\s\\]/.test(given) || !URL.canParse(given))
    return refuseUrl('expected an address such as https://agent.example/play')
  const url = new URL(given)
  const expected = faultOf(url, given) ?? (isNamed(url, hosts) ? undefined : unnamed(url, hosts))
  if (expected !== undefined) return refuseUrl(expected)
  if (protocol === 'battlesnake' && game !== 'snakes')
    return refuseField('hook.protocol', 'expected village; battlesnake is only for the game snakes')
  return { status: 'allowed', hook: { url: url.href, protocol } }
}

function faultOf(url: URL, given: string): string | undefined {
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback))
    return 'expected an address that begins with https://'
  if (url.username !== '' || url.password !== '') return 'expected an address without a user name or password'
  return given.includes('#') ? 'expected an address without a fragment (#…)' : undefined
}

// A name without a port stands for the usual port alone: who runs something else at that host was not asked.
function isNamed(url: URL, hosts: readonly string[]): boolean {
  return hosts.some(
    (host) => URL.canParse(`${url.protocol}//${host}`) && new URL(`${url.protocol}//${host}`).host === url.host,
  )
}

function unnamed(url: URL, hosts: readonly string[]): string {
  if (hosts.length === 0) return 'this village calls no web hooks; whoever runs it can allow hosts (WEB_HOOK_HOSTS)'
  return `expected a host that this village calls, not ${url.host}; whoever runs it can allow it (WEB_HOOK_HOSTS)`
}

function refuseUrl(expected: string): Refusal {
  return refuseField('hook.url', expected)
}

/** A refusal of one field of a push. */
export function refuseField(field: string, expected: string): Refusal {
  return refuse('invalid', `${field}: ${expected}`, [{ field, expected }])
}
