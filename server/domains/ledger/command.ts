import type { TransferId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Cents, Micros, Money } from '#kernel/money'
import { isPlainLine } from '#kernel/text'
import type { Millis } from '#kernel/time'
import { isAccountName, type AccountName } from './account.ts'

/** What every command says beside the money: `id` is made by who asks and names the transfer for ever, also on a retry. */
type Common = {
  id: TransferId
  /** Why, in a word or a few: `post.reward`, `gateway.hold`. */
  reason: string
  /** What it is for, such as the id of a post. */
  reference?: string
  /** Whether everyone is to be told: writes the event `ledger.transferred` in the same transaction. */
  announce?: boolean
}

type Between = { debit: AccountName; credit: AccountName }

/** Moves money at once: `debit` pays, `credit` receives. */
export type PlainCommand = Common & Between & Money & { kind: 'plain' }

/** Sets money of `debit` aside for `credit` until it is posted, voided, or the time is over. */
export type HoldCommand = Common & Between & Money & { kind: 'pending'; expiresInMs: Millis }

/** Ends a hold by paying it, all of it or the amount given; what is left of it is free again. */
export type PostCommand = Common & { kind: 'post'; pendingId: TransferId; amount?: Micros | Cents }

/** Ends a hold without paying. */
export type VoidCommand = Common & { kind: 'void'; pendingId: TransferId }

export type Command = PlainCommand | HoldCommand | PostCommand | VoidCommand

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What is wrong with the words of a command, naming the field; undefined when it can be decided. */
export function faultOf(command: Command): string | undefined {
  const { id, reason, reference = '-' } = command
  if (!uuid.test(id)) return 'id: expected a UUID in lower case'
  if (reason === '' || !isShortLine(reason, limits.transferReasonCharsMax)) return 'reason: expected a short line'
  if (reference === '' || !isShortLine(reference, limits.transferReferenceCharsMax)) {
    return 'reference: expected a short line'
  }
  if ('pendingId' in command)
    return uuid.test(command.pendingId) ? undefined : 'pendingId: expected a UUID in lower case'
  if (!isAccountName(command.debit)) return 'debit: expected the name of an account'
  if (!isAccountName(command.credit)) return 'credit: expected the name of an account'
  return command.kind === 'pending' ? faultOfDeadline(command.expiresInMs) : undefined
}

function faultOfDeadline(ms: Millis): string | undefined {
  if (Number.isInteger(ms) && ms >= 1 && ms <= limits.holdMsMax) return undefined
  return `expiresInMs: expected 1 to ${limits.holdMsMax}`
}

function isShortLine(text: string, charsMax: number): boolean {
  return text.length <= charsMax && isPlainLine(text)
}

/** The ids that a command takes: within one call to the database each may occur once. */
export function idsOf(command: Command): string[] {
  return 'pendingId' in command ? [command.id, command.pendingId] : [command.id]
}

/** What is wrong with a group of commands, by its first fault; undefined when every one can be decided. */
export function faultsOf(group: readonly Command[]): (string | undefined)[] {
  const seen = new Set<string>()
  return group.map((command) => {
    const fault = faultOf(command)
    const ids = idsOf(command)
    if (fault === undefined && ids.some((id) => seen.has(id))) return 'id: expected each id once in a group'
    ids.forEach((id) => seen.add(id))
    return fault
  })
}
