import type { Config } from '#config'
import type { AgentQueries } from '#domain/agents'
import { createAttestations, type Attestations } from '#domain/attestation'
import type { Competitors } from '#domain/competitors'
import { createMatches, type Matches, type MatchWorker } from '#domain/matches'
import type { AskVillager } from '#domain/players'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { Log } from '#platform/log'
import { openQueue } from '#platform/queue'
import { deriveSigningKey } from '#platform/signing-key'
import { buildRuntimes } from './runtimes.ts'

/** A process that has just started has better things to do than to make containers and to try its sandboxes. */
const containersDelayMs = 2_000
const attestDelayMs = 10_000
const attestEveryMs = 3_600_000

export type ArenaParts = {
  storage: Storage
  databaseUrl: string
  clock: Clock
  log: Log
  agents: AgentQueries
  competitors: Competitors
  askVillager: AskVillager
}

/** The arena of one process: what matches are played in, and the matches. */
export type Arena = { attestations: Attestations; matches: Matches; start(): Promise<void>; stop(): Promise<void> }

/** Builds the arena. A process that is no worker runs no agents: it asks for matches and shows what came of them. */
export async function buildArena(config: Config, parts: ArenaParts): Promise<Arena> {
  const { storage, databaseUrl, clock, log } = parts
  const isWorker = config.roles.includes('worker')
  const runtimes = buildRuntimes({ ...config.arena, runtimes: isWorker ? config.arena.runtimes : [] }, log)
  const attestations = createAttestations({ storage, clock, runtimes: runtimes.all, log })
  const queue = await openQueue(databaseUrl, log)
  const key = deriveSigningKey({ secret: config.ledgerSigningKey, dataDir: config.dataDir }, 'match logs')
  const matches = createMatches({ ...parts, queue, attestations, key })
  let worker: MatchWorker | undefined
  let soon: NodeJS.Timeout | undefined
  let hasStopped = false
  return { attestations, matches, start, stop }

  async function start(): Promise<void> {
    if (!isWorker) return
    worker = await matches.startWorker(config.arena.matchesAtOnceMax)
    soon = setTimeout(() => void runtimes.complete().then(attestSoon), containersDelayMs)
  }

  function attestSoon(): void {
    if (config.arena.attestsAtStart && !hasStopped) soon = setTimeout(attestAgain, attestDelayMs)
  }

  // What was attested lately is not tried again; so a process that lives for weeks is never without.
  function attestAgain(): void {
    soon = setTimeout(attestAgain, attestEveryMs)
    void attestations.attestAll()
  }

  async function stop(): Promise<void> {
    hasStopped = true
    clearTimeout(soon)
    await Promise.all([attestations.stop(), worker?.stop()])
    await queue.stop()
    await runtimes.stop()
  }
}
