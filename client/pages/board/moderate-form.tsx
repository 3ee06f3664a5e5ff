import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { call } from '#client/net/api.ts'
import { Field } from '#client/pages/parts/field.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { limits } from '#kernel/limits'
import type { PostView, ReplyView } from '#messages/board'
import type { Desk } from './desk.ts'
import type { Thread } from './thread.ts'

type ModerateProps = { desk: Desk; thread: Thread; post: PostView; shown: PostView | ReplyView; onClose: () => void }

/** The form of administrators to hide what somebody wrote, or to show it again. */
export function ModerateForm({ desk, thread, post, shown, onClose }: ModerateProps) {
  const sending = useSending(desk.store)
  const reason = useSignal('')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const action = shown.hidden === null ? 'hide' : 'restore'

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const of = shown.id === post.id ? {} : { replyId: shown.id }
    const body = { action, reason: reason.value, ...of }
    const answer = await sending.send(() => call('POST', `/api/board/posts/${post.id}/moderate`, body))
    if (answer?.ok !== true) return
    onClose()
    desk.list.look()
    await thread.load()
  }

  return (
    <form
      class="form act-form"
      aria-label={action === 'hide' ? 'Hide it' : 'Restore it'}
      ref={sending.form}
      onSubmit={(event) => void submit(event)}
    >
      <Field
        label="Reason"
        name="reason"
        problem={sending.problem}
        hint={action === 'hide' ? 'Everyone reads it in place of what is hidden.' : 'It is noted in the audit log.'}
      >
        {(ties) => (
          <input
            {...ties}
            ref={first}
            required
            autocomplete="off"
            maxLength={limits.reasonCharsMax}
            value={reason}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class={action === 'hide' ? 'danger sure' : 'plain'} aria-disabled={sending.busy}>
          {action === 'hide' ? 'Hide it' : 'Restore it'}
        </button>
        <button type="button" class="quiet" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  )
}
