import { call } from '#client/net/api.ts'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import type { PostView, StatusChange } from '#messages/board'
import type { Desk } from './desk.ts'
import type { Thread } from './thread.ts'

type StatusProps = { desk: Desk; thread: Thread; post: PostView }

const choices: Record<StatusChange['status'], string> = {
  resolved: 'Mark as resolved',
  closed: 'Close',
  open: 'Reopen',
}

/** How its author or an administrator says that a post is done with, or that it is not. */
export function StatusButtons({ desk, thread, post }: StatusProps) {
  const sending = useSending(desk.store)
  const { me } = desk
  const isOwn = me?.id === post.author.id && post.author.kind === 'member'
  if (me === null || !me.verified || !(isOwn || me.role === 'administrator') || post.status === 'moderated') return null

  async function set(status: string): Promise<void> {
    const answer = await sending.send(() => call<PostView>('POST', `/api/board/posts/${post.id}/status`, { status }))
    if (answer?.ok !== true) return
    desk.list.change(post.id, { status: answer.value.status })
    await thread.load()
  }

  return (
    <>
      <div class="buttons status-buttons" role="group" aria-label="Status of the post">
        {Object.entries(choices).map(
          ([status, text]) =>
            (status === 'open') === (post.status !== 'open') &&
            status !== post.status && (
              <button
                key={status}
                type="button"
                class="quiet small"
                aria-disabled={sending.busy}
                onClick={() => void set(status)}
              >
                {text}
              </button>
            ),
        )}
      </div>
      <ProblemNote problem={sending.problem} />
    </>
  )
}
