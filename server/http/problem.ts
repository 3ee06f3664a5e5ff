import type { ErrorRequestHandler, Response } from 'express'
import { z } from 'zod'
import { limits } from '#kernel/limits'
import { httpStatusOf, refuse, type Refusal } from '#kernel/refusal'
import { isStorageAway } from '#platform/database'
import type { Log } from '#platform/log'

/** A refusal over HTTP: a problem document (RFC 9457) with the stable `code` of the refusal. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ field: z.string(), expected: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export function sendProblem(response: Response, refusal: Refusal): void {
  sendProblemOf(response, httpStatusOf(refusal.code), refusal.code, refusal.detail, refusal.errors)
}

/** As `sendProblem`, for what others refuse in codes of their own. */
export function sendProblemOf(
  response: Response,
  status: number,
  code: string,
  detail: string,
  errors?: Refusal['errors'],
): void {
  if (status === 401) response.set('WWW-Authenticate', 'Bearer')
  if (status === 429 && !response.hasHeader('Retry-After')) response.set('Retry-After', '1')
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `/api/docs#${code}`, title: titleOf(code), status, detail, code, errors }))
}

function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ')
  return words[0]!.toUpperCase() + words.slice(1)
}

/** The one place where what was thrown becomes an answer: the client's fault by the body parser, else a logged 500. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: BodyError & { message?: string }, request, response, next) => {
    if (response.headersSent) return next(error)
    const refusal = bodyRefusal(error) ?? storageRefusal(error)
    if (refusal === undefined)
      log.error({ err: error, method: request.method, path: request.path }, 'http: a handler failed')
    sendProblem(response, refusal ?? refuse('internal', 'something went wrong here; it has been logged'))
  }
}

// As body-parser throws them: https://github.com/expressjs/body-parser#errors
type BodyError = { type?: string; status?: number; limit?: number }

function bodyRefusal(error: BodyError): Refusal | undefined {
  if (error.type === 'entity.too.large')
    return refuse('too_large', `expected a body of at most ${error.limit ?? limits.bodyBytesMax} bytes`)
  if (error.type === 'entity.parse.failed') return refuse('malformed', 'expected a body of valid JSON')
  if (error.status !== undefined && error.status < 500) return refuse('malformed', 'expected a readable request')
  return undefined
}

function storageRefusal(error: unknown): Refusal | undefined {
  if (!isStorageAway(error)) return undefined
  return refuse('storage_unavailable', 'the village cannot read its records at the moment; try again shortly')
}
