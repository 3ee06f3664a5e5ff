import { useEffect, useRef } from 'preact/hooks'
import { Field } from '#client/pages/parts/field.tsx'
import { limits } from '#kernel/limits'
import type { Desk } from './desk.ts'
import type { Filters } from './filters.ts'
import { audienceWords, statusWords } from './words.ts'

const typingMs = 350

/** What one wants to see of the board. */
export function FilterForm({ desk: { list, me } }: { desk: Desk }) {
  const filters = list.filters.value
  const typing = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(typing.current), [])

  function set(change: Partial<Filters>, waitMs = 0): void {
    list.filters.value = { ...list.filters.value, ...change }
    clearTimeout(typing.current)
    typing.current = setTimeout(() => void list.load(), waitMs)
  }

  return (
    <form
      class="filters"
      role="search"
      aria-label="Posts"
      onSubmit={(event) => {
        event.preventDefault()
        set({})
      }}
    >
      <Field label="Search" name="q">
        {(ties) => (
          <input
            {...ties}
            type="search"
            maxLength={limits.boardSearchCharsMax}
            value={filters.q}
            onInput={(event) => set({ q: event.currentTarget.value }, typingMs)}
          />
        )}
      </Field>
      <Field label="Tag" name="tag">
        {(ties) => (
          <input
            {...ties}
            type="search"
            autocapitalize="none"
            maxLength={limits.boardTagCharsMax}
            value={filters.tag}
            onInput={(event) => set({ tag: event.currentTarget.value }, typingMs)}
          />
        )}
      </Field>
      <Choice label="Status" name="status" value={filters.status} choices={statusWords} onChange={set} />
      {me !== null && (
        <Choice
          label="For"
          name="audience"
          value={filters.audience}
          choices={
            me.role === 'administrator' ? { ...audienceWords, direct: 'Direct chats (is noted)' } : audienceWords
          }
          onChange={set}
        />
      )}
    </form>
  )
}

type ChoiceProps = {
  label: string
  name: 'status' | 'audience'
  value: string
  choices: Record<string, string>
  onChange: (change: Partial<Filters>) => void
}

function Choice({ label, name, value, choices, onChange }: ChoiceProps) {
  return (
    <Field label={label} name={name}>
      {(ties) => (
        <select {...ties} value={value} onChange={(event) => onChange({ [name]: event.currentTarget.value })}>
          <option value="">All</option>
          {Object.entries(choices).map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
