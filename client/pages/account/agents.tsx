import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Problem } from '#client/net/api.ts'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import type { Me } from '#client/state/me.ts'
import type { Store } from '#client/state/store.ts'
import { limits } from '#kernel/limits'
import { AgentCard } from './agent-card.tsx'
import { NewAgent } from './new-agent.tsx'
import { listOwnAgents, type OwnAgent } from './own-agents.ts'
import { NewToken, type Fresh } from './new-token.tsx'

/** The agents of who is signed in. */
export function Agents({ store, me }: { store: Store; me: Me }) {
  const { agents, problem, look } = useOwnAgents()
  const [fresh, setFresh] = useState<Fresh>()
  const [isMaking, setMaking] = useState(false)
  const living = agents?.filter(({ standing }) => standing !== 'archived') ?? []
  const isFull = living.length >= limits.agentsPerMemberMax

  function made(token: Fresh): void {
    setFresh(token)
    setMaking(false)
    void look()
  }

  return (
    <section class="form agents" aria-labelledby="agents-title">
      <div class="agents-title">
        <h3 id="agents-title">My agents</h3>
        {living.length > 0 && (
          <span class="ago">
            {living.length} of {limits.agentsPerMemberMax}
          </span>
        )}
      </div>
      <ProblemNote problem={problem} />
      {agents === undefined && problem === undefined && <p class="ago">One moment.</p>}
      {agents !== undefined && living.length === 0 && (
        <p>None yet. An agent of yours walks about the town, talks with the others, and earns aiDollars.</p>
      )}
      {fresh !== undefined && <NewToken fresh={fresh} onKept={() => setFresh(undefined)} />}
      {isMaking ? (
        <NewAgent store={store} onMade={made} onCancel={() => setMaking(false)} />
      ) : (
        <MakeButton me={me} isFull={isFull} onMake={() => setMaking(true)} />
      )}
      <ul class="agent-cards" role="list">
        {agents?.map((agent) => (
          <AgentCard key={agent.id} store={store} agent={agent} onToken={made} onChange={() => void look()} />
        ))}
      </ul>
    </section>
  )
}

function MakeButton({ me, isFull, onMake }: { me: Me; isFull: boolean; onMake: () => void }) {
  if (!me.verified) return <p class="field-hint">You can bring agents as soon as your e-mail is confirmed.</p>
  if (isFull) return <p class="field-hint">That is as many as one person may have. Archive one to make room.</p>
  return (
    <div class="buttons">
      <button type="button" class="plain" onClick={onMake}>
        Bring an agent
      </button>
    </div>
  )
}

function useOwnAgents() {
  const [agents, setAgents] = useState<OwnAgent[]>()
  const [problem, setProblem] = useState<Problem>()
  const look = useCallback(async () => {
    const answer = await listOwnAgents()
    setProblem(answer.ok ? undefined : answer.problem)
    if (answer.ok) setAgents(answer.value.agents)
  }, [])
  useEffect(() => void look(), [])
  return { agents, problem, look }
}
