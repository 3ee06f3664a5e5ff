import { useEffect, useRef, useState } from 'preact/hooks'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import type { Store } from '#client/state/store.ts'
import { sendConfirmation } from './calls.ts'

/** Tells someone who is not signed in that a letter is on its way. */
export function CheckMail({ store, email }: { store: Store; email: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section class="form">
      <h3 tabIndex={-1} ref={heading}>
        Check your mail
      </h3>
      <p>
        A letter is on its way to <strong>{email}</strong>. Open the link in it, then{' '}
        <PageLink store={store} page="account">
          sign in
        </PageLink>
        .
      </p>
      <SendAgain store={store} email={email} />
    </section>
  )
}

/** The button that sends the letter again. */
export function SendAgain({ store, email }: { store: Store; email: string }) {
  const sending = useSending(store)
  const [isSent, setSent] = useState(false)

  async function send(): Promise<void> {
    setSent(false)
    setSent((await sending.send(() => sendConfirmation(email)))?.ok === true)
  }

  return (
    <>
      <div class="buttons">
        <button type="button" class="quiet" aria-disabled={sending.busy} onClick={() => void send()}>
          Send the letter again
        </button>
      </div>
      <ProblemNote problem={sending.problem} />
      <p class="done" role="status">
        {isSent && 'Sent. It may take a minute; look among the unwanted mail, too.'}
      </p>
    </>
  )
}
