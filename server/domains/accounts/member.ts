import type { MemberId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { MemberRole } from '#messages/accounts'

/** A person with an account. Only they see the e-mail; everyone else sees the name. */
export type Member = {
  id: MemberId
  name: string
  email: string
  role: MemberRole
  /** Whether the e-mail is known to be theirs, or nobody asks here. */
  verified: boolean
  createdAt: Millis
}

/** A user as better-auth gives it and as its table has it. */
export type UserRow = {
  id: string
  name: string
  email: string
  emailVerified: boolean
  role?: string | null
  createdAt: Date
}

export function toMember(row: UserRow, isVerificationOff: boolean): Member {
  return {
    id: row.id as MemberId,
    name: row.name,
    email: row.email,
    role: row.role === 'administrator' ? 'administrator' : 'member',
    verified: row.emailVerified || isVerificationOff,
    createdAt: row.createdAt.getTime(),
  }
}

/** How the audit names a member. */
export function actorOf({ id }: Pick<Member, 'id'>): string {
  return `member:${id}`
}
