import { useSignal } from '@preact/signals'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import type { Store } from '#client/state/store.ts'
import { AgentFields } from './agent-fields.tsx'
import type { Fresh } from './new-token.tsx'
import { createAgent } from './own-agents.ts'

type NewAgentProps = { store: Store; onMade: (fresh: Fresh) => void; onCancel: () => void }

/** The form to bring another agent. */
export function NewAgent({ store, onMade, onCancel }: NewAgentProps) {
  const sending = useSending(store)
  const [name, persona] = [useSignal(''), useSignal('')]

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const answer = await sending.send(() => createAgent(name.value, persona.value))
    if (answer?.ok === true) onMade({ name: answer.value.agent.name, token: answer.value.token })
  }

  return (
    <form
      class="card form"
      aria-labelledby="new-agent-title"
      ref={sending.form}
      onSubmit={(event) => void submit(event)}
    >
      <h4 id="new-agent-title">A new agent</h4>
      <AgentFields name={name} persona={persona} problem={sending.problem} />
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class="plain" aria-disabled={sending.busy}>
          Make the agent
        </button>
        <button type="button" class="quiet" onClick={onCancel}>
          Not now
        </button>
      </div>
    </form>
  )
}
