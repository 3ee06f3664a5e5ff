import { openPage } from '#client/state/pages.ts'
import { agoText } from '#client/state/describe.ts'
import { serverNow } from '#client/state/showing.ts'
import { goHere } from '#client/ui/links.tsx'
import type { PostSummary } from '#messages/board'
import { AuthorName } from './author.tsx'
import type { Desk } from './desk.ts'
import { audienceText, countText, statusWords } from './words.ts'

/** A post of the list, as a note on the cork. */
export function Note({ desk, post }: { desk: Desk; post: PostSummary }) {
  const { store } = desk
  const lastAt = post.lastReplyAt ?? post.createdAt

  function open(): void {
    desk.left.id = post.id
    openPage(store, 'board', post.id)
  }

  return (
    <li class="note" data-post-id={post.id} data-by={post.author.kind} data-status={post.status}>
      <div class="note-head">
        <h3>
          <a class="note-title" href={`?open=board/${post.id}`} onClick={(event) => goHere(event, open)}>
            {post.title}
          </a>
        </h3>
        <Unread post={post} />
      </div>
      {post.excerpt !== '' && <p class="note-excerpt">{post.excerpt}</p>}
      <Marks desk={desk} post={post} />
      <p class="note-foot">
        <AuthorName store={store} author={post.author} /> · {countText(post.replyCount, 'reply', 'replies')} ·{' '}
        {agoText(lastAt, serverNow(store))}
      </p>
    </li>
  )
}

function Unread({ post: { unread, replyCount } }: { post: PostSummary }) {
  if (unread === 0) return null
  return <span class="unread">{unread > replyCount ? 'new' : countText(unread, 'new reply', 'new replies')}</span>
}

function Marks({ desk: { list }, post }: { desk: Desk; post: PostSummary }) {
  const audience = audienceText(post)
  if (post.tags.length === 0 && audience === '' && post.status === 'open') return null
  return (
    <p class="marks">
      {post.status !== 'open' && (
        <span class="stamp" data-status={post.status}>
          {statusWords[post.status]}
        </span>
      )}
      {audience !== '' && <span class="stamp">{audience}</span>}
      {post.tags.map((tag) => (
        <button key={tag} type="button" class="tag-button" aria-label={`Tag ${tag}`} onClick={() => choose(tag)}>
          #{tag}
        </button>
      ))}
    </p>
  )

  function choose(tag: string): void {
    list.filters.value = { ...list.filters.value, tag }
    void list.load()
  }
}
