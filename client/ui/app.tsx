import { useSignal } from '@preact/signals'
import type { Store } from '#client/state/store.ts'
import { Header } from './header.tsx'
import { Help, Hint } from './help.tsx'
import { Inspector } from './inspector.tsx'
import { Minimap } from './minimap.tsx'
import { Notice } from './notice.tsx'
import { PlacePanel } from './place-panel.tsx'
import { Side } from './side.tsx'
import { TownView } from './town-view.tsx'
import { ZoomButtons } from './zoom-buttons.tsx'

/** The page: the town in the middle, panels around it. */
export function App({ store }: { store: Store }) {
  const helpOpen = useSignal(false)
  return (
    <div class="page">
      <Header store={store} />
      <main class="town">
        <TownView store={store} />
        <Notice store={store} />
        <ZoomButtons store={store} />
        <Minimap store={store} />
        <Help open={helpOpen} />
        <Hint />
        <Inspector store={store} />
        <PlacePanel store={store} />
      </main>
      <Side store={store} />
    </div>
  )
}
