import type { AttestationId } from '#kernel/ids'

/** What came of trying the hostile suite on what runs agents' code. */
export type AttestationEvents = {
  'attestation.finished': {
    attestationId: AttestationId
    runtime: string
    version: string
    holds: boolean
    /** How many cases were tried, and which were not held, as `python/fork-bomb`. */
    cases: number
    broke: string[]
  }
}
