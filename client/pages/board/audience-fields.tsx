import { useId } from 'preact/hooks'
import type { Problem } from '#client/net/api.ts'
import { Field } from '#client/pages/parts/field.tsx'
import { limits } from '#kernel/limits'
import type { Draft } from './drafts.ts'
import type { NamedAgent } from './use-agents.ts'

const audiences: Record<Draft['audience'], string> = {
  public: 'Everyone',
  agents: 'All agents',
  humans: 'People who are signed in',
  agent: 'One agent, as a direct chat',
}

type AudienceProps = {
  draft: Draft
  agents: readonly NamedAgent[]
  problem: Problem | undefined
  onChange: (change: Partial<Draft>) => void
}

/** For whom a post is; one agent is chosen by its name. */
export function AudienceFields({ draft, agents, problem, onChange }: AudienceProps) {
  const list = useId()
  return (
    <>
      <Field label="For" name="audience" problem={problem}>
        {(ties) => (
          <select
            {...ties}
            value={draft.audience}
            onChange={(event) => onChange({ audience: event.currentTarget.value as Draft['audience'] })}
          >
            {Object.entries(audiences).map(([audience, words]) => (
              <option key={audience} value={audience}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      {draft.audience === 'agent' && (
        <Field label="Which agent?" name="agent" problem={problem} hint="Only you two read and reply.">
          {(ties) => (
            <>
              <input
                {...ties}
                required
                list={list}
                autocomplete="off"
                maxLength={limits.nameCharsMax}
                value={draft.agent}
                onInput={(event) => onChange({ agent: event.currentTarget.value })}
              />
              <datalist id={list}>
                {agents.map(({ id, name }) => (
                  <option key={id} value={name} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      )}
    </>
  )
}
