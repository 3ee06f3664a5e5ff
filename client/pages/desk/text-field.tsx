import { Field } from '#client/pages/parts/field.tsx'
import type { Problem } from '#client/net/api.ts'

export type TextFieldProps = {
  label: string
  /** As the API calls it. */
  name: string
  value: string
  onValue: (value: string) => void
  hint?: string
  problem?: Problem | undefined
  type?: 'text' | 'search' | 'date'
  inputMode?: 'decimal' | 'text'
  /** What to offer while one writes; `label` says what a value stands for. */
  options?: readonly { value: string; label?: string }[]
  lines?: number
  charsMax?: number
  isRequired?: boolean
}

const charsMaxUsually = 200

/** A labelled field for text, of one line or of several. */
export function TextField({ value, onValue, type = 'text', inputMode = 'text', options, lines, ...rest }: TextFieldProps) {
  const { charsMax = charsMaxUsually, isRequired = false, label, name, hint, problem } = rest
  const field = hint === undefined ? { label, name, problem } : { label, name, problem, hint }
  const onInput = ({ currentTarget }: { currentTarget: { value: string } }) => onValue(currentTarget.value)
  return (
    <Field {...field}>
      {(ties) => {
        const given = { ...ties, value, onInput, maxLength: charsMax, required: isRequired, autocomplete: 'off' as const }
        if (lines !== undefined) return <textarea {...given} rows={lines} spellcheck={false} />
        if (options === undefined) return <input {...given} type={type} inputMode={inputMode} />
        return (
          <>
            <input {...given} type={type} list={`${ties.id}-options`} />
            <datalist id={`${ties.id}-options`}>
              {options.map((option) => (
                <option key={option.value} value={option.value} label={option.label ?? option.value} />
              ))}
            </datalist>
          </>
        )
      }}
    </Field>
  )
}
