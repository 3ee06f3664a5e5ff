import { useSignal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { learnMe } from '#client/state/me.ts'
import type { Store } from '#client/state/store.ts'
import { resetPassword } from './calls.ts'
import { PasswordInput } from './inputs.tsx'

let token = ''

/** The form to choose another password, with the token from the page's address; it does not stay there. */
export function NewPassword({ store }: { store: Store }) {
  useState(takeToken)
  const sending = useSending(store)
  const password = useSignal('')
  const [isDone, setDone] = useState(false)

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if ((await sending.send(() => resetPassword(token, password.value)))?.ok !== true) return
    token = ''
    setDone(true)
    await learnMe(store)
  }

  if (isDone) return <Done store={store} />
  if (token === '') return <NoToken store={store} />
  return (
    <form class="form" aria-labelledby="reset-title" ref={sending.form} onSubmit={(event) => void submit(event)}>
      <h3 id="reset-title">Choose another password</h3>
      <PasswordInput value={password} sending={sending} isNew />
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class="plain" aria-disabled={sending.busy}>
          Keep this password
        </button>
      </div>
    </form>
  )
}

function Done({ store }: { store: Store }) {
  return (
    <p class="done" role="status">
      That is your password now.{' '}
      <PageLink store={store} page="account">
        Sign in
      </PageLink>
    </p>
  )
}

function NoToken({ store }: { store: Store }) {
  return (
    <p>
      Open the link in the letter to choose another password, or{' '}
      <PageLink store={store} page="account" detail="forgotten">
        ask for a letter
      </PageLink>
      .
    </p>
  )
}

function takeToken(): void {
  const found = /^#reset-password=(.+)$/.exec(location.hash)
  if (found === null) return
  token = decodeURIComponent(found[1]!)
  history.replaceState(history.state, '', location.pathname + location.search)
}
