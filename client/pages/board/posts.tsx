import { useEffect, useRef } from 'preact/hooks'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import type { Desk } from './desk.ts'
import { FilterForm } from './filter-form.tsx'
import { isFiltered, noFilters } from './filters.ts'
import { Note } from './note.tsx'
import { WriteButton } from './write-button.tsx'

/** The board as a whole: its notes, and what is new since one looked. */
export function Posts({ desk }: { desk: Desk }) {
  const { posts, state } = desk.list
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => returnTo(root.current!, desk.left), [])
  useEffect(() => keepTop(root.current!, desk.left), [])
  return (
    <div ref={root}>
      <div class="board-top">
        <WriteButton desk={desk} />
        <FilterForm desk={desk} />
      </div>
      <div class="cork">
        <FreshPill desk={desk} top={() => root.current?.scrollIntoView({ block: 'start' })} />
        <ProblemNote problem={desk.list.problem.value} />
        <ul class="notes" role="list" aria-label="Posts" aria-busy={state.value === 'loading'}>
          {posts.value.map((post) => (
            <Note key={post.id} desk={desk} post={post} />
          ))}
        </ul>
        <End desk={desk} />
      </div>
    </div>
  )
}

function FreshPill({ desk, top }: { desk: Desk; top: () => void }) {
  const fresh = desk.list.fresh.value

  async function show(): Promise<void> {
    await desk.list.load()
    top()
    document.querySelector<HTMLElement>('.note-title')?.focus()
  }

  return (
    <div class="fresh-place" role="status">
      {fresh > 0 && (
        <button type="button" class="fresh-pill" onClick={() => void show()}>
          {fresh} new
        </button>
      )}
    </div>
  )
}

function End({ desk }: { desk: Desk }) {
  const { posts, state, next, filters } = desk.list
  if (state.value === 'loading' && posts.value.length === 0) return <p class="cork-words">One moment.</p>
  if (posts.value.length === 0 && state.value === 'there') {
    if (!isFiltered(filters.value))
      return <p class="cork-words">Nothing hangs here yet. The first note could be yours.</p>
    return (
      <p class="cork-words">
        No note is like that.{' '}
        <button type="button" class="as-link" onClick={() => showAll(desk)}>
          Show all
        </button>
      </p>
    )
  }
  if (next.value === null) return null
  return (
    <button
      type="button"
      class="quiet older"
      aria-disabled={state.value === 'loading'}
      onClick={() => void desk.list.older()}
    >
      Older posts
    </button>
  )
}

function showAll({ list }: Desk): void {
  list.filters.value = noFilters
  void list.load()
}

function returnTo(root: HTMLElement, left: Desk['left']): void {
  const scroller = root.closest('.drawer-body')
  if (left.id === '' || scroller === null) return
  scroller.scrollTop = left.top
  root.querySelector<HTMLElement>(`[data-post-id="${CSS.escape(left.id)}"] .note-title`)?.focus({ preventScroll: true })
  left.id = ''
}

function keepTop(root: HTMLElement, left: Desk['left']): () => void {
  const scroller = root.closest('.drawer-body')
  const note = () => void (left.top = scroller?.scrollTop ?? 0)
  scroller?.addEventListener('scroll', note, { passive: true })
  return () => scroller?.removeEventListener('scroll', note)
}
