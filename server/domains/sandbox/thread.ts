import { InfrastructureFault } from '#match/contract'
import type { Millis } from '#kernel/time'
import { carrierTo, type ThreadSource } from './thread-carrier.ts'
import type { Answer, Task } from './thread-messages.ts'

/** A worker, a thread or a process, that serves one agent at a time. */
export type Thread = {
  /** The answer; `late` if none came in time, `exhausted` if the thread died of its heap. Else it throws an InfrastructureFault. */
  ask(task: Task, msMax: Millis): Promise<Answer | 'late' | 'exhausted'>
  /** Makes it forget its agent. */
  forget(): void
  /** Ends it, whatever it is at. It never throws. */
  end(): Promise<void>
  hasEnded(): boolean
}

const startMsMax = 30_000
/** The thread looks at its own clock wherever it can, and is the better judge: this much longer it is waited for. */
const graceMs = 100
/** The longest that a timer can wait. */
const timerMsMax = 2 ** 31 - 1

type Outcome = Answer | 'late' | 'exhausted' | 'ready' | InfrastructureFault

/** Starts a thread; it is there once it has loaded what it needs. */
export async function startThread(source: ThreadSource): Promise<Thread> {
  let hasEnded = false
  let settle: ((outcome: Outcome) => void) | undefined
  const carrier = carrierTo(source, {
    heard: (found) => settle?.(found),
    ended: () => {
      hasEnded = true
      settle?.(new InfrastructureFault('the thread of a sandbox ended'))
    },
  })
  const started = await outcomeWithin(startMsMax)
  if (started !== 'ready') throw await failedStart(started)
  return { ask, forget: () => carrier.post('end'), end, hasEnded: () => hasEnded }

  async function ask(task: Task, msMax: Millis): Promise<Answer | 'late' | 'exhausted'> {
    if (hasEnded) throw new InfrastructureFault('the thread of a sandbox ended')
    carrier.post(task)
    const outcome = await outcomeWithin(msMax + graceMs)
    if (outcome instanceof InfrastructureFault) throw outcome
    if (outcome === 'ready') throw new InfrastructureFault('the thread of a sandbox began anew')
    return outcome
  }

  function outcomeWithin(msMax: Millis): Promise<Outcome> {
    return new Promise((resolve) => {
      // An answer may have come while this process was busy: it is read before the thread is called late.
      const timer = setTimeout(() => setImmediate(() => settle?.('late')), Math.min(msMax, timerMsMax))
      settle = (outcome) => {
        settle = undefined
        clearTimeout(timer)
        resolve(outcome)
      }
    })
  }

  async function end(): Promise<void> {
    hasEnded = true
    settle?.(new InfrastructureFault('the sandbox was released'))
    await carrier.end()
  }

  async function failedStart(outcome: Outcome): Promise<InfrastructureFault> {
    await end()
    return outcome instanceof InfrastructureFault ? outcome : new InfrastructureFault('no thread for a sandbox started')
  }
}
