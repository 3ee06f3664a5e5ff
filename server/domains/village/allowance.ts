import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import type { ActAllowance } from './resident.ts'

export function fullAllowance(now: Millis): ActAllowance {
  return { left: limits.actsBurstMax, at: now }
}

/** Takes one act from an allowance, which fills up by ten a second; refuses when there is none left. */
export function takeAct(allowance: ActAllowance, now: Millis): Refusal | undefined {
  const gained = (Math.max(0, now - allowance.at) / 1000) * limits.actsPerSecondMax
  allowance.left = Math.min(limits.actsBurstMax, allowance.left + gained)
  allowance.at = now
  if (allowance.left < 1) return refuse('rate_limited', `expected at most ${limits.actsPerSecondMax} acts a second`)
  allowance.left -= 1
  return undefined
}
