import type { MemberId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import type { MemberRole } from '#messages/accounts'
import { record } from '#domain/audit'
import type { Storage } from '#platform/database'
import { toMember, type Member } from './member.ts'
import * as store from './store.ts'

export type SetRoleResult = { status: 'set'; member: Member } | Refusal

/** The members, for those who look after them: the command line and administrators. `actor` is who does it. */
export type MemberRegistry = ReturnType<typeof createMemberRegistry>

export function createMemberRegistry({ storage, isVerificationOff }: { storage: Storage; isVerificationOff: boolean }) {
  return { page, setRole }

  /** A page of the members, oldest first; `next` is what to ask for after it, if there is more. */
  async function page(after?: MemberId): Promise<{ members: Member[]; next: MemberId | null }> {
    const rows = await store.usersAfter(storage.database.manager, after, limits.membersPageMax)
    const members = rows.map((row) => toMember(row, isVerificationOff))
    return { members, next: members.length === limits.membersPageMax ? members.at(-1)!.id : null }
  }

  /** Gives the member with this e-mail another role. The last administrator stays one. */
  function setRole(actor: string, email: string, to: MemberRole): Promise<SetRoleResult> {
    return storage.transaction<SetRoleResult>(async (tx) => {
      const administrators = await store.lockAdministrators(tx)
      const row = await store.userByEmail(tx, email)
      if (row === undefined) return refuse('not_found', `there is no member with the e-mail ${JSON.stringify(email)}`)
      const member = toMember(row, isVerificationOff)
      if (member.role === to) return { status: 'set', member }
      const isLast = to === 'member' && administrators.every((id) => id === member.id)
      if (isLast) return refuse('last_administrator', 'expected another administrator to be there first')
      await store.updateRole(tx, member.id, to)
      const detail = { from: member.role, to }
      await record(tx, { actor, action: 'member.role', subject: member.id, detail })
      return { status: 'set', member: { ...member, role: to } }
    })
  }
}
