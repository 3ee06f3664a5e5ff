import { hashPassword } from 'better-auth/crypto'
import type { MemberId } from '#kernel/ids'
import { record } from '#domain/audit'
import type { Storage } from '#platform/database'
import { newId } from '#platform/ids'
import type { Refusal } from '#kernel/refusal'
import * as store from './store.ts'

export type Credentials = { email: string; password: string }

export type EnsureResult =
  | { status: 'there_is_one' }
  | { status: 'created'; memberId: MemberId }
  /** Whoever has this e-mail registered by themselves: it has to be looked at before they get such power. */
  | { status: 'email_taken' }
  | Refusal

const actor = 'system:start'

/** Makes an administrator with these credentials if there is no administrator at all. */
export async function ensureAdministrator(storage: Storage, { email, password }: Credentials): Promise<EnsureResult> {
  if ((await store.administrators(storage.database.manager)) > 0) return { status: 'there_is_one' }
  const passwordHash = await hashPassword(password)
  return storage.transaction<EnsureResult>(async (tx) => {
    await store.lockFirstAdministrator(tx)
    if ((await store.administrators(tx)) > 0) return { status: 'there_is_one' }
    if ((await store.userByEmail(tx, email)) !== undefined) return { status: 'email_taken' }
    const id = newId<MemberId>()
    const role = 'administrator'
    await store.insertUser(tx, { id, name: 'Administrator', email, role, accountId: newId(), passwordHash })
    await record(tx, { actor, action: 'member.role', subject: id, detail: { from: null, to: role } })
    return { status: 'created', memberId: id }
  })
}
