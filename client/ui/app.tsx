import { useSignal } from '@preact/signals'
import type { Store } from '#client/state/store.ts'
import { Header } from './header.tsx'
import { Inspector } from './inspector.tsx'
import { Notice } from './notice.tsx'
import { Roster } from './roster.tsx'
import { TownView } from './town-view.tsx'
import { ZoomButtons } from './zoom-buttons.tsx'

/** The page: the town in the middle, panels around it. */
export function App({ store }: { store: Store }) {
  const listOpen = useSignal(false)
  return (
    <div class="page">
      <Header store={store} />
      <main class="town">
        <TownView store={store} />
        <Notice store={store} />
        <ZoomButtons store={store} />
        <Inspector store={store} />
      </main>
      <Roster store={store} open={listOpen} />
    </div>
  )
}
