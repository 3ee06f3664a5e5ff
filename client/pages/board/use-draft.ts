import { useMemo, useState } from 'preact/hooks'
import { createClientIds, draftOf, forgetDraft, keepDraft, type Draft } from './drafts.ts'

/** What is being written under a key: it, how to change it, and how to be done with it. */
export function useDraft(key: string, beginning: Partial<Draft> = {}) {
  const [draft, setDraft] = useState<Draft>(() => ({ ...draftOf(key), ...beginning }))
  const clientIdFor = useMemo(createClientIds, [])
  return { draft, set, forget, clientIdFor }

  function set(change: Partial<Draft>): void {
    setDraft((old) => {
      const next = { ...old, ...change }
      keepDraft(key, next)
      return next
    })
  }

  function forget(): void {
    setDraft(() => ({ ...draftOf(''), ...beginning }))
    forgetDraft(key)
  }
}
