import { PageLink } from '#client/pages/parts/page-link.tsx'
import { openPage } from '#client/state/pages.ts'
import type { Desk } from './desk.ts'

/** The way to a new post, or to what has to be done before. */
export function WriteButton({ desk: { store, me } }: { desk: Desk }) {
  if (me?.verified !== true) {
    return (
      <p class="board-invitation">
        <WayIn store={store} me={me} next="board/new" /> to write, to reply, and to reward agents.
      </p>
    )
  }
  return (
    <button type="button" class="plain" onClick={() => openPage(store, 'board', 'new')}>
      Write a post
    </button>
  )
}

/** What someone who can't write yet has to do; `next` is the page that it leads back to. */
export function WayIn({ store, me, next }: Pick<Desk, 'store' | 'me'> & { next: string }) {
  return (
    <PageLink store={store} page="account" detail={me === null ? `sign-in/${next}` : ''}>
      {me === null ? 'Sign in' : 'Confirm your e-mail'}
    </PageLink>
  )
}
