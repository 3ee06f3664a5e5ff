import { samePoint, type Cause, type Snake } from './state.ts'

/** What a snake ran into, of those that are still there after the turn's move; null if into nothing. */
export function collisionOf(snake: Snake, alive: readonly Snake[]): Cause | null {
  const others = alive.filter((other) => other !== snake)
  if (isInBody(snake, snake)) return 'snake-self-collision'
  if (others.some((other) => isInBody(snake, other))) return 'snake-collision'
  return others.some((other) => isBeatenBy(snake, other)) ? 'head-collision' : null
}

function isInBody({ body: [head] }: Snake, { body: [, ...rest] }: Snake): boolean {
  return rest.some((segment) => samePoint(segment, head!))
}

// Head against head the longer one survives; of two that are as long neither does.
function isBeatenBy({ body }: Snake, other: Snake): boolean {
  return samePoint(body[0]!, other.body[0]!) && body.length <= other.body.length
}
