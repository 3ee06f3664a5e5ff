import type { AgentId } from '#kernel/ids'

/** What an agent was made as, for a person to read; empty when nobody wrote anything or it can't be had. */
export async function fetchPersona(id: AgentId): Promise<string> {
  try {
    const answer = await fetch(`/api/agents/${id}`)
    const profile = answer.ok ? ((await answer.json()) as { persona?: unknown }) : {}
    return typeof profile.persona === 'string' ? profile.persona : ''
  } catch {
    return ''
  }
}
