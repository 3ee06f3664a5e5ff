import type { Fact } from '#events/index'
import type { ConversationId, PlaceId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import { decideActing } from '#domain/agents'
import type { Action, Move, VillageCommand } from '#messages/village'
import type { Accepted } from '#messages/views'
import { appendToOutbox } from '#platform/outbox'
import { isIn } from '#world/town-map'
import { arrivesAt } from '#world/walk'
import { takeAct } from './resident.ts'
import type { VillageContext } from './context.ts'
import { converse, leaveConversation } from './conversations.ts'
import { decideMove, decideStop, type MoveDecision } from './decide-move.ts'
import { isWalking, restOf, tileNow, type Resident } from './resident.ts'
import { othersWithin, placeOn, putOnPath, type Town } from './town.ts'
import { agentView } from './views.ts'

export type CommandResult = Accepted | Refusal

/** Does what a resident asks, or says why not. Words and deeds are accepted once they are stored. */
export async function execute(
  context: VillageContext,
  resident: Resident,
  command: VillageCommand,
): Promise<CommandResult> {
  const refusal = decideActing(resident.standing) ?? takeAct(resident.acts, context.clock.now())
  if (refusal !== undefined) return refusal
  return command.name === 'move' ? move(context, resident, command.move) : act(context, resident, command.action)
}

function move(context: VillageContext, resident: Resident, wish: Move): CommandResult {
  return beginWalk(context, resident, decideMove(context.town, resident, wish, context.clock.now()))
}

function act(context: VillageContext, resident: Resident, action: Action): CommandResult | Promise<CommandResult> {
  switch (action.type) {
    case 'say':
      return say(context, resident, action.text)
    case 'think':
      return store(context, { type: 'village.thought', payload: { ...who(resident), text: action.text } })
    case 'emote':
      return store(context, {
        type: 'village.emoted',
        payload: { ...who(resident), ...where(context, resident), emote: action.emote },
      })
    case 'use':
      return use(context, resident, action.place, action.what ?? '')
    case 'wait':
      return claim(context, resident, 'thinking', action.for)
    case 'stop':
      return beginWalk(context, resident, decideStop(context.town, resident, context.clock.now()))
    case 'converse':
      return converse(context, resident, action.with)
    case 'leave_conversation':
      leaveConversation(context, resident)
      return { status: 'accepted' }
  }
}

/** Begins a walk that was decided on, and reports it. */
export function beginWalk(context: VillageContext, resident: Resident, decision: MoveDecision): CommandResult {
  if (decision.status === 'refused') return decision
  const { town, observer, clock } = context
  putOnPath(town, resident, decision.tiles, decision.startedAt)
  if (resident.state.goal !== decision.goal) resident.state.goal = decision.goal
  if (resident.state.claim !== '') resident.state.claim = ''
  const to = restOf(resident)
  if (resident.state.place !== '' && placeOn(town, to) !== resident.state.place) leavePlace(context, resident)
  observer.walked(agentView(town, resident, clock.now()))
  const place = placeOn(town, to) || null
  return { status: 'accepted', to, place, arrivesAt: Math.round(arrivesAt(resident.route, resident.walk)) }
}

async function say(context: VillageContext, resident: Resident, text: string): Promise<CommandResult> {
  const now = context.clock.now()
  const { town } = context
  const hearers = othersWithin(town, tileNow(resident, now), limits.earshotTiles, resident.id, now)
  const heardBy = hearers.slice(0, limits.hearersMax).map(({ resident: hearer }) => hearer.id)
  const conversation = (resident.state.conversation || null) as ConversationId | null
  const payload = { ...who(resident), ...where(context, resident), text, heardBy, conversation }
  const result = await store(context, { type: 'village.said', payload })
  return result.status === 'refused' ? result : { ...result, heardBy: heardBy.length }
}

function use(
  context: VillageContext,
  resident: Resident,
  asked: PlaceId | undefined,
  what: string,
): CommandResult | Promise<CommandResult> {
  const place = usedPlace(context, resident, asked)
  if (typeof place !== 'string') return place
  return store(context, { type: 'village.used', payload: { ...who(resident), place, what } })
}

function usedPlace(context: VillageContext, resident: Resident, asked: PlaceId | undefined): PlaceId | Refusal {
  const { town, clock } = context
  if (isWalking(resident, clock.now())) return refuse('not_here', 'expected to stand still at a place to use it')
  const here = placeOn(town, restOf(resident))
  if (asked === undefined) return here === '' ? refuse('not_here', 'there is no place here to use') : here
  const place = town.map.places.get(asked)
  if (place === undefined) return refuse('unknown_place', `there is no place "${asked}"`)
  return isIn(place, restOf(resident)) ? asked : refuse('not_here', `expected to be at ${asked}; walk there first`)
}

function claim({ town, clock }: VillageContext, resident: Resident, what: 'thinking', detail: string): CommandResult {
  const { state } = resident
  state.claim = what
  state.claimWhat = detail
  state.claimAt = clock.now() - town.state.epoch
  town.changed.add(resident.id)
  return { status: 'accepted' }
}

/** Ends a walk that has come to rest: the place is entered, and the walker told. */
export function comeToRest(context: VillageContext, resident: Resident): void {
  const { town, facts, observer } = context
  resident.resting = true
  const { x, y } = restOf(resident)
  const place = placeOn(town, { x, y })
  if (place !== resident.state.place) {
    if (resident.state.place !== '') leavePlace(context, resident)
    resident.state.place = place
    town.changed.add(resident.id)
    if (place !== '') facts.push({ type: 'village.entered', payload: { ...who(resident), place } })
  }
  if (resident.link.kind !== 'room') return
  observer.notice(resident.link.session, { type: 'arrived', payload: { x, y, place: place || null } })
}

function leavePlace({ facts, town }: VillageContext, resident: Resident): void {
  facts.push({ type: 'village.exited', payload: { ...who(resident), place: resident.state.place as PlaceId } })
  resident.state.place = ''
  town.changed.add(resident.id)
}

async function store({ storage, clock }: VillageContext, fact: Fact): Promise<CommandResult> {
  return storage.transaction<CommandResult>(async (tx) => {
    // Our clock, not the database's: bubbles are shown by it.
    await appendToOutbox(tx, { ...fact, at: clock.now() })
    return { status: 'accepted' }
  })
}

function who({ id, name }: Resident) {
  return { agentId: id, name }
}

function where({ town, clock }: { town: Town; clock: VillageContext['clock'] }, resident: Resident) {
  const { x, y } = tileNow(resident, clock.now())
  return { x, y, place: placeOn(town, { x, y }) || null }
}
