import { matchMaker } from '@colyseus/core'
import type { Express } from 'express'
import { refuse } from '#kernel/refusal'
import type { RateLimit } from '#platform/rate-limit'
import { bearerOf } from './access.ts'
import { sendProblem } from './problem.ts'

// Rooms are opened by the server; a client may only enter one.
const methods = ['join', 'joinOrCreate', 'joinById']

/** Colyseus' matchmaking endpoint, with this server's limits and CORS instead of the library's own. */
export function mountMatchmaking(app: Express, authFailures: RateLimit): void {
  matchMaker.controller.exposedMethods = methods
  app.post('/matchmake/:method/:room', async (request, response) => {
    const { method, room } = request.params
    const address = request.ip ?? ''
    if (await authFailures.isExhausted(address))
      return sendProblem(response, refuse('rate_limited', 'too many unknown tokens'))
    // Options travel on to the process with the room; the token ends here, where onAuth checks it.
    const { token = bearerOf(request), ...joinOptions } = optionsOf(request.body)
    const context = { token, headers: new Headers(), ip: address, req: request } as never
    try {
      response.json(await matchMaker.controller.invokeMethod(method, room, joinOptions, context))
    } catch (error) {
      const { code, message } = error as { code: number; message: string }
      if (code === 401) await authFailures.take(address)
      // The shape that the Colyseus client reads: https://docs.colyseus.io/matchmaker
      response.status(isHttpStatus(code) ? code : 404).json({ code, error: message, message })
    }
  })
}

function optionsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {}
}

// Colyseus has codes of its own from 520 on; all of them say that there is no such room to enter.
function isHttpStatus(code: number): boolean {
  return code >= 400 && code < 520
}
