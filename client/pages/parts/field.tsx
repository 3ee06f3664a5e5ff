import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Problem } from '#client/net/api.ts'
import { errorOf } from './problem.tsx'

/** What ties an input to its label, its hint and what is wrong with it. */
export type InputTies = {
  id: string
  name: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

export type FieldProps = {
  label: string
  /** As the API calls it: what is wrong with it then stands below it. */
  name: string
  hint?: string
  problem?: Problem | undefined
  children: (ties: InputTies) => ComponentChildren
}

/** A labelled field of a form. */
export function Field({ label, name, hint, problem, children }: FieldProps) {
  const id = useId()
  const error = errorOf(problem, name)
  const notes = [...(error === undefined ? [] : [`${id}-error`]), ...(hint === undefined ? [] : [`${id}-hint`])]
  const ties = {
    id,
    name,
    'aria-invalid': error !== undefined,
    'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(ties)}
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
