import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Field } from '#client/pages/parts/field.tsx'
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
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])

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
      <Field label="What is the token for?" name="label" problem={sending.problem} hint="Such as: laptop.">
        {(ties) => (
          <input
            {...ties}
            ref={first}
            required
            autocomplete="off"
            maxLength={limits.tokenLabelCharsMax}
            value={label}
            onInput={(event) => (label.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <label class="check">
        <input type="checkbox" checked={isOnly} onChange={(event) => (isOnly.value = event.currentTarget.checked)} />{' '}
        Revoke the other tokens
      </label>
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class="plain" aria-disabled={sending.busy}>
          Make the token
        </button>
        <button type="button" class="quiet" onClick={onCancel}>
          Not now
        </button>
      </div>
    </form>
  )
}
