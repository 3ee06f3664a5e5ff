import { Worker, type ResourceLimits } from 'node:worker_threads'
import { InfrastructureFault } from '#match/contract'
import type { Millis } from '#kernel/time'
import type { Answer, Question, Task } from './thread-messages.ts'

/** A worker thread that serves one agent at a time. `entry` is the file that it runs, `data` what it is given. */
export type Thread = {
  /** The answer; `late` if none came in time, `exhausted` if the thread died of its heap. Else it throws an InfrastructureFault. */
  ask(task: Task, msMax: Millis): Promise<Answer | 'late' | 'exhausted'>
  /** Makes it forget its agent. */
  forget(): void
  /** Ends it, whatever it is at. It never throws. */
  end(): Promise<void>
  hasEnded(): boolean
}

export type ThreadSource = { entry: URL; data: unknown }

const startMsMax = 30_000
/** The thread looks at its own clock wherever it can, and is the better judge: this much longer it is waited for. */
const graceMs = 100
/** The longest that a timer can wait. */
const timerMsMax = 2 ** 31 - 1

// The stack is what WebAssembly recurses on; of JavaScript the thread has little: its own few objects, and texts.
const resourceLimits: ResourceLimits = { stackSizeMb: 8, maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }

type Outcome = Answer | 'late' | 'exhausted' | 'ready' | InfrastructureFault

/** Starts a thread; it is there once it has loaded what it needs. */
export async function startThread({ entry, data }: ThreadSource): Promise<Thread> {
  const worker = new Worker(entry, {
    workerData: data,
    resourceLimits,
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'], // of the TypeScript stripper
  })
  let hasEnded = false
  let settle: ((outcome: Outcome) => void) | undefined
  worker.unref()
  worker.on('message', (answer: Answer | 'ready') => settle?.(answer))
  worker.on('error', (error: NodeJS.ErrnoException) => settle?.(deathOf(error)))
  worker.on('exit', () => {
    hasEnded = true
    settle?.(new InfrastructureFault('the thread of a sandbox ended'))
  })
  const started = await outcomeWithin(startMsMax)
  if (started !== 'ready') throw await failedStart(started)
  return { ask, forget: () => post('end'), end, hasEnded: () => hasEnded }

  async function ask(task: Task, msMax: Millis): Promise<Answer | 'late' | 'exhausted'> {
    if (hasEnded) throw new InfrastructureFault('the thread of a sandbox ended')
    post(task)
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

  function post(question: Question): void {
    worker.postMessage(question) // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has none
  }

  async function end(): Promise<void> {
    hasEnded = true
    settle?.(new InfrastructureFault('the sandbox was released'))
    await worker.terminate()
  }

  async function failedStart(outcome: Outcome): Promise<InfrastructureFault> {
    await end()
    return outcome instanceof InfrastructureFault ? outcome : new InfrastructureFault('no thread for a sandbox started')
  }
}

function deathOf(error: NodeJS.ErrnoException): Outcome {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'exhausted'
  return new InfrastructureFault(`the thread of a sandbox failed: ${error.message}`)
}
