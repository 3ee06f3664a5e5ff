import { expect } from 'chai'
import { refusalStatuses, type RefusalCode } from '#kernel/refusal'
import { describedApi, type DescribedApi } from './api-description.ts'

export type Answer = { status: number; headers: Headers; body: any }

/** Asks a server over HTTP, and holds every answer against the server's own description of its API. */
export type HttpClient = {
  api: DescribedApi
  get(path: string, token?: string): Promise<Answer>
  post(path: string, body: object, token: string): Promise<Answer>
  /** Any request at all, with a body as it is. */
  ask(method: string, path: string, body?: string | Uint8Array, headers?: Record<string, string>): Promise<Answer>
}

export async function createHttpClient(url: string): Promise<HttpClient> {
  const api = describedApi(await (await fetch(`${url}/api/openapi.json`)).json())
  return {
    api,
    ask,
    get: (path, token) => ask('GET', path, undefined, token === undefined ? {} : bearer(token)),
    post: (path, body, token) => ask('POST', path, JSON.stringify(body), bearer(token)),
  }

  async function ask(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const init = { method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body: body as never }) }
    const response = await fetch(url + path, init)
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    api.check(method, path, answer)
    return answer
  }
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

/** Expects a problem document with this code, and `field` among those that it names. */
export function expectRefusal(answer: Answer, code: RefusalCode, field?: string): void {
  expect([answer.status, answer.body.code]).to.deep.equal([refusalStatuses[code], code])
  expect(answer.headers.get('content-type')).to.include('application/problem+json')
  expect(answer.body).to.include({ status: answer.status, type: `/api/docs#${code}` })
  expect(answer.body.detail).to.be.a('string').that.is.not.empty
  if (field === undefined) return
  const fields = answer.body.errors.map((error: { field: string }) => error.field)
  expect(fields).to.include(field)
}
