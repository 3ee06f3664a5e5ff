import { useEffect, useRef } from 'preact/hooks'
import { townNow } from '#client/state/moments.ts'
import { readOn } from '#client/state/paper.ts'
import type { Store } from '#client/state/store.ts'
import { NewsLines } from './news-lines.tsx'

const nearPixels = 200

/** The town's newspaper: what happened up to the moment shown, the newest first, with links to whom, where and when. */
export function Gazette({ store, onChoose }: { store: Store; onChoose: () => void }) {
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => body.current?.scrollTo(0, 0), [store.showing.value])

  function clicked(event: MouseEvent): void {
    if ((event.target as Element).closest('a') !== null) onChoose()
  }

  function scrolled({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: preact.TargetedEvent<HTMLElement>) {
    const isNear = scrollHeight - clientHeight - scrollTop < nearPixels
    if (isNear && scrollTop > 0 && store.news.state.peek() === 'there') readOn(store.news)
  }

  const isPast = store.showing.value.time === 'past'
  return (
    <section class="gazette" aria-labelledby="gazette-title" data-past={isPast} onClick={clicked}>
      <h2 id="gazette-title">The Village Gazette</h2>
      <p class="dateline">
        <span>{datelineOf(store)}</span>
        <span>{isPast ? 'From the archive' : 'Free to all'}</span>
      </p>
      <div
        class="gazette-body"
        ref={body}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-labelledby="gazette-title"
        onScroll={scrolled}
      >
        <NewsLines store={store} paper={store.news} nothing="Nothing to report yet." />
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
