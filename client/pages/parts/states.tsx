import { ProblemNote } from '#client/pages/parts/problem.tsx'
import type { Asked, List } from './use-answer.ts'

/** What was asked for once it is there; until then, or if it can't be had, a line that says so. */
export function Answered<T>({
  asked,
  children,
}: {
  asked: Asked<T>
  children: (value: T) => preact.ComponentChildren
}) {
  if (asked.state === 'loading') return <p class="ago">One moment.</p>
  if (asked.state === 'failed') return <ProblemNote problem={asked.problem} />
  return <>{children(asked.value)}</>
}

/** Below a list: that it is being got, that it is empty, what went wrong, or the way to more. */
export function ListEnd<Item>({ list, nothing }: { list: List<Item>; nothing: string }) {
  const { state, items } = list
  if (state === 'loading') return <p class="ago">One moment.</p>
  if (state === 'failed') return <ProblemNote problem={list.problem} />
  if (items.length === 0) return <p class="nothing">{nothing}</p>
  if (!list.hasMore) return null
  return (
    <button type="button" class="quiet" onClick={list.more}>
      Show more
    </button>
  )
}
