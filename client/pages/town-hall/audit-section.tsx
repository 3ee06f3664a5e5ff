import { useState } from 'preact/hooks'
import { TextField } from '#client/pages/desk/text-field.tsx'
import { ListEnd } from '#client/pages/parts/states.tsx'
import { useList } from '#client/pages/parts/use-answer.ts'
import { useSettled } from '#client/pages/parts/use-settled.ts'
import { pathWith, whenText } from '#client/pages/parts/words.ts'
import type { Store } from '#client/state/store.ts'
import { AuditDetail } from './audit-detail.tsx'
import { useGoverned, useNames, type Governed } from './governed.ts'

const acts = [
  'agent.create',
  'agent.change',
  'agent.standing',
  'agent.token.create',
  'agent.token.revoke',
  'board.hide',
  'board.restore',
  'economy.reward',
  'economy.penalty',
  'member.role',
  'payments.deposit',
]

type Filters = { actor: string; act: string; subject: string }
type AuditEntry = {
  id: string
  at: number
  actor: string
  act: string
  subject: string
  detail: Record<string, unknown>
}
type Answer = { entries: AuditEntry[]; next: string | null }

/** Who did what to whom, the newest first. */
export function AuditSection({ store }: { store: Store }) {
  const [filters, setFilters] = useState<Filters>({ actor: '', act: '', subject: '' })
  const agents = useGoverned()
  const names = useNames(agents)
  const set = (name: keyof Filters) => (value: string) => setFilters({ ...filters, [name]: value })
  const asked = {
    actor: actorOf(filters.actor),
    act: filters.act.trim(),
    subject: subjectOf(filters.subject, agents.items),
  }
  const list = useList<AuditEntry, Answer>({
    path: useSettled(pathWith('/api/admin/audit', asked)),
    read: ({ entries, next }) => ({ items: entries, next }),
    idOf: ({ id }) => id,
  })
  const me = store.me.value
  const people = me ? [{ value: `member:${me.id}`, label: `${me.name} (you)` }] : []
  return (
    <section aria-label="Audit log">
      <form onSubmit={(event) => event.preventDefault()}>
        <div class="fields">
          <TextField label="Who" name="actor" value={filters.actor} onValue={set('actor')} options={people} />
          <TextField
            label="Did what"
            name="act"
            value={filters.act}
            onValue={set('act')}
            options={acts.map((value) => ({ value }))}
          />
          <TextField
            label="To whom"
            name="subject"
            hint="An agent’s name, or an id"
            value={filters.subject}
            onValue={set('subject')}
            options={agents.items.map(({ name }) => ({ value: name }))}
          />
        </div>
      </form>
      <ul class="entries" role="list">
        {list.items.map((entry) => (
          <li key={entry.id} data-entry={entry.id} data-act={entry.act}>
            <Entry entry={entry} nameOf={(id) => nameOf(id, names, store)} />
          </li>
        ))}
      </ul>
      <ListEnd list={list} nothing="Nothing of that kind was done." />
    </section>
  )
}

function Entry({ entry, nameOf }: { entry: AuditEntry; nameOf: (id: string) => string }) {
  const { at, actor, act, subject, detail } = entry
  return (
    <details>
      <summary>
        <strong>{act}</strong> <span>{nameOf(subject)}</span>
        <span class="entry-facts">
          by {nameOf(actor)} · <time dateTime={new Date(at).toISOString()}>{whenText(at)}</time>
        </span>
      </summary>
      <AuditDetail detail={detail} ids={{ Subject: subject, Actor: actor }} />
    </details>
  )
}

function nameOf(text: string, names: ReadonlyMap<string, string>, { me }: Store): string {
  const id = text.slice(text.indexOf(':') + 1)
  if (me.value?.id === id) return 'you'
  return names.get(id) ?? text
}

// A member is written with what it is; who leaves that out means a member all the same.
function actorOf(written: string): string {
  const words = written.trim().toLowerCase()
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(words) ? `member:${words}` : written.trim()
}

function subjectOf(written: string, agents: readonly Governed[]): string {
  const words = written.trim()
  return agents.find(({ name }) => name.toLowerCase() === words.toLowerCase())?.id ?? words
}
