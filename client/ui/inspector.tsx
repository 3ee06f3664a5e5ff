import { follow, select, stopFollowing } from '#client/state/choose.ts'
import { doingAt, placeName, purposeOf } from '#client/state/describe.ts'
import type { Resident } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import { DoingBadge } from './doing.tsx'
import { AgentLink, PlaceLink } from './links.tsx'
import { Portrait } from './portrait.tsx'
import { Purse } from './purse.tsx'
import { Sayings, Today } from './today.tsx'
import { WriteTo } from './write-to.tsx'

/** The card about the selected agent. */
export function Inspector({ store }: { store: Store }) {
  const id = store.selected.value
  const resident = id === undefined ? undefined : store.residents.get(id)?.value
  if (resident === undefined) return null
  const biography = store.biography.value
  return (
    <section class="inspector" aria-label={`About ${resident.name}`} data-agent-id={resident.id}>
      <Title store={store} resident={resident} />
      {store.persona.value !== '' && <p class="persona">{store.persona.value}</p>}
      <Facts store={store} resident={resident} moment={store.second.value} />
      <WriteTo store={store} id={resident.id} name={resident.name} />
      {biography !== undefined && (
        <>
          <Today store={store} biography={biography} />
          <Sayings store={store} biography={biography} />
        </>
      )}
    </section>
  )
}

function Title({ store, resident }: { store: Store; resident: Resident }) {
  return (
    <div class="inspector-title">
      <Portrait look={resident.look} />
      <div class="inspector-name">
        <h2>{resident.name}</h2>
        {resident.kind === 'scripted' && <span class="tag">scripted</span>}
        {resident.standing !== 'active' && <span class="tag warning">{resident.standing}</span>}
      </div>
      <FollowButton store={store} resident={resident} />
      <button type="button" class="close" aria-label="Close" onClick={() => select(store, undefined)}>
        ×
      </button>
    </div>
  )
}

function Facts({ store, resident, moment }: { store: Store; resident: Resident; moment: Millis }) {
  const map = store.town.value?.map
  const doing = doingAt(resident, moment)
  const { place, goal, thought } = resident
  const partners = partnersOf(store, resident)
  return (
    <dl>
      <Fact name="Doing">
        <DoingBadge doing={doing} />
        {purposeOf(resident, doing, map)}
      </Fact>
      {thought !== '' && <Fact name="Why">{thought}</Fact>}
      <Fact name="Place">{place === '' ? 'out in town' : <PlaceLink store={store} id={place as PlaceId} />}</Fact>
      {goal !== '' && goal !== place && <Fact name="Goal">{goalOf(store, goal)}</Fact>}
      <Fact name="Balance">
        <Purse store={store} id={resident.id} />
      </Fact>
      {partners.length > 0 && (
        <Fact name="Talks with">
          {partners.map(({ id, name }) => (
            <>
              <AgentLink store={store} id={id} name={name} />{' '}
            </>
          ))}
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function goalOf(store: Store, goal: string) {
  const map = store.town.value?.map
  return map?.places.has(goal as PlaceId) ? <PlaceLink store={store} id={goal as PlaceId} /> : placeName(map, goal)
}

function partnersOf(store: Store, { id, conversation }: Resident): Resident[] {
  if (conversation === '') return []
  const others = store.roster.value.map((other) => store.residents.get(other)?.peek())
  return others
    .filter((other) => other !== undefined)
    .filter((other) => other.conversation === conversation && other.id !== id)
}

function FollowButton({ store, resident }: { store: Store; resident: Resident }) {
  const following = store.following.value
  return (
    <button
      type="button"
      class="follow"
      aria-pressed={following}
      onClick={() => (following ? stopFollowing(store) : follow(store, resident.id))}
    >
      {following ? 'Following' : 'Follow'}
    </button>
  )
}
