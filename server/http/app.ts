import compression from 'compression'
import express, { type Express } from 'express'
import helmet from 'helmet'
import { limits } from '#kernel/limits'
import { refuse } from '#kernel/refusal'
import type { Accounts } from '#domain/accounts'
import type { AgentQueries, AgentRegistry, Authenticator } from '#domain/agents'
import type { Attestations } from '#domain/attestation'
import type { AuditReader } from '#domain/audit'
import type { Board } from '#domain/board'
import type { Competitors } from '#domain/competitors'
import type { Economy } from '#domain/economy'
import type { HistoryQueries } from '#domain/history'
import type { LedgerQueries } from '#domain/ledger'
import type { Matches } from '#domain/matches'
import type { Payments } from '#domain/payments'
import type { PastEvents } from '#feed'
import type { Log } from '#platform/log'
import type { Metrics } from '#platform/metrics'
import type { RateLimit } from '#platform/rate-limit'
import type { VillageLink } from '#room/village'
import { mountAuth } from './auth.ts'
import { mountMatchmaking } from './matchmaking.ts'
import { isAllowed, mountRoutes } from './mount.ts'
import { openApiOf } from './openapi.ts'
import { createOriginCheck } from './origin.ts'
import { mountPages } from './pages.ts'
import { problemHandler, sendProblem } from './problem.ts'
import { mountReadiness, type ReadinessCheck } from './readiness.ts'
import { accountRoutes } from './routes/accounts.ts'
import { adminRoutes } from './routes/admin.ts'
import { boardRoutes } from './routes/board.ts'
import { competitorRoutes } from './routes/competitors.ts'
import { economyRoutes } from './routes/economy.ts'
import { historyRoutes } from './routes/history.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { ledgerBookRoutes } from './routes/ledger-book.ts'
import { matchRoutes } from './routes/matches.ts'
import { newsRoutes } from './routes/news.ts'
import { ownAgentRoutes } from './routes/own-agents.ts'
import { paymentRoutes } from './routes/payments.ts'
import { runtimeRoutes } from './routes/runtimes.ts'
import { villageRoutes } from './routes/village.ts'

export type AppOptions = {
  /** Whether this process serves the API and the pages; it tells of its health in any case. */
  isWeb: boolean
  village: VillageLink
  accounts: Accounts
  agents: AgentQueries
  registry: AgentRegistry
  audit: AuditReader
  board: Board
  history: HistoryQueries
  ledger: LedgerQueries
  competitors: Competitors
  matches: Matches
  attestations: Attestations
  economy: Economy
  payments: Payments
  past: PastEvents
  authenticator: Authenticator
  log: Log
  metrics: Metrics
  requests: RateLimit
  authFailures: RateLimit
  checks: ReadinessCheck[]
  tiledMap: unknown
  publicUrl: string
  /** Whether only pages at `publicUrl` count as ours, or those at any address of this server as well. */
  isOriginStrict: boolean
  version: string
  trustProxyHops: number
}

/**
 * Everything that answers HTTP, limited by address. Any page may read the API, but browsers send the cookies of members
 * from our own pages only.
 */
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
  const originOf = createOriginCheck(options.publicUrl, options.isOriginStrict)
  mountAuth(app, { ...options, originOf }) // before the bodies are read, which it does itself
  app.use('/api/board', express.json({ limit: limits.boardRequestBytesMax, strict: false }))
  app.use('/api/agents/:id/versions', express.json({ limit: limits.pushBodyBytesMax, strict: false }))
  app.use(['/api', '/matchmake'], express.json({ limit: limits.bodyBytesMax, strict: false }))
  const routes = [
    ...villageRoutes(options),
    ...historyRoutes(options.history),
    ...newsRoutes(options.past),
    ...accountRoutes(options.accounts),
    ...ownAgentRoutes(options),
    ...adminRoutes(options),
    ...boardRoutes(options.board),
    ...ledgerRoutes(options.ledger),
    ...economyRoutes(options),
    ...ledgerBookRoutes(options.economy),
    ...paymentRoutes(options.payments),
    ...competitorRoutes(options),
    ...matchRoutes(options),
    ...runtimeRoutes(options.attestations),
  ]
  mountMatchmaking(app, options.authFailures)
  mountRoutes(app, routes, { ...options, originOf })
  mountPages(app, options.tiledMap, openApiOf(routes, { ...options, cookieName: options.accounts.cookieName }))
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
  if (request.originalUrl.startsWith('/api/auth/')) return next() // signing in is for our own pages
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept',
    'Access-Control-Max-Age': '86400',
  })
  if (request.method === 'OPTIONS') response.status(204).end()
  else next()
}
