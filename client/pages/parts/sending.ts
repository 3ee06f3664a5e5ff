import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Problem } from '#client/net/api.ts'
import { learnMe } from '#client/state/me.ts'
import type { Store } from '#client/state/store.ts'

/** How it stands with what a form sends; `problem` is why it was not done the last time. */
export type Sending = {
  busy: boolean
  problem: Problem | undefined
  form: RefObject<HTMLFormElement | null>
  /** Does the work, unless some is being done already: then the answer is undefined. */
  send<T>(work: () => Promise<Answer<T>>): Promise<Answer<T> | undefined>
  forget(): void
}

/** Lets a form send one thing at a time, and brings the focus to the first field that was refused. */
export function useSending(store: Store): Sending {
  const [state, setState] = useState<{ busy: boolean; problem?: Problem }>({ busy: false })
  const isBusy = useRef(false)
  const form = useRef<HTMLFormElement>(null)
  const { busy, problem } = state
  useEffect(() => {
    if (problem !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem])
  return { busy, problem, form, send, forget: () => setState({ busy: isBusy.current }) }

  async function send<T>(work: () => Promise<Answer<T>>): Promise<Answer<T> | undefined> {
    if (isBusy.current) return undefined
    isBusy.current = true
    setState({ busy: true })
    const answer = await work()
    isBusy.current = false
    setState(answer.ok ? { busy: false } : { busy: false, problem: answer.problem })
    if (!answer.ok && answer.problem.code === 'unauthenticated') void learnMe(store)
    return answer
  }
}
