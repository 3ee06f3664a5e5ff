import compression from 'compression'
import express, { type Express } from 'express'
import helmet from 'helmet'
import { limits } from '#kernel/limits'
import { refuse } from '#kernel/refusal'
import type { AgentQueries, Authenticator } from '#domain/agents'
import type { HistoryQueries } from '#domain/history'
import type { Log } from '#platform/log'
import type { Metrics } from '#platform/metrics'
import type { RateLimit } from '#platform/rate-limit'
import type { VillageLink } from '#room/village'
import { mountMatchmaking } from './matchmaking.ts'
import { isAllowed, mountRoutes } from './mount.ts'
import { openApiOf } from './openapi.ts'
import { mountPages } from './pages.ts'
import { problemHandler, sendProblem } from './problem.ts'
import { mountReadiness, type ReadinessCheck } from './readiness.ts'
import { historyRoutes } from './routes/history.ts'
import { villageRoutes } from './routes/village.ts'

export type AppOptions = {
  /** Whether this process serves the API and the pages; it tells of its health in any case. */
  isWeb: boolean
  village: VillageLink
  agents: AgentQueries
  history: HistoryQueries
  authenticator: Authenticator
  log: Log
  metrics: Metrics
  requests: RateLimit
  authFailures: RateLimit
  checks: ReadinessCheck[]
  tiledMap: unknown
  publicUrl: string
  version: string
  trustProxyHops: number
}

/** Everything that answers HTTP. Public, without cookies, so any page may read it; limited by address. */
export function createApp(options: AppOptions): Express {
  const app = express()
  app.set('trust proxy', options.trustProxyHops)
  app.set('query parser', 'simple')
  app.use(securityHeaders())
  mountReadiness(app, options.checks, options.metrics)
  if (options.isWeb) mountWeb(app, options)
  app.use((request, response) => {
    sendProblem(response, refuse('not_found', `there is nothing at ${request.method} ${request.path.slice(0, 100)}`))
  })
  app.use(problemHandler(options.log))
  return app
}

function mountWeb(app: Express, options: AppOptions): void {
  app.use(compression())
  app.use(['/api', '/matchmake'], openToAllOrigins)
  app.use(async (request, response, next) => {
    if (await isAllowed(options.requests, request, response)) next()
  })
  app.use(['/api', '/matchmake'], express.json({ limit: limits.bodyBytesMax, strict: false }))
  const routes = [...villageRoutes(options), ...historyRoutes(options.history)]
  mountMatchmaking(app, options.authFailures)
  mountRoutes(app, routes, options)
  mountPages(app, options.tiledMap, openApiOf(routes, options.publicUrl, options.version))
}

function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        baseUri: ["'self'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: false, // the proxy in front decides about TLS
  })
}

function openToAllOrigins(request: express.Request, response: express.Response, next: express.NextFunction): void {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept',
    'Access-Control-Max-Age': '86400',
  })
  if (request.method === 'OPTIONS') response.status(204).end()
  else next()
}
