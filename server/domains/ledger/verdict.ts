import type { Millis } from '#kernel/time'
import type { Command } from './command.ts'

/**
 * What became of one command. `created` and `exists` mean that the transfer is there, now or since an earlier call with
 * the same id and content; with anything else the command has changed nothing.
 */
export type Verdict =
  | { status: 'created' | 'exists'; amount: bigint; at: Millis }
  | { status: 'invalid'; which: string }
  | { status: 'exists_different' }
  | { status: 'account_unknown'; which: 'debit' | 'credit' }
  | { status: 'currency_mismatch' }
  | { status: 'same_account' }
  | { status: 'amount_out_of_range' }
  | { status: 'insufficient_funds'; missing: bigint }
  | { status: 'pending_unknown' }
  | { status: 'pending_already_posted' }
  | { status: 'pending_already_voided' }
  | { status: 'pending_already_expired' }
  | { status: 'exceeds_pending' }
  /** Another command of the group could not be done. */
  | { status: 'linked_failed' }

/** A verdict that says no. */
export type Refused = Exclude<Verdict, { status: 'created' | 'exists' }>

/** The verdict that kept a group from being done: the first that is not a mere consequence; undefined if all is done. */
export function refusalIn(verdicts: readonly Verdict[]): Refused | undefined {
  const refused = verdicts.filter(isRefused)
  return refused.find(({ status }) => status !== 'linked_failed') ?? refused[0]
}

export function isDone(verdict: Verdict): boolean {
  return verdict.status === 'created' || verdict.status === 'exists'
}

function isRefused(verdict: Verdict): verdict is Refused {
  return !isDone(verdict)
}

/** What to answer for a group that can't be decided because of the words of its commands. */
export function invalidVerdicts(group: readonly Command[], faults: readonly (string | undefined)[]): Verdict[] {
  return group.map((_, at) => {
    const which = faults[at]
    return which === undefined ? { status: 'linked_failed' } : { status: 'invalid', which }
  })
}
