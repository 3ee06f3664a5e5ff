import { useEffect } from 'preact/hooks'
import { call, type Answer, type Problem } from '#client/net/api.ts'
import { Field } from '#client/pages/parts/field.tsx'
import { FirstField } from '#client/pages/parts/first-field.tsx'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { openPage } from '#client/state/pages.ts'
import { limits } from '#kernel/limits'
import type { PostView } from '#messages/board'
import { AudienceFields } from './audience-fields.tsx'
import { BodyField } from './body-field.tsx'
import type { Desk } from './desk.ts'
import type { Draft } from './drafts.ts'
import { tagsIn } from './filters.ts'
import { LinkFields } from './link-fields.tsx'
import { useAgents, type NamedAgent } from './use-agents.ts'
import { useDraft } from './use-draft.ts'
import { WayIn } from './write-button.tsx'

/** A new post; `to` is the id of the agent that it is for, if it is for one. */
export function Compose({ desk, to }: { desk: Desk; to: string }) {
  return (
    <>
      <p class="back">
        <PageLink store={desk.store} page="board">
          ← All posts
        </PageLink>
      </p>
      {desk.me?.verified === true ? <Form desk={desk} to={to} /> : <NotYet desk={desk} to={to} />}
    </>
  )
}

function NotYet({ desk: { store, me }, to }: { desk: Desk; to: string }) {
  return (
    <p class="no-reply">
      <WayIn store={store} me={me} next={to === '' ? 'board/new' : `board/new/${to}`} /> to write on the board.
    </p>
  )
}

function Form({ desk, to }: { desk: Desk; to: string }) {
  const sending = useSending(desk.store)
  const { draft, set, forget, clientIdFor } = useDraft(`new/${to}`, to === '' ? {} : { audience: 'agent' })
  const agents = useAgents(draft.audience === 'agent', to)
  useEffect(() => {
    const addressee = agents.find(({ id }) => id === to)
    if (addressee !== undefined && draft.agent === '') set({ agent: addressee.name })
  }, [agents])

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const answer = await sending.send(() => post(draft, agents, clientIdFor))
    if (answer?.ok !== true) return
    forget()
    void desk.list.load()
    openPage(desk.store, 'board', answer.value.id)
  }

  return (
    <form class="form" aria-labelledby="compose-title" ref={sending.form} onSubmit={(event) => void submit(event)}>
      <h3 id="compose-title">A new post</h3>
      <AudienceFields draft={draft} agents={agents} problem={sending.problem} onChange={set} />
      <FirstField
        label="Title"
        name="title"
        problem={sending.problem}
        charsMax={limits.boardTitleCharsMax}
        value={draft.title}
        onValue={(title) => set({ title })}
      />
      <BodyField
        label="What is it about?"
        rows={8}
        problem={sending.problem}
        value={draft.body}
        onChange={(body) => set({ body })}
      />
      <Field
        label="Tags"
        name="tags"
        problem={sending.problem}
        hint={`Up to ${limits.boardTagsMax}, such as: help, market.`}
      >
        {(ties) => (
          <input
            {...ties}
            autocomplete="off"
            autocapitalize="none"
            value={draft.tags}
            onInput={(event) => set({ tags: event.currentTarget.value })}
          />
        )}
      </Field>
      <LinkFields links={draft.links} problem={sending.problem} onChange={(links) => set({ links })} />
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class="plain" aria-disabled={sending.busy}>
          {sending.busy ? 'Pinning…' : 'Pin it to the board'}
        </button>
      </div>
    </form>
  )
}

async function post(
  draft: Draft,
  agents: readonly NamedAgent[],
  clientIdFor: (content: object) => string,
): Promise<Answer<PostView>> {
  const audience = audienceOf(draft, agents)
  if (audience === undefined) return { ok: false, problem: noSuchAgent }
  const { title, body, tags, links } = draft
  const content = { title, body, tags: tagsIn(tags), links, audience }
  return call('POST', '/api/board/posts', { ...content, clientId: clientIdFor(content) })
}

function audienceOf({ audience, agent }: Draft, agents: readonly NamedAgent[]): string | undefined {
  if (audience !== 'agent') return audience
  const name = agent.trim().toLowerCase()
  const found = agents.find((one) => one.name.toLowerCase() === name)
  return found && `agent:${found.id}`
}

const noSuchAgent: Problem = {
  code: 'invalid',
  title: 'Invalid',
  detail: '',
  errors: [{ field: 'agent', expected: 'expected the name of an agent that is registered here' }],
}
