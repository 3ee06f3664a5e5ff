import { z } from 'zod'

const moment = z.number().meta({ description: 'Milliseconds since the Unix epoch.' })
const outcome = z
  .enum(['held', 'broke', 'incomplete'])
  .meta({ description: '`incomplete` if it could not be tried, through no fault of the runtime.' })

/** What came of one hostile program. */
const caseSchema = z
  .object({
    name: z.string(),
    language: z.string(),
    outcome,
    verdict: z.string().nullable().meta({ description: 'How its last call ended; null if it did not.' }),
    detail: z.string().meta({ description: 'What was wrong, or what it said.' }),
    ms: z.number(),
  })
  .meta({ id: 'AttestedCase' })

/** What a runtime withstood of the hostile suite. */
export const attestationSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    suite: z.string().meta({ description: 'SHA-256 of the cases and their programs, in hexadecimal.' }),
    at: moment,
    durationMs: z.number(),
    stalledMsMax: z.number().meta({ description: 'How long the process that asked was kept from everything else.' }),
    outcome,
    holds: z.boolean().meta({ description: 'Whether sanctioned matches may be played on it.' }),
    cases: z.array(caseSchema),
  })
  .meta({ id: 'Attestation' })

/** What runs agents' code here, and what it withstood. */
export const runtimeSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    languages: z.array(z.string()),
    isMetered: z.boolean().meta({ description: 'Whether fuel is counted, the same on every machine.' }),
    attestation: attestationSchema
      .nullable()
      .meta({ description: 'The latest of this version; null if it was not tried yet.' }),
  })
  .meta({ id: 'Runtime' })
