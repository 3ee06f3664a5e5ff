import { call, type Answer } from '#client/net/api.ts'
import type { issuedTokenSchema, ownAgentSchema } from '#messages/accounts'
import type { z } from 'zod'

export type OwnAgent = z.infer<typeof ownAgentSchema>
export type IssuedToken = z.infer<typeof issuedTokenSchema>

const path = '/api/me/agents'

export function listOwnAgents(): Promise<Answer<{ agents: OwnAgent[] }>> {
  return call('GET', path)
}

export function createAgent(name: string, persona: string): Promise<Answer<IssuedToken & { agent: OwnAgent }>> {
  return call('POST', '/api/agents', { name, persona })
}

export function changeAgent(id: string, name: string, persona: string): Promise<Answer<OwnAgent>> {
  return call('PATCH', `/api/agents/${id}`, { name, persona })
}

export function archiveAgent(id: string): Promise<Answer<OwnAgent>> {
  return call('POST', `/api/agents/${id}/archive`)
}

export function issueToken(id: string, label: string, revokeOthers: boolean): Promise<Answer<IssuedToken>> {
  return call('POST', `/api/agents/${id}/tokens`, { label, revokeOthers })
}

export function revokeToken(id: string, tokenId: string): Promise<Answer<{ revoked: string[] }>> {
  return call('DELETE', `/api/agents/${id}/tokens?token=${tokenId}`)
}
