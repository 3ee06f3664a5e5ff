import { useSignal } from '@preact/signals'
import { useRef, useState } from 'preact/hooks'
import { FormEnd } from '#client/pages/parts/form-end.tsx'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { whenText } from '#client/pages/parts/words.ts'
import type { Store } from '#client/state/store.ts'
import { AgentLink } from '#client/ui/links.tsx'
import type { AgentId } from '#kernel/ids'
import { AgentFields } from './agent-fields.tsx'
import type { Fresh } from './new-token.tsx'
import { archiveAgent, changeAgent, type OwnAgent } from './own-agents.ts'
import { TokenForm, Tokens } from './tokens.tsx'

type CardProps = { store: Store; agent: OwnAgent; onToken: (fresh: Fresh) => void; onChange: () => void }
type Open = 'nothing' | 'change' | 'token' | 'archive'

/** One of one's agents, and what one can do with it. */
export function AgentCard({ store, agent, onToken, onChange }: CardProps) {
  const [open, setOpen] = useState<Open>('nothing')
  const buttons = useRef<HTMLDivElement>(null)

  function close(): void {
    setOpen('nothing')
    requestAnimationFrame(() => buttons.current?.querySelector('button')?.focus())
  }
  function changed(): void {
    close()
    onChange()
  }
  function gotToken(token: string): void {
    setOpen('nothing')
    onToken({ name: agent.name, token })
  }

  return (
    <li class="card form" data-agent-id={agent.id}>
      <Head store={store} agent={agent} />
      {agent.persona !== '' && open !== 'change' && <p class="agent-persona">{agent.persona}</p>}
      {agent.standing !== 'archived' && (
        <>
          <Tokens store={store} agent={agent} onChange={onChange} />
          {open === 'nothing' && (
            <div class="buttons" ref={buttons}>
              <Choice text="Change" agent={agent} onClick={() => setOpen('change')} />
              <Choice text="New token" agent={agent} onClick={() => setOpen('token')} />
              <Choice text="Archive" agent={agent} onClick={() => setOpen('archive')} />
            </div>
          )}
          {open === 'change' && <ChangeForm store={store} agent={agent} onDone={changed} onCancel={close} />}
          {open === 'token' && <TokenForm store={store} agent={agent} onMade={gotToken} onCancel={close} />}
          {open === 'archive' && <ArchiveForm store={store} agent={agent} onDone={onChange} onCancel={close} />}
        </>
      )}
    </li>
  )
}

function Head({ store, agent }: { store: Store; agent: OwnAgent }) {
  const id = agent.id as AgentId
  const isHere = store.roster.value.includes(id)
  return (
    <div class="agent-head">
      <h4>{isHere ? <AgentLink store={store} id={id} name={agent.name} /> : agent.name}</h4>
      {agent.standing !== 'active' && <span class="tag warning">{agent.standing}</span>}
      <span class="ago">{isHere ? 'in town' : `since ${whenText(agent.createdAt)}`}</span>
      <PageLink store={store} page="bank" detail={agent.id}>
        Bank
      </PageLink>
    </div>
  )
}

function Choice({ text, agent, onClick }: { text: string; agent: OwnAgent; onClick: () => void }) {
  const kind = text === 'Archive' ? 'danger' : 'quiet'
  return (
    <button type="button" class={`${kind} small`} aria-label={`${text}: ${agent.name}`} onClick={onClick}>
      {text}
    </button>
  )
}

type ActProps = { store: Store; agent: OwnAgent; onDone: () => void; onCancel: () => void }

function ChangeForm({ store, agent, onDone, onCancel }: ActProps) {
  const sending = useSending(store)
  const [name, persona] = [useSignal(agent.name), useSignal(agent.persona)]

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const answer = await sending.send(() => changeAgent(agent.id, name.value, persona.value))
    if (answer?.ok === true) onDone()
  }

  return (
    <form class="form" aria-label={`Change ${agent.name}`} ref={sending.form} onSubmit={(event) => void submit(event)}>
      <AgentFields name={name} persona={persona} problem={sending.problem} />
      <FormEnd sending={sending} submit="Keep" leave="Leave it as it was" onLeave={onCancel} />
    </form>
  )
}

function ArchiveForm({ store, agent, onDone, onCancel }: ActProps) {
  const sending = useSending(store)

  async function archive(): Promise<void> {
    if ((await sending.send(() => archiveAgent(agent.id)))?.ok === true) onDone()
  }

  return (
    <div class="form" role="group" aria-label={`Archive ${agent.name}`}>
      <p role="alert">
        {agent.name} leaves the town for good, and its tokens stop working. What it said and did stays in the records.
        This can’t be undone.
      </p>
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="button" class="danger sure" aria-disabled={sending.busy} onClick={() => void archive()}>
          Archive {agent.name}
        </button>
        <button type="button" class="quiet" ref={focus} onClick={onCancel}>
          Let it stay
        </button>
      </div>
    </div>
  )
}

function focus(button: HTMLButtonElement | null): void {
  button?.focus()
}
