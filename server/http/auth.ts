import express, { type Express, type Request as Asked, type Response as Answer } from 'express'
import { limits } from '#kernel/limits'
import { refuse } from '#kernel/refusal'
import type { Accounts } from '#domain/accounts'
import { isRefusal } from './mount.ts'
import { isSafe, type OriginCheck } from './origin.ts'
import { sendProblem, sendProblemOf } from './problem.ts'

const path = '/api/auth/*splat'

export type AuthMountOptions = { accounts: Accounts; originOf: OriginCheck; publicUrl: string }

/** Hands /api/auth to the accounts: whole requests with their bodies as they came, and problem documents back. */
export function mountAuth(app: Express, options: AuthMountOptions): void {
  const handle = (request: Asked, response: Answer) => answer(request, response, options)
  app.get(path, handle)
  app.post(path, express.raw({ limit: limits.bodyBytesMax, type: () => true }), handle)
}

async function answer(request: Asked, response: Answer, options: AuthMountOptions): Promise<void> {
  response.set('Cache-Control', 'no-store')
  const origin = options.originOf(request)
  const isBlind = origin === 'unknown' && request.headers.cookie !== undefined
  if (!isSafe(request.method) && (origin === 'foreign' || isBlind))
    return sendProblem(response, refuse('forbidden', 'expected a request from a page of this village'))
  const answered = await options.accounts.handle(toWebRequest(request, origin === 'own', options), request.ip ?? '')
  if (isRefusal(answered)) sendProblem(response, answered)
  else await pass(answered, response)
}

// Where it came to and from is as we know it to be, whatever the request says.
function toWebRequest(request: Asked, isOwn: boolean, { publicUrl }: AuthMountOptions): Request {
  const { origin } = new URL(publicUrl)
  const { pathname, search } = new URL(request.originalUrl, origin)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value))
  headers.delete('origin')
  if (isOwn) headers.set('origin', origin)
  const body: unknown = request.body
  const init = { method: request.method, headers, ...(Buffer.isBuffer(body) ? { body: body as BodyInit } : {}) }
  return new Request(origin + pathname + search, init)
}

async function pass(answered: Response, response: Answer): Promise<void> {
  for (const [name, value] of answered.headers) if (name !== 'set-cookie') response.set(name, value)
  const cookies = answered.headers.getSetCookie()
  if (cookies.length > 0) response.set('Set-Cookie', cookies)
  const body = await answered.text()
  if (answered.status >= 400 && answered.headers.get('location') === null) sendFault(response, answered.status, body)
  else response.status(answered.status).send(body)
}

function sendFault(response: Answer, status: number, body: string): void {
  const { code = 'malformed', message } = objectIn(body)
  const detail = message ?? (status === 404 ? 'there is nothing at this address' : 'expected another request')
  sendProblemOf(response, status, status === 404 ? 'not_found' : code.toLowerCase(), detail)
}

function objectIn(text: string): { code?: string; message?: string } {
  try {
    const { code, message } = JSON.parse(text) as Record<string, unknown>
    return { ...(typeof code === 'string' && { code }), ...(typeof message === 'string' && { message }) }
  } catch {
    return {}
  }
}
