import type { MemberId } from '#kernel/ids'
import type { MemberRole } from '#messages/accounts'
import type { Database, Transaction } from '#platform/database'
import type { UserRow } from './member.ts'

// The tables are better-auth's, so their columns are as it names them.
const columns = `id, name, email, "emailVerified", role, "createdAt"`

export function usersByIds(tx: Transaction, ids: readonly MemberId[]): Promise<UserRow[]> {
  return tx.query(`select ${columns} from auth."user" where id = any($1::text[])`, [ids])
}

export async function userByEmail(tx: Transaction, email: string): Promise<UserRow | undefined> {
  const rows: UserRow[] = await tx.query(`select ${columns} from auth."user" where email = $1`, [email.toLowerCase()])
  return rows[0]
}

/** The next members after an id, in the order of registration (UUIDv7 sorts so). */
export function usersAfter(tx: Transaction, after: MemberId | undefined, max: number): Promise<UserRow[]> {
  return tx.query(`select ${columns} from auth."user" where id > $1 order by id limit $2`, [after ?? '', max])
}

/** Takes every administrator's row for the rest of the transaction, so that no two step down as the last. */
export async function lockAdministrators(tx: Transaction): Promise<MemberId[]> {
  const rows: { id: MemberId }[] = await tx.query(
    `select id from auth."user" where role = 'administrator' order by id for update`,
  )
  return rows.map(({ id }) => id)
}

export async function administrators(tx: Transaction): Promise<number> {
  const rows: { n: number }[] = await tx.query(
    `select count(*)::int as n from auth."user" where role = 'administrator'`,
  )
  return rows[0]!.n
}

export async function updateRole(tx: Transaction, id: MemberId, role: MemberRole): Promise<void> {
  await tx.query(`update auth."user" set role = $2, "updatedAt" = now() where id = $1`, [id, role])
}

type NewUser = { id: MemberId; name: string; email: string; role: MemberRole; accountId: string; passwordHash: string }

/** Writes a member whose e-mail counts as verified and who signs in with a password. */
export async function insertUser(tx: Transaction, user: NewUser): Promise<void> {
  await tx.query(
    `insert into auth."user" (id, name, email, "emailVerified", role, "createdAt", "updatedAt")
     values ($1, $2, $3, true, $4, now(), now())`,
    [user.id, user.name, user.email.toLowerCase(), user.role],
  )
  await tx.query(
    `insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     values ($1, $2::text, 'credential', $2::text, $3, now(), now())`,
    [user.accountId, user.id, user.passwordHash],
  )
}

/** Removes the sessions and the links that are over; returns how many. */
export async function deleteExpired(database: Database): Promise<number> {
  const [row] = await database.query<{ n: number }[]>(
    `with sessions as (delete from auth.session where "expiresAt" < now() returning 1),
       links as (delete from auth.verification where "expiresAt" < now() returning 1)
     select (select count(*) from sessions)::int + (select count(*) from links)::int as n`,
  )
  return row!.n
}

// Advisory locks are numbers; this one is the letters "admi".
const administratorLock = 0x61646d69

/** Lets one transaction at a time look for an administrator and make one. */
export async function lockFirstAdministrator(tx: Transaction): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [administratorLock])
}
