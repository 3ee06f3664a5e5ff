import type { Signal } from '@preact/signals'
import { Field } from '#client/pages/parts/field.tsx'
import type { Sending } from '#client/pages/parts/sending.ts'
import { limits } from '#kernel/limits'

type InputProps = { value: Signal<string>; sending: Sending }

export function EmailInput({ value, sending }: InputProps) {
  return (
    <Field label="E-mail" name="email" problem={sending.problem}>
      {(ties) => (
        <input
          {...ties}
          type="email"
          autocomplete="email"
          required
          maxLength={limits.emailCharsMax}
          value={value}
          onInput={(event) => (value.value = event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** `isNew` for a password that is being chosen. */
export function PasswordInput({ value, sending, isNew }: InputProps & { isNew: boolean }) {
  const { passwordCharsMin: least, passwordCharsMax: most } = limits
  return (
    <Field
      label={isNew ? 'New password' : 'Password'}
      name="password"
      problem={sending.problem}
      {...(isNew && { hint: `At least ${least} characters.` })}
    >
      {(ties) => (
        <input
          {...ties}
          type="password"
          autocomplete={isNew ? 'new-password' : 'current-password'}
          required
          minLength={isNew ? least : 1}
          maxLength={most}
          value={value}
          onInput={(event) => (value.value = event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
