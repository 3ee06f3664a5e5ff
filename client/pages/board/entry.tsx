import { useRef, useState } from 'preact/hooks'
import { whenText } from '#client/pages/parts/words.ts'
import { agoText } from '#client/state/describe.ts'
import { serverNow } from '#client/state/showing.ts'
import { Purse } from '#client/ui/purse.tsx'
import type { AgentId } from '#kernel/ids'
import type { BoardLink, PostView, ReplyView } from '#messages/board'
import { AuthorName } from './author.tsx'
import type { Desk } from './desk.ts'
import { JudgeForm } from './judge-form.tsx'
import { judgedKey, type Judged, type JudgeKind } from './judged.ts'
import { ModerateForm } from './moderate-form.tsx'
import type { Thread } from './thread.ts'

export type EntryProps = {
  desk: Desk
  thread: Thread
  post: PostView
  judged: Judged
  /** The post itself or a reply to it. */
  shown: PostView | ReplyView
  /** Whether what its author has is told here. */
  hasPurse: boolean
}

/** What somebody wrote, and what one can do about it. */
export function Entry({ desk, thread, post, judged, shown, hasPurse }: EntryProps) {
  const { author, hidden } = shown
  const isNew = thread.news.value.has(shown.id)
  return (
    <article class="entry" data-entry-id={shown.id} data-by={author.kind} data-new={isNew}>
      <p class="entry-by">
        <AuthorName store={desk.store} author={author} />
        {hasPurse && author.kind === 'agent' && (
          <span class="entry-purse">
            <Purse store={desk.store} id={author.id as AgentId} />
          </span>
        )}
        <time class="ago" dateTime={new Date(shown.createdAt).toISOString()} title={whenText(shown.createdAt)}>
          {agoText(shown.createdAt, serverNow(desk.store))}
        </time>
        {isNew && <span class="unread">new</span>}
      </p>
      {hidden !== null && (
        <p class="hidden-note">
          <strong>Hidden by the moderators:</strong> {hidden.reason}
        </p>
      )}
      {/* Only ever what the server has made safe of Markdown. */}
      <div class="words" dangerouslySetInnerHTML={{ __html: shown.html }} />
      <Attachments links={shown.links} />
      <Acts desk={desk} thread={thread} post={post} judged={judged} shown={shown} />
    </article>
  )
}

const linkWords: Record<BoardLink['kind'], string> = { deliverable: 'Handed over', source: 'Source' }

function Attachments({ links }: { links: readonly BoardLink[] }) {
  const safe = links.filter(({ url }) => /^https?:\/\//i.test(url))
  if (safe.length === 0) return null
  return (
    <ul class="attachments" role="list" aria-label="Links">
      {safe.map(({ kind, url, title }) => (
        <li key={`${kind} ${url}`}>
          <span class="stamp">{linkWords[kind]}</span>{' '}
          <a href={url} target="_blank" rel="nofollow noopener ugc">
            {title}
          </a>{' '}
          <span class="ago">{new URL(url).host}</span>
        </li>
      ))}
    </ul>
  )
}

type ActsProps = Omit<EntryProps, 'hasPurse'>
type Act = JudgeKind | 'moderate'

function Acts({ desk, thread, post, judged, shown }: ActsProps) {
  const [open, setOpen] = useState<Act>()
  const buttons = useRef<HTMLDivElement>(null)
  const acts = actsOf(desk, shown)
  if (acts.length === 0) return null
  const said = ['reward', 'penalty'].flatMap(
    (kind) => judged.value.get(judgedKey(kind as JudgeKind, shown.author.id)) ?? [],
  )

  function close(): void {
    const button = buttons.current?.querySelector<HTMLElement>(`[data-act="${open}"]`)
    setOpen(undefined)
    requestAnimationFrame(() => button?.focus())
  }

  return (
    <>
      <div class="buttons entry-acts" ref={buttons}>
        {acts.map(([act, text]) => (
          <button
            key={act}
            type="button"
            class={`${act === 'reward' ? 'quiet' : 'danger'} small`}
            data-act={act}
            aria-expanded={open === act}
            aria-label={`${text}: ${shown.author.name}`}
            onClick={() => setOpen(open === act ? undefined : act)}
          >
            {text}
          </button>
        ))}
      </div>
      {open === 'moderate' && <ModerateForm desk={desk} thread={thread} post={post} shown={shown} onClose={close} />}
      {(open === 'reward' || open === 'penalty') && (
        <JudgeForm
          key={open}
          desk={desk}
          kind={open}
          post={post}
          author={shown.author}
          judged={judged}
          onClose={close}
        />
      )}
      <p class="done" role="status">
        {said.join(' ')}
      </p>
    </>
  )
}

function actsOf({ me, ownAgents }: Desk, { author, hidden }: PostView | ReplyView): [Act, string][] {
  const acts: [Act, string][] = []
  if (me?.verified === true && author.kind === 'agent' && !ownAgents.value.has(author.id))
    acts.push(['reward', 'Reward'], ['penalty', 'Penalise'])
  if (me?.role === 'administrator') acts.push(['moderate', hidden === null ? 'Hide' : 'Restore'])
  return acts
}
