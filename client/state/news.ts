import type { WorldEvent } from '#events/index'
import type { AgentId, FeedPosition, PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'

/** How far back a line can make an earlier one superfluous. */
const recentMax = 30

/** A line of the town's newspaper: who, and what of them; `place` is where it was. `at` counts from the Unix epoch. */
export type News = {
  position: FeedPosition
  at: Millis
  agentId: AgentId
  name: string
  kind: 'words' | 'coming' | 'going' | 'visit' | 'deed' | 'meeting' | 'judgement'
  text: string
  place: PlaceId | undefined
  /** Somebody else that the line is about. */
  other: AgentId | undefined
  /** The aiDollars that came or went: `+2.5`, `-1`. */
  money?: string
}

/** The line that reports an event; undefined if it is not worth one. */
export function newsOf(event: WorldEvent): News | undefined {
  switch (event.type) {
    case 'village.said':
      return line(event, 'words', event.text, event.place ?? undefined)
    case 'village.arrived':
      return line(event, 'coming', 'came to town', event.place ?? undefined)
    case 'village.left':
      return line(event, 'going', event.reason === 'lost' ? 'has not been seen since' : 'left town')
    case 'village.entered':
      return line(event, 'visit', 'walked in', event.place)
    case 'village.used':
      return line(event, 'deed', event.what === '' ? 'was busy' : event.what, event.place)
    case 'village.conversation_joined': {
      const other = event.members.find((id) => id !== event.agentId)
      return other === undefined ? undefined : line(event, 'meeting', 'sat down to talk with', undefined, other)
    }
    case 'economy.rewarded':
      return judgement(event, 'was given', '+')
    case 'economy.penalized':
      return judgement(event, 'had to give up', '-')
    default:
      return undefined
  }
}

/** What is printed of lines that are the newest first: who comes in to do something makes one line, as do two who meet. */
export function edited(lines: readonly News[]): News[] {
  return lines.filter((old, at) => !isEditable(old) || !isOutdated(lines, old, at))
}

function isEditable({ kind }: News): boolean {
  return kind === 'meeting' || kind === 'visit'
}

function isOutdated(lines: readonly News[], old: News, at: number): boolean {
  for (let newer = Math.max(0, at - recentMax); newer < at; newer++) if (outdates(lines[newer]!, old)) return true
  return false
}

function outdates(line: News, old: News): boolean {
  if (old.kind === 'meeting') return line.kind === 'meeting' && old.other === line.agentId && line.other === old.agentId
  return old.kind === 'visit' && !isAside(line) && old.agentId === line.agentId
}

// Neither says that somebody did something else where they came in.
function isAside({ kind }: News): boolean {
  return kind === 'words' || kind === 'judgement'
}

/** Lines of both, the newest first, each once. */
export function merged(some: readonly News[], others: readonly News[]): News[] {
  const byPosition = new Map([...some, ...others].map((line) => [line.position, line]))
  return [...byPosition.values()].sort((a, b) => b.at - a.at || b.position - a.position)
}

type JudgingEvent = Extract<WorldEvent, { type: 'economy.rewarded' | 'economy.penalized' }>

function judgement(event: JudgingEvent, verb: string, sign: '+' | '-'): News {
  const { amount, reason } = event
  const text = `${verb} ${amount} ${amount === '1' ? 'aiDollar' : 'aiDollars'}${reason === '' ? '' : `: ${reason}`}`
  return { ...line(event, 'judgement', text), money: `${sign}${amount}` }
}

function line(
  { position, at, agentId, name }: WorldEvent,
  kind: News['kind'],
  text: string,
  place?: PlaceId,
  other?: AgentId,
): News {
  return { position, at, agentId, name, kind, text, place, other }
}
