import { useEffect } from 'preact/hooks'
import { useKeptFocus } from '#client/pages/parts/use-kept-focus.ts'
import { learnMe } from '#client/state/me.ts'
import { readOpened } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import type { Page } from '#client/ui/drawer.tsx'
import { Forgotten } from './forgotten.tsx'
import { Landing } from './landing.tsx'
import { Mine } from './mine.tsx'
import { NewPassword } from './new-password.tsx'
import { Register } from './register.tsx'
import { SignIn } from './sign-in.tsx'
import '#client/pages/parts/form.css'
import './account.css'

/** Who one is in the village: the way in, and what is one's own. */
const AccountPage: Page = ({ store, detail }) => {
  const root = useKeptFocus()
  useEffect(() => keepLearning(store), [])
  return (
    <div class="leaf account" ref={root}>
      <Landing detail={detail} me={store.me.value} />
      <Part store={store} detail={detail} />
    </div>
  )
}
export default AccountPage

function Part({ store, detail }: { store: Store; detail: string }) {
  const me = store.me.value
  if (detail === 'reset') return <NewPassword store={store} />
  if (me === undefined) return <p class="ago">One moment.</p>
  if (me !== null) return <Mine store={store} me={me} />
  if (detail === 'register') return <Register store={store} />
  if (detail === 'forgotten') return <Forgotten store={store} />
  return <SignIn store={store} next={nextIn(detail)} />
}

// `sign-in/board/…` leads to that page of the board once somebody is signed in.
function nextIn(detail: string) {
  return detail.startsWith('sign-in/') ? readOpened(detail.slice('sign-in/'.length)) : undefined
}

// The link in the letter is often opened in another tab.
function keepLearning(store: Store): () => void {
  const learn = () => {
    if (document.visibilityState === 'visible' && store.me.peek()?.verified !== true) void learnMe(store)
  }
  learn()
  document.addEventListener('visibilitychange', learn)
  window.addEventListener('focus', learn)
  return () => {
    document.removeEventListener('visibilitychange', learn)
    window.removeEventListener('focus', learn)
  }
}
