import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import type { Doing } from '#messages/views'

/** What is known of an agent's last deeds; moments as in the state it comes from, `now` on the same clock. */
export type Deeds = {
  standing: string
  connection: string
  claim: string
  claimAt: Millis
  said: string
  saidAt: Millis
}

/**
 * What an agent is doing at a moment, honestly: from what it last did or said it waits for, never from a wish.
 * A claim is believed for a while only, since a process that hangs says nothing more.
 */
export function doingOf(deeds: Deeds, walking: boolean, now: Millis): Doing {
  if (deeds.standing === 'quarantined') return 'quarantined'
  if (deeds.connection === 'lost') return 'lost'
  if (walking) return 'walking'
  if (isBubbleShown(deeds, now)) return 'talking'
  if (deeds.claim === 'thinking' && now < deeds.claimAt + limits.waitingMsMax) return 'thinking'
  if (deeds.claim === 'working' && now < deeds.claimAt + limits.workingMsMax) return 'working'
  return 'idle'
}

/** Whether the last words still stand above the speaker: longer for longer text. */
export function isBubbleShown(deeds: { said: string; saidAt: Millis }, now: Millis): boolean {
  return deeds.said !== '' && now < deeds.saidAt + bubbleMs(deeds.said)
}

function bubbleMs(text: string): Millis {
  return limits.bubbleMsMin + text.length * limits.bubbleMsPerChar
}
