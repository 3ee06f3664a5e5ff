import { useEffect, useMemo } from 'preact/hooks'
import { useList, type List } from '#client/pages/parts/use-answer.ts'
import type { AgentId } from '#kernel/ids'
import type { Standing } from '#messages/agents'

const agentsMax = 10_000

/** An agent as administrators see it. */
export type Governed = {
  id: AgentId
  name: string
  kind: 'agent' | 'scripted'
  standing: Standing
  standingReason: string
  createdAt: number
  owner: { id: string; name: string } | null
}

type Answer = { agents: Governed[]; next: string | null }

/** All agents, page after page by itself, up to a good many. */
export function useGoverned(mark: unknown = ''): List<Governed> {
  const list = useList<Governed, Answer>({
    path: '/api/admin/agents',
    cursor: 'after',
    read: ({ agents, next }) => ({ items: agents, next }),
    idOf: ({ id }) => id,
    mark,
  })
  useEffect(() => {
    if (list.state === 'there' && list.items.length < agentsMax) list.more()
  }, [list.state, list.items.length])
  return list
}

/** The names of agents, by id. */
export function useNames({ items }: List<Governed>): ReadonlyMap<string, string> {
  return useMemo(() => new Map(items.map(({ id, name }) => [id, name])), [items])
}
