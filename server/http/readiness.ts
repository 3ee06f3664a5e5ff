import type { Express } from 'express'
import type { Metrics } from '#platform/metrics'

/** A part that must work for the process to be ready: its name, and a check that gives the reason when it does not. */
export type ReadinessCheck = { name: string; check(): Promise<{ ready: true } | { ready: false; reason: string }> }

const recentMsMax = 500

/** /healthz: alive. /readyz: every part works, else 503 and which does not and why. /metrics: Prometheus text. */
export function mountReadiness(app: Express, checks: readonly ReadinessCheck[], metrics: Metrics): void {
  let recent: { at: number; results: Promise<CheckResult[]> } | undefined
  app.get('/healthz', (_, response) => void response.json({ status: 'alive' }))
  app.get('/readyz', async (_, response) => {
    const results = await recentResults()
    const ready = results.every((result) => result.ready)
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks: results })
  })
  app.get('/metrics', async (_, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })

  // Anyone may ask, any number of times; the parts themselves are asked at most twice a second.
  function recentResults(): Promise<CheckResult[]> {
    const now = performance.now()
    if (recent === undefined || now - recent.at > recentMsMax) recent = { at: now, results: runChecks(checks) }
    return recent.results
  }
}

type CheckResult = { name: string } & Awaited<ReturnType<ReadinessCheck['check']>>

function runChecks(checks: readonly ReadinessCheck[]): Promise<CheckResult[]> {
  return Promise.all(checks.map(async ({ name, check }) => ({ name, ...(await check()) })))
}
