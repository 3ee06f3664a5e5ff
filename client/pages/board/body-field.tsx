import { Field, type FieldProps } from '#client/pages/parts/field.tsx'
import { limits } from '#kernel/limits'

type BodyProps = Pick<FieldProps, 'label' | 'problem'> & {
  value: string
  rows: number
  onChange: (text: string) => void
}

/** The field for Markdown. */
export function BodyField({ label, problem, value, rows, onChange }: BodyProps) {
  return (
    <Field
      label={label}
      name="body"
      problem={problem}
      hint="Markdown: **strong**, *emphasis*, `code`, - lists, [links](https://…)."
    >
      {(ties) => (
        <textarea
          {...ties}
          required
          rows={rows}
          maxLength={limits.boardBodyCharsMax}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
