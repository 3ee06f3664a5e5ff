import { useComputed, type ReadonlySignal } from '@preact/signals'
import { agoText } from '#client/state/describe.ts'
import { shownAt } from '#client/state/moments.ts'
import type { News } from '#client/state/news.ts'
import { linesOf, readOn, type Paper } from '#client/state/paper.ts'
import { serverNow } from '#client/state/showing.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import { AgentLink, PlaceLink } from './links.tsx'
import { MomentLink, townTimeOf } from './moment-link.tsx'

/** How long ago a line was is brought up to date this often, not each second: in a busy town that is every line. */
const agoEveryMs = 5_000

type LinesProps = { store: Store; paper: Paper; nothing: string; isOfPlace?: boolean }
/** All of it stays the same while the line does, so that a line is drawn once however many come after it. */
type LineProps = {
  store: Store
  line: News
  otherName: string | undefined
  isOfPlace: boolean
  now: ReadonlySignal<Millis>
}

/** News up to the moment shown, the newest first and by the town's days, with a way to earlier ones. */
export function NewsLines({ store, paper, nothing, isOfPlace = false }: LinesProps) {
  const printed = useComputed(() => linesOf(store, paper)).value
  const today = useComputed(() => townTimeOf(store, shownAt(store))?.day).value
  const now = useComputed(() => {
    void store.second.value
    return Math.floor(serverNow(store) / agoEveryMs) * agoEveryMs
  })
  const lines = printed.slice(0, paper.wanted.value)
  const nameOf = new Map(lines.map(({ agentId, name }) => [agentId, name]))
  return (
    <>
      {lines.length === 0 && paper.state.value === 'there' && <p class="no-news">{nothing}</p>}
      {[...byDay(store, lines)].map(([day, ofDay]) => (
        <section key={day} class="news" role="group" aria-label={day === today ? 'Today' : `Day ${day}`}>
          {day !== today && <h3 class="news-day">{day === today! - 1 ? `Yesterday, day ${day}` : `Day ${day}`}</h3>}
          <ol role="list">
            {ofDay.map((line) => (
              <Line
                key={line.position}
                store={store}
                line={line}
                otherName={line.other === undefined ? undefined : nameOf.get(line.other)}
                isOfPlace={isOfPlace}
                now={now}
              />
            ))}
          </ol>
        </section>
      ))}
      <Earlier paper={paper} isRest={lines.length < printed.length} hasLines={lines.length > 0} />
    </>
  )
}

function byDay(store: Store, lines: readonly News[]): Map<number | undefined, News[]> {
  return Map.groupBy(lines, ({ at }) => townTimeOf(store, at)?.day)
}

function Earlier({ paper, isRest, hasLines }: { paper: Paper; isRest: boolean; hasLines: boolean }) {
  if (paper.state.value === 'failed') return <p class="no-news">The archive does not answer. Trying again.</p>
  if (paper.isAll.value && !isRest)
    return hasLines ? <p class="news-end">This is where the memory of the town begins.</p> : null
  const isLoading = paper.state.value === 'loading'
  return (
    <button type="button" class="news-more" disabled={isLoading} onClick={() => readOn(paper)}>
      {isLoading ? 'Looking it up…' : 'Earlier news'}
    </button>
  )
}

function Line({ store, line, now, ...rest }: LineProps) {
  const ago = useComputed(() => agoText(line.at, now.value))
  return (
    <li data-news={line.kind}>
      <MomentLink store={store} at={line.at} agent={line.agentId} />
      <div>
        <Report store={store} line={line} {...rest} /> <span class="ago">{ago}</span>
      </div>
    </li>
  )
}

function Report({ store, line, otherName, isOfPlace }: Omit<LineProps, 'now'>) {
  const who = <Person store={store} line={line} id={line.agentId} name={line.name} />
  const where = !isOfPlace && line.place !== undefined && <PlaceLink store={store} id={line.place} />
  if (line.kind === 'words') {
    return (
      <>
        {who}
        {where && <>, {where}</>}: <q>{line.text}</q>
      </>
    )
  }
  return (
    <>
      {who} {line.text}
      {where && (
        <>
          {' '}
          {line.kind === 'coming' ? 'by' : 'at'} {where}
        </>
      )}
      {line.other !== undefined && (
        <>
          {' '}
          <Person store={store} line={line} id={line.other} name={otherName ?? 'somebody'} />
        </>
      )}
    </>
  )
}

/** A link to somebody: as they are at the moment shown or, if they are not there then, at that of the news. */
function Person({ store, line, id, name }: { store: Store; line: News; id: AgentId; name: string }) {
  const here = useComputed(() => {
    void store.roster.value // changes with who is there, and with names
    return store.residents.get(id)?.peek().name
  }).value
  if (here !== undefined) return <AgentLink store={store} id={id} name={here} />
  return (
    <MomentLink store={store} at={line.at} agent={id}>
      {name}
    </MomentLink>
  )
}
