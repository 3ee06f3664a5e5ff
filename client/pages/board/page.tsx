import { useEffect, useMemo, useState } from 'preact/hooks'
import { watchBoard } from '#client/net/watch-board.ts'
import { useKeptFocus } from '#client/pages/parts/use-kept-focus.ts'
import type { Me } from '#client/state/me.ts'
import type { Store } from '#client/state/store.ts'
import type { Page } from '#client/ui/drawer.tsx'
import { createDesk, type Desk } from './desk.ts'
import { Compose } from './compose.tsx'
import { PostPage } from './post-page.tsx'
import { Posts } from './posts.tsx'
import '#client/pages/parts/form.css'
import './board.css'

const patienceMs = 3_000

/** The bulletin board: the list, one post (`<id>`), or a new one (`new`, `new/<id of an agent>`). */
const BoardPage: Page = ({ store, detail }) => {
  const me = useMe(store)
  if (me === undefined) return <p class="ago">One moment.</p>
  return <Board key={me?.id ?? 'nobody'} store={store} me={me} detail={detail} />
}
export default BoardPage

function Board({ store, me, detail }: { store: Store; me: Me | null; detail: string }) {
  const desk = useDesk(store, me)
  const root = useKeptFocus()
  const [what, ...rest] = detail.split('/')
  return (
    <div class="leaf board" ref={root} data-part={what === '' ? 'list' : what === 'new' ? 'new' : 'post'}>
      {what === '' && <Posts desk={desk} />}
      {what === 'new' && <Compose key={rest[0] ?? ''} desk={desk} to={rest[0] ?? ''} />}
      {what !== '' && what !== 'new' && <PostPage key={what} desk={desk} id={what!} />}
    </div>
  )
}

// The drawer keeps the board while one goes from the list to a post and back.
function useDesk(store: Store, me: Me | null): Desk {
  const desk = useMemo(() => createDesk(store, me), [])
  useEffect(() => {
    const stop = watchBoard(location.origin, { joined: desk.joined, happened: desk.happened })
    return () => {
      stop()
      desk.list.stop()
    }
  }, [])
  return desk
}

// Should it not become known who is signed in, the board is shown as everyone sees it.
function useMe(store: Store): Me | null | undefined {
  const [isPatient, setPatient] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return store.me.value ?? (store.me.value === null || !isPatient ? null : undefined)
}
