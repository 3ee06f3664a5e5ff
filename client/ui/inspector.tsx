import { follow, select, stopFollowing } from '#client/state/choose.ts'
import { agoText, doingAt, placeName, purposeOf } from '#client/state/describe.ts'
import type { Resident } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import { DoingBadge } from './doing.tsx'

/** The card about the selected agent. */
export function Inspector({ store }: { store: Store }) {
  const id = store.selected.value
  const resident = id === undefined ? undefined : store.residents.get(id)?.value
  if (resident === undefined) return null
  return (
    <section class="inspector" aria-label={`About ${resident.name}`} data-agent-id={resident.id}>
      <Title store={store} resident={resident} />
      <Facts store={store} resident={resident} moment={store.second.value} />
    </section>
  )
}

function Title({ store, resident }: { store: Store; resident: Resident }) {
  return (
    <div class="inspector-title">
      <h2>{resident.name}</h2>
      {resident.kind === 'scripted' && <span class="tag">scripted</span>}
      {resident.standing !== 'active' && <span class="tag warning">{resident.standing}</span>}
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
  const { place, said, saidAt, thought, thoughtAt, goal } = resident
  return (
    <dl>
      <Fact name="Doing">
        <DoingBadge doing={doing} />
        {purposeOf(resident, doing, map)}
      </Fact>
      <Fact name="Place">{place === '' ? 'out in town' : placeName(map, place)}</Fact>
      {goal !== '' && goal !== place && <Fact name="Goal">{placeName(map, goal)}</Fact>}
      {said !== '' && <Quote name="Last words" text={`“${said}”`} ago={agoText(saidAt, moment)} />}
      {thought !== '' && <Quote name="Last thought" text={thought} ago={agoText(thoughtAt, moment)} />}
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

function Quote({ name, text, ago }: { name: string; text: string; ago: string }) {
  return (
    <Fact name={name}>
      {text} <span class="ago">{ago}</span>
    </Fact>
  )
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
