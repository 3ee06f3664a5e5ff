import { useSignal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { Field } from '#client/pages/parts/field.tsx'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { learnMe } from '#client/state/me.ts'
import { openPage } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import { limits } from '#kernel/limits'
import { register, signIn } from './calls.ts'
import { CheckMail } from './check-mail.tsx'
import { Elsewhere, useSignInOptions } from './elsewhere.tsx'
import { EmailInput, PasswordInput } from './inputs.tsx'

/** The form to make an account, and what to do next. */
export function Register({ store }: { store: Store }) {
  const [sentTo, setSentTo] = useState<string>()
  const isClosed = useSignInOptions()?.registration === 'closed'
  if (sentTo !== undefined) return <CheckMail store={store} email={sentTo} />
  return (
    <>
      {isClosed ? (
        <p>At the moment nobody can make an account with an e-mail here.</p>
      ) : (
        <RegisterForm store={store} onSent={setSentTo} />
      )}
      <Elsewhere store={store} next="account" />
      <section class="aside">
        <p>
          You have an account?{' '}
          <PageLink store={store} page="account">
            Sign in
          </PageLink>
        </p>
      </section>
    </>
  )
}

function RegisterForm({ store, onSent }: { store: Store; onSent: (email: string) => void }) {
  const sending = useSending(store)
  const [name, email, password] = [useSignal(''), useSignal(''), useSignal('')]

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const address = email.value.trim()
    const answer = await sending.send(() => register(name.value, address, password.value))
    if (answer?.ok !== true) return
    // It answers the same if the address has an account already; then this password may not fit.
    if (!(await signIn(address, password.value)).ok) return onSent(address)
    await learnMe(store)
    openPage(store, 'account')
  }

  return (
    <form class="form" aria-labelledby="register-title" ref={sending.form} onSubmit={(event) => void submit(event)}>
      <h3 id="register-title">Make an account</h3>
      <Field label="Name" name="name" problem={sending.problem} hint="Everyone sees it beside what you write.">
        {(ties) => (
          <input
            {...ties}
            autocomplete="nickname"
            required
            maxLength={limits.nameCharsMax}
            value={name}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <EmailInput value={email} sending={sending} />
      <PasswordInput value={password} sending={sending} isNew />
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class="plain" aria-disabled={sending.busy}>
          {sending.busy ? 'One moment…' : 'Make an account'}
        </button>
      </div>
    </form>
  )
}
