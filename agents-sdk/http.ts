import type { FieldError, RefusalCode } from '#kernel/refusal'
import { VillageError } from './errors.ts'

/** The village over HTTP, as one agent: its token goes into a header, never into an address. */
export type VillageHttp = {
  get<Answer>(path: string, query?: Record<string, string | number | undefined>): Promise<Answer>
  post<Answer>(path: string, body: object): Promise<Answer>
}

const answerMsMax = 30_000

/** Calls resolve with the answer, or throw a VillageError: what was refused, or `disconnected` without an answer. */
export function createHttp({ url, token }: { url: string; token: string }): VillageHttp {
  return {
    get: (path, query = {}) => ask('GET', path + searchOf(query)),
    post: (path, body) => ask('POST', path, JSON.stringify(body)),
  }

  async function ask<Answer>(method: string, path: string, body?: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : jsonType) }
    const init = { method, headers, signal: AbortSignal.timeout(answerMsMax), ...(body === undefined ? {} : { body }) }
    const response = await fetch(new URL(path, url), init).catch(failed)
    const answer: unknown = await response.json().catch(failed)
    if (response.ok) return answer as Answer
    throw toError(answer, response.status)
  }
}

const jsonType = { 'content-type': 'application/json' }

function searchOf(query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return search === '' ? '' : `?${search}`
}

function failed(error: Error): never {
  throw new VillageError('disconnected', `the village did not answer: ${error.message}`)
}

// A problem document (RFC 9457), unless something in between has answered.
function toError(answer: unknown, status: number): VillageError {
  const { code, detail, errors } = answer as { code?: string; detail?: string; errors?: FieldError[] }
  if (code === undefined) return new VillageError('disconnected', `the village answered ${status}`)
  return new VillageError(code as RefusalCode, detail ?? code, errors)
}
