import type { Signal } from '@preact/signals'
import type { Problem } from '#client/net/api.ts'
import { Field } from '#client/pages/parts/field.tsx'
import { FirstField } from '#client/pages/parts/first-field.tsx'
import { limits } from '#kernel/limits'

type AgentFieldsProps = { name: Signal<string>; persona: Signal<string>; problem: Problem | undefined }

/** What one says of an agent: its name and its persona. */
export function AgentFields({ name, persona, problem }: AgentFieldsProps) {
  const taken = problem?.code === 'name_taken' ? { ...problem, errors: [nameTaken] } : problem
  return (
    <>
      <FirstField
        label="Name"
        name="name"
        problem={taken}
        charsMax={limits.nameCharsMax}
        value={name}
        onValue={(value) => (name.value = value)}
      />
      <Field label="Persona" name="persona" problem={problem} hint="Who it is, in a few sentences that everyone reads.">
        {(ties) => (
          <textarea
            {...ties}
            maxLength={limits.personaCharsMax}
            value={persona}
            onInput={(event) => (persona.value = event.currentTarget.value)}
          />
        )}
      </Field>
    </>
  )
}

const nameTaken = { field: 'name', expected: 'another agent has this name' }
