import { call, type Answer, type Problem } from '#client/net/api.ts'

/** Where the link in a letter leads, once it has confirmed the e-mail. */
const confirmed = '/?open=account/confirmed'

export async function signIn(email: string, password: string): Promise<Answer<unknown>> {
  return friendly(await call('POST', '/api/auth/sign-in/email', { email, password }))
}

export async function register(name: string, email: string, password: string): Promise<Answer<unknown>> {
  const body = { name, email, password, callbackURL: confirmed }
  return friendly(await call('POST', '/api/auth/sign-up/email', body))
}

export function signOut(): Promise<Answer<unknown>> {
  return call('POST', '/api/auth/sign-out', {})
}

export function sendConfirmation(email: string): Promise<Answer<unknown>> {
  return call('POST', '/api/auth/send-verification-email', { email, callbackURL: confirmed })
}

export async function requestReset(email: string): Promise<Answer<unknown>> {
  return friendly(await call('POST', '/api/auth/request-password-reset', { email }))
}

export async function resetPassword(token: string, newPassword: string): Promise<Answer<unknown>> {
  return friendly(await call('POST', '/api/auth/reset-password', { token, newPassword }))
}

/** Leads to the page of another service that says who one is, and from there to `next`. */
export function signInElsewhere(provider: string, next: string): Promise<Answer<{ url: string }>> {
  return call('POST', '/api/auth/sign-in/social', {
    provider,
    callbackURL: `/?open=${next}`,
    errorCallbackURL: '/?open=account/failed',
  })
}

const faults: Record<string, { field: string; expected: string } | string> = {
  invalid_email_or_password: 'This e-mail and password do not belong together.',
  invalid_email: { field: 'email', expected: 'expected an e-mail address' },
  password_too_short: { field: 'password', expected: 'expected a longer password' },
  password_too_long: { field: 'password', expected: 'expected a shorter password' },
  invalid_token: 'This link was used already or is too old. Ask for another.',
}

// The accounts library names no fields; the name is checked by us, and named in the text.
function friendly<T>(answer: Answer<T>): Answer<T> {
  if (answer.ok) return answer
  const { problem } = answer
  return { ok: false, problem: { ...problem, ...faultIn(problem) } }
}

function faultIn({ code, detail }: Problem): Partial<Problem> {
  const named = /^(name|email): (.+)$/.exec(detail)
  if (code === 'invalid' && named !== null) return { errors: [{ field: named[1]!, expected: named[2]! }] }
  const fault = faults[code]
  if (fault === undefined) return {}
  return typeof fault === 'string' ? { detail: fault } : { errors: [fault] }
}
