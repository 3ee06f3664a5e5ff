import type { Store } from '#client/state/store.ts'
import { Drawer } from './drawer.tsx'
import { Guide } from './guide.tsx'
import { Header } from './header.tsx'
import { Hint } from './hint.tsx'
import { Inspector } from './inspector.tsx'
import { Minimap } from './minimap.tsx'
import { Notice } from './notice.tsx'
import { PlacePanel } from './place-panel.tsx'
import { useSheet } from './sheet.ts'
import { Side, SkipLink } from './side.tsx'
import { TimeBar } from './time-bar.tsx'
import { Tools } from './tools.tsx'
import { TownView } from './town-view.tsx'

/** The page: the town in the middle, panels around it. */
export function App({ store }: { store: Store }) {
  const sheet = useSheet(store)
  return (
    <div class="page">
      <SkipLink sheet={sheet} />
      <Header store={store} />
      <main class="town">
        <TownView store={store} />
        <Notice store={store} />
        <Guide store={store} />
        <Inspector store={store} />
        <PlacePanel store={store} />
        <Hint />
        <div class="corner">
          <Minimap store={store} />
          <Tools store={store} />
        </div>
      </main>
      <TimeBar store={store} />
      <Side store={store} sheet={sheet} />
      <Drawer store={store} />
    </div>
  )
}
