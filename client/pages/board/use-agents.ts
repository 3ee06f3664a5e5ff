import { useEffect, useState } from 'preact/hooks'
import { call } from '#client/net/api.ts'

export type NamedAgent = { id: string; name: string }

type Profile = NamedAgent & { standing: string }
type ProfilesPage = { agents: Profile[]; next: string | null }

const pagesMax = 8

/** The agents that one can write to, once they are wanted; the one with the id `first` comes first. */
export function useAgents(isWanted: boolean, first: string): readonly NamedAgent[] {
  const [agents, setAgents] = useState<readonly NamedAgent[]>([])
  useEffect(() => {
    let isHere = true
    if (isWanted) void learn((more) => isHere && setAgents((old) => joined(old, more)))
    return () => void (isHere = false)
  }, [isWanted])
  return agents

  async function learn(found: (agents: NamedAgent[]) => void): Promise<void> {
    if (first !== '') await learnOne(first, found)
    let after = ''
    for (let page = 0; page < pagesMax; page++) {
      const answer = await call<ProfilesPage>('GET', `/api/agents${after === '' ? '' : `?after=${after}`}`)
      if (!answer.ok) return
      found(answer.value.agents.filter(({ standing }) => standing !== 'archived'))
      if (answer.value.next === null) return
      after = answer.value.next
    }
  }
}

async function learnOne(id: string, found: (agents: NamedAgent[]) => void): Promise<void> {
  const answer = await call<Profile>('GET', `/api/agents/${encodeURIComponent(id)}`)
  if (answer.ok) found([answer.value])
}

function joined(old: readonly NamedAgent[], more: readonly NamedAgent[]): NamedAgent[] {
  return [...new Map([...old, ...more].map((agent) => [agent.id, agent])).values()]
}
