import { useSignal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import type { Store } from '#client/state/store.ts'
import { requestReset } from './calls.ts'
import { EmailInput } from './inputs.tsx'

/** The form to ask for a letter with which one can choose another password. */
export function Forgotten({ store }: { store: Store }) {
  const sending = useSending(store)
  const email = useSignal('')
  const [isSent, setSent] = useState(false)

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setSent(false)
    setSent((await sending.send(() => requestReset(email.value.trim())))?.ok === true)
  }

  return (
    <form class="form" aria-labelledby="forgotten-title" ref={sending.form} onSubmit={(event) => void submit(event)}>
      <h3 id="forgotten-title">Forgot your password?</h3>
      <p>Tell us your e-mail, and we send you a link to choose another.</p>
      <EmailInput value={email} sending={sending} />
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class="plain" aria-disabled={sending.busy}>
          Send the link
        </button>
        <PageLink store={store} page="account">
          Back to signing in
        </PageLink>
      </div>
      <p class="done" role="status">
        {isSent && 'If this address has an account, a letter is on its way to it.'}
      </p>
    </form>
  )
}
