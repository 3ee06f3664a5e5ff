import type { Facing } from '#world/walk'
import type { Figure } from './figures.ts'

const talkersMax = 60

/** Those in view who talk with one another, by conversation. */
export function conversationsOf(figures: readonly Figure[]): Figure[][] {
  const groups = new Map<string, Figure[]>()
  let talkers = 0
  for (const figure of figures) {
    const { conversation } = figure.resident
    if (conversation === '' || ++talkers > talkersMax) continue
    const group = groups.get(conversation)
    if (group === undefined) groups.set(conversation, [figure])
    else group.push(figure)
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Turns those who stand towards the others of their conversation. */
export function turnToOneAnother(group: readonly Figure[]): void {
  const x = group.reduce((sum, { position }) => sum + position.x, 0) / group.length
  const y = group.reduce((sum, { position }) => sum + position.y, 0) / group.length
  for (const { position } of group) {
    if (!position.walking) position.facing = facingTo(x - position.x, y - position.y)
  }
}

function facingTo(dx: number, dy: number): Facing {
  if (Math.abs(dx) >= Math.abs(dy)) return dx > 0 ? 'east' : 'west'
  return dy > 0 ? 'south' : 'north'
}
