import type { Problem } from '#client/net/api.ts'
import { Field, type InputTies } from '#client/pages/parts/field.tsx'

export type TextFieldProps = {
  label: string
  /** As the API calls it. */
  name: string
  value: string
  onValue: (value: string) => void
  hint?: string
  problem?: Problem | undefined
  /** An amount is text for which a phone shows its digits; `long` is of several lines. */
  type?: 'text' | 'amount' | 'search' | 'date' | 'long'
  /** What to offer while one writes; `label` says what a value stands for. */
  options?: readonly { value: string; label?: string }[]
  charsMax?: number
}

const charsMaxUsually = 200

/** A labelled field for text. */
export function TextField(props: TextFieldProps) {
  const { label, name, hint, problem, options } = props
  const field = hint === undefined ? { label, name, problem } : { label, name, problem, hint }
  return (
    <Field {...field}>
      {(ties) => (
        <>
          <Input {...props} ties={ties} />
          {options !== undefined && (
            <datalist id={`${ties.id}-options`}>
              {options.map(({ value, label = value }) => (
                <option key={value} value={value} label={label} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}

function Input({ ties, type = 'text', value, onValue, options, charsMax }: TextFieldProps & { ties: InputTies }) {
  const onInput = ({ currentTarget }: { currentTarget: { value: string } }) => onValue(currentTarget.value)
  const given = { ...ties, value, onInput, maxLength: charsMax ?? charsMaxUsually, autocomplete: 'off' as const }
  switch (type) {
    case 'long':
      return <textarea {...given} rows={4} spellcheck={false} />
    case 'date':
      return <input {...given} type="date" />
    case 'search':
      return <input {...given} type="search" />
    case 'amount':
      return <input {...given} type="text" inputMode="decimal" />
    case 'text':
      return <input {...given} type="text" {...(options === undefined ? {} : { list: `${ties.id}-options` })} />
  }
}
