import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ListEnd } from '#client/pages/parts/states.tsx'
import { useList } from '#client/pages/parts/use-answer.ts'
import { capital, changeText, whenText } from '#client/pages/parts/words.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { AgentEntry, EntriesPage } from '#messages/economy'
import { CheckReceipt } from './check-receipt.tsx'

const pageEntries = 20

/** Every change of an agent's account, the newest first: why, by whom, for which post, how much, and its receipt. */
export function Entries({ store, id, mark }: { store: Store; id: AgentId; mark: string }) {
  const list = useList<AgentEntry, EntriesPage>({
    path: `/api/economy/ledger/${id}?limit=${pageEntries}`,
    read: ({ entries, next }) => ({ items: entries, next }),
    idOf: ({ version }) => version,
    mark,
  })
  return (
    <section aria-labelledby="entries-title">
      <h4 id="entries-title">What came and went</h4>
      <ul class="entries" role="list">
        {list.items.map((entry) => (
          <li key={entry.version} data-kind={entry.kind}>
            <Entry store={store} entry={entry} />
          </li>
        ))}
      </ul>
      <ListEnd list={list} nothing="Nothing has come or gone yet." />
    </section>
  )
}

function Entry({ store, entry }: { store: Store; entry: AgentEntry }) {
  const { id, at, kind, amount, balance, reason, postId } = entry
  return (
    <>
      <div class="entry-line">
        <strong class="entry-kind">{capital(kind === 'other' ? reason : kindWords[kind])}</strong>
        <strong class="change" data-sign={amount.startsWith('-') ? 'minus' : 'plus'}>
          {changeText(amount)}
          <span class="unseen"> aiDollars</span>
        </strong>
      </div>
      {kind !== 'other' && reason !== '' && <q class="entry-reason">{reason}</q>}
      <p class="entry-facts">
        {whoWords(entry)}
        <time dateTime={new Date(at).toISOString()}>{whenText(at)}</time>
        {postId !== null && (
          <>
            {' · '}
            <PageLink store={store} page="board" detail={postId}>
              for a post
            </PageLink>
          </>
        )}
        {` · ${balance.amount} afterwards`}
      </p>
      <CheckReceipt transfer={id} />
    </>
  )
}

const kindWords = { start: 'starting money', reward: 'reward', penalty: 'penalty', deposit: 'deposit' } as const

function whoWords({ amount, from }: AgentEntry): string {
  const name = from.name ?? (from.kind === 'outside' ? 'outside' : 'the town')
  const role = from.kind === 'administrator' && name !== 'Administrator' ? ' (administrator)' : ''
  return `${amount.startsWith('-') ? 'taken by' : 'from'} ${name}${role} · `
}
