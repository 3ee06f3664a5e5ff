import { useSignal } from '@preact/signals'
import { call } from '#client/net/api.ts'
import { FirstField } from '#client/pages/parts/first-field.tsx'
import { FormEnd } from '#client/pages/parts/form-end.tsx'
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
      <FirstField
        label="Reason"
        name="reason"
        problem={sending.problem}
        hint={action === 'hide' ? 'Everyone reads it in place of what is hidden.' : 'It is noted in the audit log.'}
        charsMax={limits.reasonCharsMax}
        value={reason}
        onValue={(value) => (reason.value = value)}
      />
      <FormEnd
        sending={sending}
        submit={action === 'hide' ? 'Hide it' : 'Restore it'}
        isDangerous={action === 'hide'}
        leave="Cancel"
        onLeave={onClose}
      />
    </form>
  )
}
