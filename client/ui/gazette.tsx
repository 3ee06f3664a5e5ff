import { townNow } from '#client/state/moments.ts'
import type { Store } from '#client/state/store.ts'
import { NewsLines } from './news-lines.tsx'

const linesMax = 60

/** The town's newspaper: what happened lately, the newest first, each line with links to whom and where. */
export function Gazette({ store, onChoose }: { store: Store; onChoose: () => void }) {
  function clicked(event: MouseEvent): void {
    if (event.target instanceof HTMLAnchorElement) onChoose()
  }

  const news = store.news.value.slice(0, linesMax)
  return (
    <section class="gazette" aria-labelledby="gazette-title" onClick={clicked}>
      <h2 id="gazette-title">The Village Gazette</h2>
      <p class="dateline">{datelineOf(store)}</p>
      <div class="gazette-body" tabIndex={0} role="log" aria-live="off" aria-labelledby="gazette-title">
        {news.length === 0 ? <p class="nobody">Nothing to report yet.</p> : <NewsLines store={store} news={news} />}
      </div>
    </section>
  )
}

function datelineOf(store: Store): string {
  const time = townNow(store)
  if (time === undefined) return ''
  const hour = Number(time.clock.slice(0, 2))
  const edition = hour < 5 || hour >= 21 ? 'Night' : hour < 12 ? 'Morning' : hour < 17 ? 'Afternoon' : 'Evening'
  return `${edition} edition, day ${time.day}`
}
