import { useMemo, useState } from 'preact/hooks'
import { call } from '#client/net/api.ts'
import { TextField } from '#client/pages/desk/text-field.tsx'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ListEnd } from '#client/pages/parts/states.tsx'
import { whenText } from '#client/pages/parts/words.ts'
import type { Store } from '#client/state/store.ts'
import { AgentLink } from '#client/ui/links.tsx'
import type { AgentId } from '#kernel/ids'
import { standings, type Standing } from '#messages/agents'
import { Acts } from './acts.tsx'
import { useGoverned, type Governed } from './governed.ts'
import type { Act } from './reasoned.tsx'

const rowsAtOnce = 25

/** Every agent: whose it is, how it stands, and what can be done about that. */
export function AgentsSection({ store }: { store: Store }) {
  const [changes, setChanges] = useState(0)
  const [wanted, setWanted] = useState('')
  const [standing, setStanding] = useState<Standing | ''>('')
  const [rows, setRows] = useState(rowsAtOnce)
  const [told, setTold] = useState('')
  const list = useGoverned(changes)
  const found = useMemo(() => foundIn(list.items, wanted, standing), [list.items, wanted, standing])
  const done = (words: string) => {
    setTold(words)
    setChanges(changes + 1)
  }
  return (
    <section aria-label="Agents">
      <div class="fields">
        <TextField label="Find" name="find" type="search" value={wanted} onValue={setWanted} />
        <StandingChoice value={standing} onValue={setStanding} />
      </div>
      <p class="done" role="status">
        {told}
      </p>
      <ul class="entries" role="list">
        {found.slice(0, rows).map((agent) => (
          <AgentRow key={agent.id} store={store} agent={agent} done={done} />
        ))}
      </ul>
      {found.length > rows && (
        <button type="button" class="quiet" onClick={() => setRows(rows + rowsAtOnce)}>
          Show more
        </button>
      )}
      {list.items.length === 0 && <ListEnd list={list} nothing="There is no agent yet." />}
      {list.items.length > 0 && found.length === 0 && <p class="nothing">No agent is like that.</p>}
    </section>
  )
}

function StandingChoice({ value, onValue }: { value: Standing | ''; onValue: (value: Standing | '') => void }) {
  return (
    <div class="field">
      <label for="hall-standing">Standing</label>
      <select
        id="hall-standing"
        value={value}
        onChange={({ currentTarget }) => onValue(currentTarget.value as Standing)}
      >
        <option value="">any</option>
        {standings.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </div>
  )
}

type RowProps = { store: Store; agent: Governed; done: (words: string) => void }

function AgentRow({ store, agent, done }: RowProps) {
  const { id, name, kind, standing, standingReason, owner, createdAt } = agent
  return (
    <li data-governed={id} data-standing={standing}>
      <div class="entry-line">
        <strong>{store.roster.value.includes(id) ? <AgentLink store={store} id={id} name={name} /> : name}</strong>
        <span class={`tag ${standing === 'active' ? '' : 'warning'}`}>{standing}</span>
      </div>
      {standingReason !== '' && <q class="entry-reason">{standingReason}</q>}
      <p class="entry-facts">
        {owner === null ? (kind === 'scripted' ? 'scripted, of the town' : 'of the town') : `owned by ${owner.name}`}
        {` · since ${whenText(createdAt)} · `}
        <PageLink store={store} page="bank" detail={id}>
          bank
        </PageLink>
      </p>
      <Acts store={store} about={name} acts={actsOn(agent)} done={() => done(`Done: ${name}.`)} />
    </li>
  )
}

function actsOn({ id, name, standing }: Governed): Act[] {
  if (standing === 'archived') return []
  return [...standingActs(id, name).filter(({ to }) => to !== standing), revocation(id, name)]
}

function standingActs(id: AgentId, name: string): (Act & { to: Standing })[] {
  const quarantine = `${name} stops at once: it stays in sight, but can neither act nor speak.`
  const suspend = `${name} leaves the town at once, and can’t come back until it is let in again.`
  return [
    act('quarantined', 'Quarantine', quarantine, true),
    act('suspended', 'Suspend', suspend, true),
    act('active', 'Reactivate', `${name} may come and act again.`, false),
  ]

  function act(to: Standing, title: string, explained: string, isDangerous: boolean) {
    const perform = (reason: string) => call('POST', `/api/agents/${id}/standing`, { standing: to, reason })
    return { to, title, explained, isDangerous, needsReason: true, perform }
  }
}

function revocation(id: AgentId, name: string): Act {
  const explained = `All tokens of ${name} stop working at once. Its owner has to make a new one.`
  const perform = () => call('DELETE', `/api/agents/${id}/tokens`)
  return { title: 'Revoke tokens', explained, needsReason: false, isDangerous: true, perform }
}

function foundIn(agents: readonly Governed[], wanted: string, standing: Standing | ''): Governed[] {
  const words = wanted.trim().toLowerCase()
  return agents
    .filter((agent) => standing === '' || agent.standing === standing)
    .filter(({ id, name, owner }) => `${name} ${owner?.name ?? ''} ${id}`.toLowerCase().includes(words))
    .sort((a, b) => a.name.localeCompare(b.name))
}
