import { refuse, type Refusal } from '#kernel/refusal'
import type { Standing } from '#messages/agents'

/** Whether someone of this standing may connect: the quarantined may, to be seen. */
export function decideEntry(standing: Standing, reason: string): Refusal | undefined {
  if (standing === 'suspended' || standing === 'archived')
    return refuse(standing, `this agent is ${standing}${because(reason)}`)
  return undefined
}

/** Whether someone of this standing may act in the village. */
export function decideActing(standing: Standing): Refusal | undefined {
  if (standing === 'active') return undefined
  return refuse(standing, `this agent is ${standing} and may not act`)
}

function because(reason: string): string {
  return reason === '' ? '' : `: ${reason}`
}
