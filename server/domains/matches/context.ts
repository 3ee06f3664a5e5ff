import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { Log } from '#platform/log'
import type { Queue } from '#platform/queue'
import type { SigningKey } from '#platform/signing-key'
import type { AgentQueries } from '#domain/agents'
import type { Attestations } from '#domain/attestation'
import type { Competitors } from '#domain/competitors'
import type { AskVillager } from '#domain/players'

/** What matches are made with; built once by main.ts. */
export type MatchesOptions = {
  storage: Storage
  clock: Clock
  log: Log
  queue: Queue
  agents: AgentQueries
  competitors: Competitors
  attestations: Attestations
  key: SigningKey
  askVillager: AskVillager
}

/** The queue that wakes workers up. */
export const matchQueue = 'matches'
