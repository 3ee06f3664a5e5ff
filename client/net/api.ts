/** Why a call was not done, as the problem document (RFC 9457) says it; `code` is `unreachable` if none came. */
export type Problem = { code: string; title: string; detail: string; errors: { field: string; expected: string }[] }

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

const unreachable: Problem = {
  code: 'unreachable',
  title: 'No answer',
  detail: 'The village does not answer. Try again in a moment.',
  errors: [],
}

/** Calls the API of this page's own server with the session's cookie. Never rejects. */
export async function call<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  try {
    const sent =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = await fetch(path, { method, ...sent })
    const json: unknown = answer.status === 204 ? undefined : await answer.json()
    return answer.ok ? { ok: true, value: json as T } : { ok: false, problem: problemOf(json) }
  } catch {
    return { ok: false, problem: unreachable }
  }
}

// Routes of our own answer problem documents; those of the accounts library `{ code, message }`.
function problemOf(json: unknown): Problem {
  const { code, title, detail, message, errors } = json as Partial<Problem> & { message?: string }
  return { code: code ?? 'failed', title: title ?? 'Not done', detail: detail ?? message ?? '', errors: errors ?? [] }
}
