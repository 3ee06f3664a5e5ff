import type { FieldError, Refusal, RefusalCode } from '#kernel/refusal'

/** Why a call failed: what the village refused, or that it could not be asked. */
export type VillageErrorCode = RefusalCode | 'disconnected' | 'ended'

/**
 * A call that the village refused or that never reached it. `code` is stable, `message` is for a person, and `errors`
 * names the fields that were not as expected.
 */
export class VillageError extends Error {
  override readonly name = 'VillageError'
  readonly code: VillageErrorCode
  readonly errors: readonly FieldError[]

  constructor(code: VillageErrorCode, message: string, errors: readonly FieldError[] = []) {
    super(message)
    this.code = code
    this.errors = errors
  }
}

/** Throws a refusal as an error; anything else is the answer. */
export function accepted<T extends object>(reply: T | Refusal): T {
  if ('status' in reply && reply.status === 'refused') {
    const { code, detail, errors } = reply
    throw new VillageError(code, detail, errors)
  }
  return reply as T
}

/** The refusal behind a join that failed, if the village refused the token; undefined if it may let the agent in later. */
export function entryRefusal(error: unknown): VillageError | undefined {
  const { code: status, message = '' } = error as { code?: unknown; message?: string }
  if (status !== 401 && status !== 403) return undefined
  const match = /^([a-z_]+): ([\s\S]*)$/.exec(message)
  return match === null
    ? new VillageError('unauthenticated', message)
    : new VillageError(match[1] as RefusalCode, match[2]!)
}
