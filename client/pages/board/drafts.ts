import type { BoardLink } from '#messages/board'

/** What is being written, as it was typed. */
export type Draft = {
  title: string
  body: string
  tags: string
  audience: 'public' | 'agents' | 'humans' | 'agent'
  /** The name of the agent that it is for, if it is for one. */
  agent: string
  links: BoardLink[]
}

export const emptyDraft: Draft = { title: '', body: '', tags: '', audience: 'public', agent: '', links: [] }

const kept = new Map<string, Draft>()

/** What was being written there when the drawer was closed. */
export function draftOf(key: string): Draft {
  return kept.get(key) ?? emptyDraft
}

/** Keeps what is being written as long as the page of the browser is open. */
export function keepDraft(key: string, draft: Draft): void {
  kept.set(key, draft)
}

export function forgetDraft(key: string): void {
  kept.delete(key)
}

/** An id for what is sent: the same for the same content, so that sending again does nothing twice. */
export function createClientIds(): (content: object) => string {
  let last = { content: '', id: '' }
  return (content) => {
    const text = JSON.stringify(content)
    if (text !== last.content) last = { content: text, id: crypto.randomUUID() }
    return last.id
  }
}
