import type { FeedEvent } from '#events/index'
import type { LeaveReason } from '#events/village'
import { closeCodes } from '#kernel/closing'
import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import type { Standing } from '#messages/agents'
import type { Heard } from '#messages/views'
import type { VillageContext } from './context.ts'
import { decideStop } from './decide-move.ts'
import { beginWalk } from './execute.ts'
import { remove } from './presence.ts'
import { isWalking, type Resident } from './resident.ts'
import { inState, noteChange } from './town.ts'

/** Shows in the state what the feed reports. Safe to run twice. */
export function react(context: VillageContext, event: FeedEvent): void {
  switch (event.type) {
    case 'village.said':
      return showSaid(context, event.payload, event.at)
    case 'village.thought':
      return update(context, event.payload.agentId, (resident) => {
        resident.state.thought = event.payload.text
        resident.state.thoughtAt = inState(context.town, event.at)
      })
    case 'village.emoted':
      return update(context, event.payload.agentId, (resident) => {
        resident.state.emote = event.payload.emote
        resident.state.emoteAt = inState(context.town, event.at)
      })
    case 'village.used':
      return update(context, event.payload.agentId, (resident) => {
        resident.state.claim = 'working'
        resident.state.claimWhat = event.payload.what
        resident.state.claimAt = inState(context.town, event.at)
      })
    case 'agents.changed':
      return update(context, event.payload.agentId, (resident) => {
        resident.name = event.payload.name
        resident.state.name = event.payload.name
      })
    case 'agents.standing_changed':
      return update(context, event.payload.agentId, (resident) => {
        applyStanding(context, resident, event.payload.to, event.payload.reason)
      })
    case 'agents.token_revoked':
      return update(context, event.payload.agentId, (resident) => {
        if (resident.link.kind !== 'room' || resident.link.tokenId !== event.payload.tokenId) return
        expel(context, resident, 'revoked', closeCodes.tokenRevoked, 'the token was revoked')
      })
  }
}

type Said = Extract<FeedEvent, { type: 'village.said' }>['payload']

function showSaid(context: VillageContext, said: Said, at: Millis): void {
  update(context, said.agentId, ({ state }) => {
    state.said = said.text
    state.saidAt = inState(context.town, at)
    if (state.claim === 'thinking') state.claim = ''
  })
  const heard = { from: said.agentId, name: said.name, text: said.text, at, conversation: said.conversation }
  for (const id of said.heardBy) tellHeard(context, id, heard)
}

function tellHeard({ town, observer }: VillageContext, id: AgentId, heard: Heard): void {
  const hearer = town.residents.get(id)
  if (hearer === undefined) return
  hearer.heard.push(heard)
  if (hearer.heard.length > limits.heardKeptMax) hearer.heard.shift()
  if (hearer.link.kind === 'room') observer.notice(hearer.link.session, { type: 'heard', payload: heard })
}

function applyStanding(context: VillageContext, resident: Resident, standing: Standing, reason: string): void {
  resident.standing = standing
  resident.state.standing = standing
  if (standing === 'suspended' || standing === 'archived') {
    expel(context, resident, standing, closeCodes.standing, `${standing}: ${reason}`)
  }
  if (standing === 'quarantined') halt(context, resident)
}

function expel(context: VillageContext, resident: Resident, reason: LeaveReason, code: number, why: string): void {
  const { link } = resident
  remove(context, resident, reason)
  if (link.kind === 'room') context.observer.close(link.session, code, why)
}

function halt(context: VillageContext, resident: Resident): void {
  const now = context.clock.now()
  if (isWalking(resident, now)) beginWalk(context, resident, decideStop(context.town, resident, now))
}

function update({ town }: VillageContext, id: AgentId, change: (resident: Resident) => void): void {
  const resident = town.residents.get(id)
  if (resident === undefined) return
  change(resident)
  noteChange(town, id)
}
