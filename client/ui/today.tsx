import { agoText, placeName } from '#client/state/describe.ts'
import type { Biography } from '#client/state/biography.ts'
import { shownAt } from '#client/state/moments.ts'
import { serverNow } from '#client/state/showing.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import { MomentLink, townTimeOf } from './moment-link.tsx'

/** Where the selected agent has been on the day shown, and when: each a link to that moment. */
export function Today({ store, biography }: { store: Store; biography: Biography }) {
  const { visits, from, agentId } = biography
  if (visits.length === 0) return null
  const day = townTimeOf(store, from)
  const isWhole = day?.clock === '00:00'
  return (
    <>
      <h3>{isWhole ? 'Today' : `Since ${day?.clock}`}</h3>
      <ol class="today" role="list">
        {visits.map(({ place, at }) => (
          <li key={at}>
            <MomentLink store={store} at={at} agent={agentId} /> {placeName(store.town.value?.map, place)}
          </li>
        ))}
      </ol>
    </>
  )
}

/** The last words and thoughts of the selected agent, the newest first. */
export function Sayings({ store, biography }: { store: Store; biography: Biography }) {
  const { sayings, agentId } = biography
  if (sayings.length === 0) return null
  return (
    <>
      <h3>Words and thoughts</h3>
      <ol class="sayings" role="list">
        {sayings.map(({ kind, text, at }) => (
          <li key={`${kind} ${at}`} data-kind={kind}>
            <MomentLink store={store} at={at} agent={agentId} />
            <div>
              <span class="unseen">{kind === 'said' ? 'Said: ' : 'Thought: '}</span>
              {kind === 'said' ? <q>{text}</q> : <em>{text}</em>} <span class="ago">{whenWords(store, at)}</span>
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

function whenWords(store: Store, at: Millis): string {
  const [day, today] = [townTimeOf(store, at)?.day, townTimeOf(store, shownAt(store))?.day]
  const ago = agoText(at, serverNow(store))
  return day === today ? ago : `day ${day}, ${ago}`
}
