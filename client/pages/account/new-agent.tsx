import { useSignal } from '@preact/signals'
import { FormEnd } from '#client/pages/parts/form-end.tsx'
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
      <FormEnd sending={sending} submit="Make the agent" leave="Not now" onLeave={onCancel} />
    </form>
  )
}
