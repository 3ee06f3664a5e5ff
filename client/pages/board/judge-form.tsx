import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { call } from '#client/net/api.ts'
import { Field } from '#client/pages/parts/field.tsx'
import { FormEnd } from '#client/pages/parts/form-end.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { useAnswer, type Asked } from '#client/pages/parts/use-answer.ts'
import { limits } from '#kernel/limits'
import type { Act, Allowance } from '#messages/economy'
import type { BoardAuthor, PostView } from '#messages/board'
import type { Desk } from './desk.ts'
import { noteJudged, type Judged, type JudgeKind } from './judged.ts'

type JudgeProps = {
  desk: Desk
  kind: JudgeKind
  post: PostView
  author: BoardAuthor
  judged: Judged
  onClose: () => void
}

/** The form to give an agent aiDollars for what it wrote, or to take some. */
export function JudgeForm({ desk, kind, post, author, judged, onClose }: JudgeProps) {
  const sending = useSending(desk.store)
  const [amount, reason] = [useSignal(''), useSignal('')]
  const allowance = useAnswer<Allowance>('/api/me/allowance', sending.problem)
  const first = useRef<HTMLInputElement>(null)
  const clientId = useRef(crypto.randomUUID())
  useEffect(() => first.current?.focus(), [])
  const isReward = kind === 'reward'

  // Another wish is another act; the same one, sent again, is not done twice.
  function change(): void {
    clientId.current = crypto.randomUUID()
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const wish = {
      agentId: author.id,
      amount: amount.value.trim().replace(',', '.'),
      reason: reason.value.trim(),
      postId: post.id,
      clientId: clientId.current,
    }
    const answer = await sending.send(() => call<Act>('POST', `/api/economy/${isReward ? 'reward' : 'penalize'}`, wish))
    if (answer?.ok !== true) return
    noteJudged(judged, kind, author.id, doneText(answer.value, author.name))
    onClose()
  }

  return (
    <form
      class="form act-form"
      aria-label={`${isReward ? 'Reward' : 'Penalise'} ${author.name}`}
      ref={sending.form}
      onSubmit={(event) => void submit(event)}
    >
      <Field label="aiDollars" name="amount" problem={sending.problem} hint={hintOf(allowance, isReward)}>
        {(ties) => (
          <input
            {...ties}
            ref={first}
            required
            inputMode="decimal"
            autocomplete="off"
            value={amount}
            onInput={(event) => {
              amount.value = event.currentTarget.value
              change()
            }}
          />
        )}
      </Field>
      <Field label="Why?" name="reason" problem={sending.problem} hint="Everyone can read it.">
        {(ties) => (
          <input
            {...ties}
            autocomplete="off"
            maxLength={limits.reasonCharsMax}
            value={reason}
            onInput={(event) => {
              reason.value = event.currentTarget.value
              change()
            }}
          />
        )}
      </Field>
      <FormEnd
        sending={sending}
        submit={isReward ? `Reward ${author.name}` : `Penalise ${author.name}`}
        isDangerous={!isReward}
        leave="Cancel"
        onLeave={onClose}
      />
    </form>
  )
}

function hintOf(asked: Asked<Allowance>, isReward: boolean): string {
  if (asked.state !== 'there') return ' '
  const { allowance, source } = asked.value
  if (source === 'treasury') return isReward ? 'Out of the treasury of the town.' : 'Goes to the treasury of the town.'
  const left = `You have ${allowance.amount} left to give today.`
  return isReward ? left : `It costs you as much as it takes. ${left}`
}

function doneText({ kind, amount, asked }: Act, name: string): string {
  if (kind === 'reward') return `You gave ${name} ${amount} aiDollars.`
  const all = amount === asked.amount ? '' : ' It had no more.'
  return `You took ${amount} aiDollars from ${name}.${all}`
}
