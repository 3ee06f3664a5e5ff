import { z } from 'zod'
import type { MemberId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse } from '#kernel/refusal'
import {
  agentsPageSchema,
  auditEntrySchema,
  auditQuerySchema,
  governedAgentSchema,
  standingChangeSchema,
} from '#messages/accounts'
import { actorOf, type Accounts, type Member } from '#domain/accounts'
import type { AgentQueries, AgentRegistry, AgentRow } from '#domain/agents'
import type { AuditReader } from '#domain/audit'
import { isRefusal } from '#http/mount'
import { route, type Route } from '#http/route'

const tag = 'administration'

export type AdminOptions = { accounts: Accounts; agents: AgentQueries; registry: AgentRegistry; audit: AuditReader }

/** What administrators see and do beyond everyone else; each act of theirs is in the audit. */
export function adminRoutes({ accounts, agents, registry, audit }: AdminOptions): Route[] {
  return [list(), stand(), entries()]

  function list(): Route {
    return route({
      method: 'get',
      path: '/api/admin/agents',
      operationId: 'governAgents',
      summary: 'Every agent, oldest first, with its owner and why it stands as it does. `next` goes into `after`.',
      tag,
      access: 'administrator',
      query: agentsPageSchema,
      answer: z.object({ agents: z.array(governedAgentSchema), next: z.string().nullable() }),
      refusals: [],
      handle: async ({ query }) => {
        const page = await agents.page(query.after)
        return { agents: await governed(page.agents), next: page.next }
      },
    })
  }

  function stand(): Route {
    return route({
      method: 'post',
      path: '/api/agents/{id}/standing',
      operationId: 'setStanding',
      summary: 'Let an agent act, quarantine, suspend or archive it; at once, also where it is connected.',
      tag,
      access: 'administrator',
      body: standingChangeSchema,
      answer: governedAgentSchema,
      refusals: ['not_found'],
      handle: async ({ id, member, body }) => {
        if ((await agents.find(id)) === null) return refuse('not_found', 'there is no agent with this id')
        const result = await registry.setStanding(actorOf(member!), id, body.standing, body.reason)
        return isRefusal(result) ? result : (await governed([result.agent]))[0]!
      },
    })
  }

  function entries(): Route {
    return route({
      method: 'get',
      path: '/api/admin/audit',
      operationId: 'readAudit',
      summary:
        'Who did what to whom, newest first; by actor, act or subject. `next` goes into `before` for older ones.',
      tag,
      access: 'administrator',
      query: auditQuerySchema,
      answer: z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() }),
      refusals: [],
      handle: async ({ query: { act: action, ...rest } }) => {
        const rows = await audit.page({ action, ...rest })
        const found = rows.map(({ id, at, actor, action: act, subject, detail }) => {
          return { id, at: at.getTime(), actor, act, subject, detail: detail as Record<string, unknown> }
        })
        return { entries: found, next: found.length === limits.auditPageMax ? found.at(-1)!.id : null }
      },
    })
  }

  async function governed(rows: AgentRow[]) {
    const owners = await accounts.membersById([...new Set(rows.flatMap(({ ownerId }) => ownerId ?? []))])
    return rows.map((row) => viewOf(row, owners))
  }
}

function viewOf(row: AgentRow, owners: Map<MemberId, Member>): z.infer<typeof governedAgentSchema> {
  const { id, name, kind, standing, standingReason, ownerId } = row
  const owner = ownerId === null ? null : { id: ownerId, name: owners.get(ownerId)?.name ?? '' }
  return { id, name, kind, standing, standingReason, createdAt: row.createdAt.getTime(), owner }
}
