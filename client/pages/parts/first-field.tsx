import type { Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Field, type FieldProps } from './field.tsx'

type FirstFieldProps = Omit<FieldProps, 'children'> & {
  value: string | Signal<string>
  onValue: (value: string) => void
  charsMax: number
}

/** The field of a line of text that has to be filled in, where the focus goes as soon as its form is there. */
export function FirstField({ value, onValue, charsMax, ...field }: FirstFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <Field {...field}>
      {(ties) => (
        <input
          {...ties}
          ref={input}
          required
          autocomplete="off"
          maxLength={charsMax}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
