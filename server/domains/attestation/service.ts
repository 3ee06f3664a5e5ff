import type { Runtime, RuntimeId } from '#domain/sandbox'
import { record } from '#domain/audit'
import type { AttestationId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { Log } from '#platform/log'
import { appendToOutbox } from '#platform/outbox'
import type { Case } from './case.ts'
import { digestOf, suite } from './suite.ts'
import { attest, type Attestation } from './run.ts'
import * as store from './store.ts'
import type { AttestationRow } from './tables.ts'

/** An attestation is believed this long (7 days); then the runtime is tried again at the next start. */
const ageMsMax = 604_800_000
/** How long a process waits for another that is just trying its runtimes, and how often it looks. */
const lockMsMax = 600_000
const lockPauseMs = 1_000

/** What is written on a match: which attestation its runtime had, and whether that holds. */
export type Stamp = { attestationId: AttestationId; holds: boolean }

/** An attestation that is kept. */
export type KeptAttestation = Attestation & { id: AttestationId }

export type BegunAttestation = { status: 'begun'; finished: Promise<KeptAttestation | Refusal> }

/** Whether the runtimes of this process hold what they are thrown at. */
export type Attestations = {
  runtimes: readonly Runtime[]
  /** Tries the runtimes that have no recent attestation, in one process at a time. It never throws; the log has what failed. */
  attestAll(): Promise<void>
  /** Begins to try a runtime, for a person, unless one is being tried already. */
  begin(actor: string, runtime: string): Promise<BegunAttestation | Refusal>
  /** The latest of each runtime, also of other processes. Throws when the database is away, as all that reads does. */
  latest(): Promise<KeptAttestation[]>
  latestFor(runtime: RuntimeId, version: string): Promise<KeptAttestation | undefined>
  /** What a match on a runtime is stamped with; undefined if that was never tried: no sanctioned play there. */
  stamp(runtime: RuntimeId, version: string): Promise<Stamp | undefined>
  /** Ends what is under way, between two cases, and keeps nothing of it. */
  stop(): Promise<void>
}

export type AttestationsOptions = {
  storage: Storage
  clock: Clock
  runtimes: readonly Runtime[]
  log: Log
  /** What is tried; the whole suite, unless said otherwise. */
  cases?: readonly Case[]
}

export function createAttestations(options: AttestationsOptions): Attestations {
  const { storage, clock, runtimes, log, cases = suite } = options
  const { manager } = storage.database
  const stopped = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  return { runtimes, attestAll, begin, latest, latestFor, stamp, stop }

  async function attestAll(): Promise<void> {
    await followed(attestStale()).catch(tellFailure)
  }

  function tellFailure(error: Error): void {
    if (!stopped.signal.aborted) log.error({ err: error }, 'attestation: the runtimes could not be tried')
  }

  async function attestStale(): Promise<void> {
    if ((await stale()).length === 0) return
    const unlock = await patientLock()
    if (unlock === undefined) return log.warn('attestation: another process has been trying runtimes for too long')
    try {
      for (const runtime of await stale()) await attestAndKeep(runtime, undefined)
    } finally {
      await unlock()
    }
  }

  async function stale(): Promise<Runtime[]> {
    const digest = digestOf(cases)
    const found: Runtime[] = []
    for (const runtime of runtimes) {
      const row = await store.latestOf(manager, runtime.id, runtime.version)
      if (row === null || isStale(row, digest, clock.now())) found.push(runtime)
    }
    return found
  }

  async function patientLock(): Promise<store.Unlock | undefined> {
    for (let waitedMs = 0; waitedMs < lockMsMax && !stopped.signal.aborted; waitedMs += lockPauseMs) {
      const unlock = await store.takeLock(storage.database)
      if (unlock !== undefined) return unlock
      await pause(lockPauseMs, stopped.signal)
    }
  }

  async function begin(actor: string, id: string): Promise<BegunAttestation | Refusal> {
    const runtime = runtimes.find((one) => one.id === id)
    if (runtime === undefined) return refuse('not_found', 'there is no runtime with this name here')
    const unlock = await store.takeLock(storage.database)
    if (unlock === undefined) return refuse('conflict', 'a runtime is being tried already; wait for what comes of it')
    const finished = followed(attestAndKeep(runtime, actor).finally(unlock))
    finished.catch(tellFailure)
    return { status: 'begun', finished }
  }

  async function attestAndKeep(runtime: Runtime, actor: string | undefined): Promise<KeptAttestation | Refusal> {
    const attestation = await attest(runtime, { clock, cases, signal: stopped.signal })
    const id = newId<AttestationId>()
    const kept = await storage.transaction((tx) => keep(tx, id, attestation, actor))
    tell(attestation)
    if (kept?.status === 'refused') log.error({ runtime: runtime.id }, `attestation: not kept, ${kept.detail}`)
    return kept ?? { ...attestation, id }
  }

  function tell({ runtime, version, outcome, cases, durationMs, stalledMsMax }: Attestation): void {
    const facts = { runtime, version, outcome, durationMs, stalledMsMax, not: cases.filter(isNotHeld).map(caseName) }
    if (outcome === 'held') log.info(facts, 'attestation: the runtime holds')
    else log.error(facts, 'attestation: the runtime does not hold; no sanctioned play on it')
  }

  async function latest(): Promise<KeptAttestation[]> {
    return (await store.latestOfEach(manager)).map(toKept)
  }

  async function latestFor(runtime: RuntimeId, version: string): Promise<KeptAttestation | undefined> {
    const row = await store.latestOf(manager, runtime, version)
    return row === null ? undefined : toKept(row)
  }

  async function stamp(runtime: RuntimeId, version: string): Promise<Stamp | undefined> {
    const row = await store.stampOf(manager, runtime, version)
    return row === null ? undefined : { attestationId: row.id, holds: row.holds }
  }

  async function followed<Value>(work: Promise<Value>): Promise<Value> {
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  async function stop(): Promise<void> {
    stopped.abort(new Error('the attestation was ended, since this process ends'))
    await Promise.allSettled(underWay)
  }
}

/** Whether a runtime has to be tried again; what could not be tried was not tried. */
function isStale({ suite, at, result }: AttestationRow, digest: string, now: Millis): boolean {
  return result.outcome === 'incomplete' || suite !== digest || now - at.getTime() > ageMsMax
}

async function keep(tx: Transaction, id: AttestationId, result: Attestation, actor: string | undefined) {
  const { runtime, version, suite, holds, cases } = result
  await store.insertAttestation(tx, { id, runtime, version, suite, at: new Date(result.at), holds, result })
  const broke = cases.filter(isNotHeld).map(caseName)
  const facts = { version, holds, cases: cases.length, broke }
  await appendToOutbox(tx, { type: 'attestation.finished', payload: { attestationId: id, runtime, ...facts } })
  if (actor === undefined) return
  await record(tx, { actor, action: 'runtime.attest', subject: runtime, detail: { attestationId: id, ...facts } })
}

function isNotHeld({ outcome }: Attestation['cases'][number]): boolean {
  return outcome !== 'held'
}

function caseName({ language, name }: Attestation['cases'][number]): string {
  return `${language}/${name}`
}

function toKept({ id, result }: AttestationRow): KeptAttestation {
  return { ...result, id }
}

function pause(ms: Millis, signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    const timer = setTimeout(settle, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), settle()), { once: true })
  })
}
