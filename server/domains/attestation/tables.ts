import { EntitySchema } from 'typeorm'
import type { RuntimeId } from '#domain/sandbox'
import type { AttestationId } from '#kernel/ids'
import type { Attestation } from './run.ts'

export type AttestationRow = {
  id: AttestationId
  runtime: RuntimeId
  version: string
  /** Digest of the suite that it was tried on. */
  suite: string
  at: Date
  holds: boolean
  result: Attestation
}

/** What runtimes withstood, and when; rows are only ever added. */
export const attestationTable = new EntitySchema<AttestationRow>({
  name: 'runtime_attestations',
  columns: {
    id: { type: 'uuid', primary: true },
    runtime: { type: 'text' },
    version: { type: 'text' },
    suite: { type: 'text' },
    at: { type: 'timestamptz' },
    holds: { type: 'boolean' },
    result: { type: 'jsonb' },
  },
  indices: [{ name: 'runtime_attestations_latest', columns: ['runtime', 'version', 'at', 'id'] }],
})
