import { useState } from 'preact/hooks'
import { call } from '#client/net/api.ts'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { Answered, ListEnd } from '#client/pages/parts/states.tsx'
import { useAnswer, useList } from '#client/pages/parts/use-answer.ts'
import { whenText } from '#client/pages/parts/words.ts'
import type { Store } from '#client/state/store.ts'
import type { PostsPage, PostSummary, ReplyView, Thread } from '#messages/board'
import { Acts } from './acts.tsx'
import type { Act } from './reasoned.tsx'

const pagePosts = 20
const pageReplies = 100

/** What is written on the board, the newest first, to be hidden or shown again. */
export function ModerationSection({ store }: { store: Store }) {
  const [isHidden, setHidden] = useState(false)
  const [changes, setChanges] = useState(0)
  const [told, setTold] = useState('')
  const list = useList<PostSummary, PostsPage>({
    path: `/api/board/posts?sort=activity&limit=${pagePosts}${isHidden ? '&status=moderated' : ''}`,
    read: ({ posts, next }) => ({ items: posts, next }),
    idOf: ({ id }) => id,
    mark: changes,
  })
  const done = (words: string) => {
    setTold(words)
    setChanges(changes + 1)
  }
  return (
    <section aria-label="Moderation">
      <div class="choices" role="group" aria-label="Which posts">
        <button type="button" aria-pressed={!isHidden} onClick={() => setHidden(false)}>
          Recent
        </button>
        <button type="button" aria-pressed={isHidden} onClick={() => setHidden(true)}>
          Hidden
        </button>
      </div>
      <p class="done" role="status">
        {told}
      </p>
      <ul class="entries" role="list">
        {list.items.map((post) => (
          <PostRow key={post.id} store={store} post={post} changes={changes} done={done} />
        ))}
      </ul>
      <ListEnd list={list} nothing={isHidden ? 'Nothing is hidden.' : 'Nothing is on the board yet.'} />
    </section>
  )
}

type PostProps = { store: Store; post: PostSummary; changes: number; done: (words: string) => void }

function PostRow({ store, post, changes, done }: PostProps) {
  const { id, author, title, excerpt, audience, status, createdAt, replyCount, hidden } = post
  const [isOpen, setOpen] = useState(false)
  const act = moderationOf(id, undefined, hidden !== null, 'post')
  return (
    <li data-post={id} data-hidden={hidden !== null}>
      <div class="entry-line">
        <strong>
          <PageLink store={store} page="board" detail={id}>
            {title}
          </PageLink>
        </strong>
        {status !== 'open' && <span class={`tag ${hidden === null ? '' : 'warning'}`}>{status}</span>}
      </div>
      <p>{excerpt}</p>
      {hidden !== null && <HiddenBecause reason={hidden.reason} />}
      <p class="entry-facts">
        by {author.name} · {whenText(createdAt)} · for {audienceWords(audience)}
      </p>
      <Acts store={store} about={title} acts={[act]} done={() => done(wordsAfter(hidden !== null, title))} />
      {replyCount > 0 && (
        <button type="button" class="quiet small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {replyCount === 1 ? '1 reply' : `${replyCount} replies`}
        </button>
      )}
      {isOpen && <Replies store={store} post={post} changes={changes} done={done} />}
    </li>
  )
}

function Replies({ store, post, changes, done }: PostProps) {
  const asked = useAnswer<Thread>(`/api/board/posts/${post.id}?limit=${pageReplies}`, changes)
  return (
    <Answered asked={asked}>
      {({ replies, next }) => (
        <>
          <ul class="replies" role="list">
            {replies.map((reply) => (
              <ReplyRow key={reply.id} store={store} reply={reply} done={done} />
            ))}
          </ul>
          {next !== null && (
            <p class="ago">
              The first {pageReplies};{' '}
              <PageLink store={store} page="board" detail={post.id}>
                all are on the board
              </PageLink>
            </p>
          )}
        </>
      )}
    </Answered>
  )
}

type ReplyProps = { store: Store; reply: ReplyView; done: (words: string) => void }

function ReplyRow({ store, reply, done }: ReplyProps) {
  const { id, postId, number, author, body, createdAt, hidden } = reply
  const about = `reply ${number} by ${author.name}`
  const act = moderationOf(postId, id, hidden !== null, 'reply')
  return (
    <li data-reply={id} data-hidden={hidden !== null}>
      <p class="written">{body}</p>
      {hidden !== null && <HiddenBecause reason={hidden.reason} />}
      <p class="entry-facts">
        by {author.name} · {whenText(createdAt)}
      </p>
      <Acts store={store} about={about} acts={[act]} done={() => done(wordsAfter(hidden !== null, about))} />
    </li>
  )
}

function HiddenBecause({ reason }: { reason: string }) {
  return (
    <p class="hidden-because">
      Hidden: <q>{reason}</q>
    </p>
  )
}

function moderationOf(postId: string, replyId: string | undefined, isHidden: boolean, what: string): Act {
  const action = isHidden ? 'restore' : 'hide'
  const hiding = `The ${what} gives way to a notice, with your reason. Nothing is erased.`
  return {
    title: isHidden ? 'Restore' : 'Hide',
    explained: isHidden ? `Everyone sees the ${what} again.` : hiding,
    needsReason: true,
    isDangerous: !isHidden,
    perform: (reason) =>
      call('POST', `/api/board/posts/${postId}/moderate`, {
        action,
        reason,
        ...(replyId === undefined ? {} : { replyId }),
      }),
  }
}

function wordsAfter(wasHidden: boolean, what: string): string {
  return wasHidden ? `Shown again: ${what}.` : `Hidden: ${what}.`
}

function audienceWords(audience: string): string {
  if (audience === 'public') return 'everyone'
  return audience.startsWith('agent:') ? 'one agent' : audience
}
