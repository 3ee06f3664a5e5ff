import { agoText } from '#client/state/describe.ts'
import { shownAt } from '#client/state/moments.ts'
import type { News } from '#client/state/news.ts'
import { linesOf, readOn, type Paper } from '#client/state/paper.ts'
import { serverNow } from '#client/state/showing.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import { AgentLink, PlaceLink } from './links.tsx'
import { MomentLink, townTimeOf } from './moment-link.tsx'

type LinesProps = { store: Store; paper: Paper; nothing: string; isOfPlace?: boolean }
type LineProps = { store: Store; line: News; names: readonly News[]; isOfPlace: boolean }

/** News up to the moment shown, the newest first and by the town's days, with a way to earlier ones. */
export function NewsLines({ store, paper, nothing, isOfPlace = false }: LinesProps) {
  const printed = linesOf(store, paper)
  const lines = printed.slice(0, paper.wanted.value)
  const today = townTimeOf(store, shownAt(store))?.day
  return (
    <>
      {lines.length === 0 && paper.state.value === 'there' && <p class="no-news">{nothing}</p>}
      {[...byDay(store, lines)].map(([day, ofDay]) => (
        <section key={day} class="news" role="group" aria-label={day === today ? 'Today' : `Day ${day}`}>
          {day !== today && <h3 class="news-day">{day === today! - 1 ? `Yesterday, day ${day}` : `Day ${day}`}</h3>}
          <ol role="list">
            {ofDay.map((line) => (
              <Line key={line.position} store={store} line={line} names={lines} isOfPlace={isOfPlace} />
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

function Line({ store, line, ...rest }: LineProps) {
  return (
    <li data-news={line.kind}>
      <MomentLink store={store} at={line.at} agent={line.agentId} />
      <div>
        <Report store={store} line={line} {...rest} /> <span class="ago">{agoText(line.at, serverNow(store))}</span>
      </div>
    </li>
  )
}

function Report({ store, line, names, isOfPlace }: LineProps) {
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
  const other = names.find(({ agentId }) => agentId === line.other)
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
          <Person store={store} line={line} id={line.other} name={other?.name ?? 'somebody'} />
        </>
      )}
    </>
  )
}

/** A link to somebody: as they are at the moment shown or, if they are not there then, at that of the news. */
function Person({ store, line, id, name }: { store: Store; line: News; id: AgentId; name: string }) {
  const resident = store.residents.get(id)?.peek()
  if (resident !== undefined) return <AgentLink store={store} id={id} name={resident.name} />
  return (
    <MomentLink store={store} at={line.at} agent={id}>
      {name}
    </MomentLink>
  )
}
