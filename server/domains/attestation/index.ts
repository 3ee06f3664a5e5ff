export type { Case } from './case.ts'
export { casesFor, suite } from './suite.ts'
export type { CaseResult } from './judge.ts'
export { attest, type Attestation, type AttestOptions } from './run.ts'
export {
  createAttestations,
  type Attestations,
  type AttestationsOptions,
  type KeptAttestation,
  type Stamp,
} from './service.ts'
export { tableOf } from './print.ts'
export { attestationTable } from './tables.ts'
