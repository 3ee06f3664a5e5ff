import { useEffect, useRef, useState } from 'preact/hooks'
import { call, type Problem } from '#client/net/api.ts'

/** What was asked for: it is not there yet, it is there, or it can't be had. */
export type Asked<T> = { state: 'loading' } | { state: 'there'; value: T } | { state: 'failed'; problem: Problem }

/**
 * Gets something from the API, again whenever `mark` changes; what was there stays until the new answer comes. Nothing is
 * asked for while `path` is undefined.
 */
export function useAnswer<T>(path: string | undefined, mark: unknown = ''): Asked<T> {
  const [known, setKnown] = useState<{ path: string; asked: Asked<T> }>()
  useEffect(() => {
    let isWanted = path !== undefined
    if (path !== undefined) void ask<T>(path).then((asked) => isWanted && setKnown({ path, asked }))
    return () => void (isWanted = false)
  }, [path, mark])
  return known?.path === path && known !== undefined ? known.asked : { state: 'loading' }
}

/** A list that comes in pages: what is there of it, whether there is more, and how to get that. */
export type List<Item> = {
  items: readonly Item[]
  state: 'loading' | 'there' | 'failed'
  problem: Problem | undefined
  hasMore: boolean
  more(): void
}

type Page<Item> = { items: Item[]; next: string | null }
type Pages<Item> = {
  key: string
  items: Item[]
  next: string | null
  state: 'loading' | 'there' | 'failed'
  problem?: Problem
}

export type ListOptions<Item, Answer> = {
  /** The address without a cursor; another one is another list. */
  path: string
  /** The name of the cursor in the address. */
  cursor?: 'before' | 'after'
  read(answer: Answer): Page<Item>
  idOf(item: Item): string
  /** When it changes, the list is asked for anew from its beginning; what is there stays. */
  mark?: unknown
}

/** Gets a list page by page. */
export function useList<Item, Answer>(options: ListOptions<Item, Answer>): List<Item> {
  const { path, cursor = 'before', read, idOf, mark = '' } = options
  const empty: Pages<Item> = { key: path, items: [], next: null, state: 'loading' }
  const [pages, setPages] = useState(empty)
  const wanted = useRef(path)
  wanted.current = path
  useEffect(() => void load(null), [path, mark])
  const shown = pages.key === path ? pages : empty
  return {
    items: shown.items,
    state: shown.state,
    problem: shown.problem,
    hasMore: shown.next !== null,
    more: () => void (shown.state === 'there' && shown.next !== null && load(shown.next)),
  }

  async function load(from: string | null): Promise<void> {
    setPages((old) => (old.key === path ? { ...old, state: 'loading' } : empty))
    const mark = path.includes('?') ? '&' : '?'
    const answer = await call<Answer>(
      'GET',
      from === null ? path : `${path}${mark}${cursor}=${encodeURIComponent(from)}`,
    )
    if (wanted.current !== path) return
    setPages((old) => {
      if (!answer.ok) return { ...old, key: path, state: 'failed', problem: answer.problem }
      return { key: path, state: 'there', ...joined(old.key === path ? old : empty, read(answer.value), from, idOf) }
    })
  }
}

// A first page that comes again goes before what is there, if the two meet.
function joined<Item>(
  old: Page<Item>,
  page: Page<Item>,
  from: string | null,
  idOf: (item: Item) => string,
): Page<Item> {
  if (from !== null) return { items: [...old.items, ...page.items], next: page.next }
  const fresh = new Set(page.items.map(idOf))
  const rest = old.items.filter((item) => !fresh.has(idOf(item)))
  const doMeet = old.items.length > page.items.length && rest.length < old.items.length
  return doMeet ? { items: [...page.items, ...rest], next: old.next } : page
}

async function ask<T>(path: string): Promise<Asked<T>> {
  const answer = await call<T>('GET', path)
  return answer.ok ? { state: 'there', value: answer.value } : { state: 'failed', problem: answer.problem }
}
