import { agoText } from '#client/state/describe.ts'
import type { News } from '#client/state/news.ts'
import type { Store } from '#client/state/store.ts'
import { AgentLink, PlaceLink } from './links.tsx'

/** Lines of the newspaper, the newest first. */
export function NewsLines({ store, news }: { store: Store; news: readonly News[] }) {
  const now = store.second.value + store.village.value.epoch
  return (
    <ol class="news" role="list">
      {news.map((line) => (
        <li key={line.key} data-news={line.kind}>
          <Line store={store} line={line} /> <span class="ago">{agoText(line.at, now)}</span>
        </li>
      ))}
    </ol>
  )
}

function Line({ store, line }: { store: Store; line: News }) {
  const who = <AgentLink store={store} id={line.agentId} name={nameOf(store, line)} />
  const where = line.place !== undefined && <PlaceLink store={store} id={line.place} />
  switch (line.kind) {
    case 'words':
      return (
        <>
          {who}
          {where && <>, {where}</>}: <q>{line.text}</q>
        </>
      )
    case 'meeting':
      return (
        <>
          {who} {line.text} {line.other !== undefined && <OtherLink store={store} line={line} />}
        </>
      )
    default:
      return (
        <>
          {who} {line.text} {line.kind === 'coming' ? where && <>by {where}</> : where}
        </>
      )
  }
}

function OtherLink({ store, line }: { store: Store; line: News }) {
  const other = store.residents.get(line.other!)?.peek()
  return other === undefined ? <>somebody</> : <AgentLink store={store} id={other.id} name={other.name} />
}

function nameOf(store: Store, { agentId, name }: News): string {
  return store.residents.get(agentId)?.peek().name ?? name
}
