import { call } from '#client/net/api.ts'
import type { Store } from './store.ts'

/** Who is signed in on this page; only they see it like this. */
export type Me = { id: string; name: string; email: string; role: 'member' | 'administrator'; verified: boolean }

type Session = { user: Omit<Me, 'verified'> & { emailVerified: boolean } } | null

/** Learns who is signed in; called when the page opens and whenever that may have changed. */
export async function learnMe(store: Store): Promise<void> {
  const answer = await call<Session>('GET', '/api/auth/get-session')
  if (answer.ok) store.me.value = answer.value === null ? null : meOf(answer.value)
}

function meOf({ user: { id, name, email, role, emailVerified } }: NonNullable<Session>): Me {
  return { id, name, email, role, verified: emailVerified }
}
