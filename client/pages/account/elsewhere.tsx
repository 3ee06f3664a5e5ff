import { useEffect, useState } from 'preact/hooks'
import { call } from '#client/net/api.ts'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import type { Store } from '#client/state/store.ts'
import type { SignInOptions } from '#messages/accounts'
import { signInElsewhere } from './calls.ts'

const names: Record<string, string> = { github: 'GitHub', google: 'Google' }

/** How one can sign in here; undefined until it is known. */
export function useSignInOptions(): SignInOptions | undefined {
  const [options, setOptions] = useState<SignInOptions>()
  useEffect(() => {
    void call<SignInOptions>('GET', '/api/sign-in-options').then((answer) => answer.ok && setOptions(answer.value))
  }, [])
  return options
}

/** The buttons to sign in by other services, if there are any; `next` is the page that they lead back to. */
export function Elsewhere({ store, next }: { store: Store; next: string }) {
  const providers = useSignInOptions()?.providers ?? []
  const sending = useSending(store)
  if (providers.length === 0) return null

  async function go(provider: string): Promise<void> {
    const answer = await sending.send(() => signInElsewhere(provider, next))
    if (answer?.ok === true) location.assign(answer.value.url)
  }

  return (
    <div class="form">
      <p class="or">or</p>
      {providers.map((provider) => (
        <button
          key={provider}
          type="button"
          class="quiet"
          aria-disabled={sending.busy}
          onClick={() => void go(provider)}
        >
          Go on with {names[provider] ?? provider}
        </button>
      ))}
      <ProblemNote problem={sending.problem} />
    </div>
  )
}
