import type { Doing } from '#messages/views'

/** What an agent is doing, as a word with a dot of its own colour. */
export function DoingBadge({ doing }: { doing: Doing }) {
  return (
    <span class="doing" data-doing={doing}>
      {doing}
    </span>
  )
}
