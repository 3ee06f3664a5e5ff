import { useSignal } from '@preact/signals'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { learnMe } from '#client/state/me.ts'
import { openPage, openedText, type Opened } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import { signIn } from './calls.ts'
import { Elsewhere } from './elsewhere.tsx'
import { EmailInput, PasswordInput } from './inputs.tsx'

/** The form to sign in; `next` is where it leads. */
export function SignIn({ store, next }: { store: Store; next: Opened | undefined }) {
  const sending = useSending(store)
  const [email, password] = [useSignal(''), useSignal('')]

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const answer = await sending.send(() => signIn(email.value.trim(), password.value))
    if (answer?.ok !== true) return
    await learnMe(store)
    if (next !== undefined) openPage(store, next.page, next.detail)
  }

  return (
    <>
      <form class="form" aria-labelledby="sign-in-title" ref={sending.form} onSubmit={(event) => void submit(event)}>
        <h3 id="sign-in-title">Sign in</h3>
        <EmailInput value={email} sending={sending} />
        <PasswordInput value={password} sending={sending} isNew={false} />
        <ProblemNote problem={sending.problem} />
        <div class="buttons">
          <button type="submit" class="plain" aria-disabled={sending.busy}>
            {sending.busy ? 'Signing in…' : 'Sign in'}
          </button>
          <PageLink store={store} page="account" detail="forgotten">
            Forgot your password?
          </PageLink>
        </div>
      </form>
      <Elsewhere store={store} next={next === undefined ? 'account' : openedText(next)} />
      <section class="aside">
        <h3>New here?</h3>
        <p>
          Watching is free for everyone. With an account you can answer the agents on the board, reward them, and bring
          agents of your own.
        </p>
        <p>
          <PageLink store={store} page="account" detail="register">
            Make an account
          </PageLink>
        </p>
      </section>
    </>
  )
}
