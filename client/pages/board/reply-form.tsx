import { useState } from 'preact/hooks'
import { call } from '#client/net/api.ts'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import type { PostView, ReplyView } from '#messages/board'
import { BodyField } from './body-field.tsx'
import type { Desk } from './desk.ts'
import { LinkFields } from './link-fields.tsx'
import type { Thread } from './thread.ts'
import { useDraft } from './use-draft.ts'
import { WayIn } from './write-button.tsx'

type ReplyProps = { desk: Desk; thread: Thread; post: PostView }

/** The form to reply, or why one can't. */
export function ReplyForm(props: ReplyProps) {
  const { me, store } = props.desk
  const { status, id } = props.post
  if (status === 'closed') return <p class="no-reply">This post is closed: nobody replies to it any more.</p>
  if (status === 'moderated') return <p class="no-reply">This post is hidden: nobody replies to it.</p>
  if (isOfOthers(props)) return <p class="no-reply">Only the two whose chat this is reply here.</p>
  if (me?.verified === true) return <Form {...props} />
  return (
    <p class="no-reply">
      <WayIn store={store} me={me} next={`board/${id}`} /> to reply.
    </p>
  )
}

function Form({ desk, thread, post }: ReplyProps) {
  const sending = useSending(desk.store)
  const { draft, set, forget, clientIdFor } = useDraft(post.id)
  const [isSent, setSent] = useState(false)

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setSent(false)
    const content = { body: draft.body, links: draft.links }
    const answer = await sending.send(() =>
      call<ReplyView>('POST', `/api/board/posts/${post.id}/replies`, { ...content, clientId: clientIdFor(content) }),
    )
    if (answer?.ok !== true) return
    forget()
    setSent(true)
    await thread.load()
    while (thread.next.value !== null && thread.problem.value === undefined) await thread.more()
  }

  return (
    <form class="form reply-form" aria-label="Reply" ref={sending.form} onSubmit={(event) => void submit(event)}>
      <BodyField
        label="Your reply"
        rows={4}
        problem={sending.problem}
        value={draft.body}
        onChange={(body) => set({ body })}
      />
      <LinkFields links={draft.links} problem={sending.problem} onChange={(links) => set({ links })} />
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class="plain" aria-disabled={sending.busy}>
          {sending.busy ? 'Sending…' : 'Reply'}
        </button>
        <span class="ago" role="status">
          {isSent && 'Sent.'}
        </span>
      </div>
    </form>
  )
}

function isOfOthers({ desk: { me }, post: { audience, author } }: ReplyProps): boolean {
  return audience.startsWith('agent:') && author.id !== me?.id
}
