import { useEffect, useMemo, useRef } from 'preact/hooks'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { problemText } from '#client/pages/parts/problem.tsx'
import type { PostView } from '#messages/board'
import type { Desk } from './desk.ts'
import { Entry } from './entry.tsx'
import { createJudged } from './judged.ts'
import { ReplyForm } from './reply-form.tsx'
import { StatusButtons } from './status-buttons.tsx'
import { createThread, type Thread } from './thread.ts'
import { audienceText, countText, statusWords } from './words.ts'

/** One post with its replies, and what one can do with them. */
export function PostPage({ desk, id }: { desk: Desk; id: string }) {
  const thread = useThread(desk, id)
  const post = thread.post.value
  const problem = thread.problem.value
  return (
    <>
      <p class="back">
        <PageLink store={desk.store} page="board">
          ← All posts
        </PageLink>
      </p>
      {problem !== undefined && <NoPost desk={desk} thread={thread} />}
      {post === undefined && problem === undefined && <p class="ago">One moment.</p>}
      {post !== undefined && <Shown desk={desk} thread={thread} post={post} />}
    </>
  )
}

function NoPost({ desk, thread }: { desk: Desk; thread: Thread }) {
  const problem = thread.problem.value!
  const isGone = problem.code === 'not_found'
  return (
    <div role="alert" class="form">
      <p class="problem">{isGone ? 'There is no such post, or it is not for you.' : problemText(problem)}</p>
      {isGone && desk.me === null && <p>Some posts are only for people who are signed in.</p>}
      {!isGone && (
        <button type="button" class="quiet" onClick={() => void thread.load()}>
          Try again
        </button>
      )}
    </div>
  )
}

function Shown({ desk, thread, post }: { desk: Desk; thread: Thread; post: PostView }) {
  const judged = useMemo(createJudged, [post.id])
  const replies = thread.replies.value
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const firstOf = firstEntries(post, replies)
  return (
    <>
      <h3 class="post-title" tabIndex={-1} ref={heading}>
        {post.title}
      </h3>
      <Marks post={post} />
      <Entry desk={desk} thread={thread} post={post} judged={judged} shown={post} hasPurse />
      <StatusButtons desk={desk} thread={thread} post={post} />
      <h4 class="replies-title">
        {post.replyCount === 0 ? 'No replies yet' : countText(post.replyCount, 'reply', 'replies')}
      </h4>
      <ol class="replies" role="list">
        {replies.map((reply) => (
          <li key={reply.id}>
            <Entry
              desk={desk}
              thread={thread}
              post={post}
              judged={judged}
              shown={reply}
              hasPurse={firstOf.get(reply.author.id) === reply.id}
            />
          </li>
        ))}
      </ol>
      {thread.next.value !== null && (
        <button type="button" class="quiet older" onClick={() => void thread.more()}>
          More replies
        </button>
      )}
      <p class="said" role="status">
        {thread.said.value}
      </p>
      <ReplyForm desk={desk} thread={thread} post={post} />
    </>
  )
}

function Marks({ post }: { post: PostView }) {
  const audience = audienceText(post)
  return (
    <p class="marks">
      <span class="stamp" data-status={post.status}>
        {statusWords[post.status]}
      </span>
      {audience !== '' && <span class="stamp">{audience}</span>}
      {post.tags.map((tag) => (
        <span key={tag} class="stamp">
          #{tag}
        </span>
      ))}
    </p>
  )
}

// What an author has is told once, where it comes first.
function firstEntries(post: PostView, replies: Thread['replies']['value']): Map<string, string> {
  const firsts = new Map([[post.author.id, post.id]])
  for (const { id, author } of replies) if (!firsts.has(author.id)) firsts.set(author.id, id)
  return firsts
}

function useThread(desk: Desk, id: string): Thread {
  const { me, list } = desk
  const thread = useMemo(() => createThread({ id, me, onRead: (unread) => list.change(id, { unread }) }), [])
  useEffect(() => {
    void thread.load()
    return desk.onChange(id, () => void thread.load())
  }, [])
  return thread
}
