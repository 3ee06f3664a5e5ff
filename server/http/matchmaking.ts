import { matchMaker } from '@colyseus/core'
import type { Express } from 'express'
import { refuse } from '#kernel/refusal'
import type { RateLimit } from '#platform/rate-limit'
import { sendProblem } from './problem.ts'

// Rooms are opened by the server; a client may only enter one.
const methods = ['join', 'joinOrCreate', 'joinById']

/** Colyseus' matchmaking endpoint, with this server's limits and CORS instead of the library's own. */
export function mountMatchmaking(app: Express, authFailures: RateLimit): void {
  matchMaker.controller.exposedMethods = methods
  app.post('/matchmake/:method/:room', async (request, response) => {
    const { method, room } = request.params
    const address = request.ip ?? ''
    if (await authFailures.isExhausted(address)) return sendProblem(response, refuse('rate_limited', 'too many unknown tokens'))
    const headers = new Headers({ authorization: request.headers.authorization ?? '' })
    try {
      const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
      const context = { token, headers, ip: address, req: request } as never
      response.json(await matchMaker.controller.invokeMethod(method, room, optionsOf(request.body), context))
    } catch (error) {
      const { code, message } = error as { code: number; message: string }
      if (code === 401) await authFailures.take(address)
      // The shape that the Colyseus client reads: https://docs.colyseus.io/matchmaker
      response.status(code >= 400 && code < 600 && code < 520 ? code : 404).json({ code, error: message, message })
    }
  })
}

function optionsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {}
}
