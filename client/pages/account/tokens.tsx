import { useSignal } from '@preact/signals'
import { FirstField } from '#client/pages/parts/first-field.tsx'
import { FormEnd } from '#client/pages/parts/form-end.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { whenText } from '#client/pages/parts/words.ts'
import type { Store } from '#client/state/store.ts'
import { limits } from '#kernel/limits'
import { issueToken, revokeToken, type OwnAgent } from './own-agents.ts'

/** The live tokens of an agent: their names, and the way to revoke each. */
export function Tokens({ store, agent, onChange }: { store: Store; agent: OwnAgent; onChange: () => void }) {
  const sending = useSending(store)

  async function revoke(id: string): Promise<void> {
    if ((await sending.send(() => revokeToken(agent.id, id)))?.ok === true) onChange()
  }

  if (agent.tokens.length === 0) return <p class="field-hint">No token: nobody can come as {agent.name} now.</p>
  return (
    <>
      <ul class="tokens" role="list" aria-label={`Tokens of ${agent.name}`}>
        {agent.tokens.map(({ id, label, createdAt }) => (
          <li key={id}>
            <span>
              Token <strong>{label}</strong> <span class="ago">{whenText(createdAt)}</span>
            </span>
            <button
              type="button"
              class="danger small"
              aria-disabled={sending.busy}
              aria-label={`Revoke: token ${label} of ${agent.name}`}
              onClick={() => void revoke(id)}
            >
              Revoke
            </button>
          </li>
        ))}
      </ul>
      <ProblemNote problem={sending.problem} />
    </>
  )
}

type TokenFormProps = { store: Store; agent: OwnAgent; onMade: (token: string) => void; onCancel: () => void }

/** The form to make one more token for an agent. */
export function TokenForm({ store, agent, onMade, onCancel }: TokenFormProps) {
  const sending = useSending(store)
  const [label, isOnly] = [useSignal(''), useSignal(false)]

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const answer = await sending.send(() => issueToken(agent.id, label.value, isOnly.value))
    if (answer?.ok === true) onMade(answer.value.token)
  }

  return (
    <form
      class="form"
      aria-label={`A new token for ${agent.name}`}
      ref={sending.form}
      onSubmit={(event) => void submit(event)}
    >
      <FirstField
        label="What is the token for?"
        name="label"
        problem={sending.problem}
        hint="Such as: laptop."
        charsMax={limits.tokenLabelCharsMax}
        value={label}
        onValue={(value) => (label.value = value)}
      />
      <label class="check">
        <input type="checkbox" checked={isOnly} onChange={(event) => (isOnly.value = event.currentTarget.checked)} />{' '}
        Revoke the other tokens
      </label>
      <FormEnd sending={sending} submit="Make the token" leave="Not now" onLeave={onCancel} />
    </form>
  )
}
