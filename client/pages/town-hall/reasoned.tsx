import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '#client/net/api.ts'
import { TextField } from '#client/pages/desk/text-field.tsx'
import { FormEnd } from '#client/pages/parts/form-end.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import type { Store } from '#client/state/store.ts'
import { limits } from '#kernel/limits'

/** Something that is not done by a single click: what it is, what it does, and how it is done. */
export type Act = {
  title: string
  explained: string
  /** Whether a reason has to be given, which is kept with the act. */
  needsReason: boolean
  isDangerous: boolean
  perform(reason: string): Promise<Answer<unknown>>
}

type Props = { store: Store; act: Act; done: () => void; cancelled: () => void }

const noReason = { field: 'reason', expected: 'expected a reason, which is written into the audit log' }

/** Asks before it is done, and for a reason. */
export function Reasoned({ store, act, done, cancelled }: Props) {
  const { title, explained, needsReason, isDangerous } = act
  const [reason, setReason] = useState('')
  const { busy, problem, form, send } = useSending(store)
  const words = useRef<HTMLParagraphElement>(null)
  useEffect(() => (form.current?.querySelector('input') ?? words.current)?.focus(), [])
  const submit = async (event: Event) => {
    event.preventDefault()
    const answer = await send(async () => (needsReason && reason.trim() === '' ? refused : act.perform(reason.trim())))
    if (answer?.ok === true) done()
  }
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    cancelled()
  }
  return (
    <form class="reasoned" ref={form} onSubmit={submit} onKeyDown={leave} noValidate aria-label={title}>
      <p tabIndex={-1} ref={words}>
        {explained}
      </p>
      {needsReason && (
        <TextField
          label="Reason"
          name="reason"
          value={reason}
          onValue={setReason}
          problem={problem}
          charsMax={limits.reasonCharsMax}
        />
      )}
      <FormEnd
        sending={{ busy, problem }}
        submit={title}
        isDangerous={isDangerous}
        leave="Cancel"
        onLeave={cancelled}
      />
    </form>
  )
}

const refused: Answer<unknown> = {
  ok: false,
  problem: { code: 'invalid', title: 'No reason', detail: '', errors: [noReason] },
}
