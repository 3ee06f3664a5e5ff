import { parentPort, Worker } from 'node:worker_threads'
import type { Answer, Question, Task } from './thread-messages.ts'
import { Fault } from './fault.ts'
import type { CallResult } from './contract.ts'

/** An agent that was begun, inside its thread. A call that ran over its time is found out by `serve`. */
export type Instance = {
  call(task: Task, meter: Meter): string
  /** Fuel spent in the call that is under way or was last; null where nothing is metered. */
  fuel(): number | null
  isWorn(): boolean
}

/** The time of a call as the thread sees it, the loading of the program included. */
export type Meter = { deadlineMs: number }

/** How soon a process notices that nobody is left that it serves. */
const orphanedMs = 1_000

/** Milliseconds of the real clock, which agents never see: a thread may replace the global one (still-clock.ts). */
export const realNow: () => number = performance.now.bind(performance)

/**
 * The loop of a sandbox thread: begins an agent with its first call, calls it, forgets it. Whatever `open` and `call` throw
 * as a Fault is the agent's, the rest is ours.
 */
export function serve(open: (task: Task, meter: Meter) => Instance | Promise<Instance>): void {
  const port = parentPort ?? processPort()
  let instance: Instance | undefined
  port.on('message', (question: Question) => {
    if (question === 'end') instance = undefined
    else void answer(question).then((found) => port.postMessage(found))
  })
  port.postMessage('ready')

  async function answer(task: Task): Promise<Answer> {
    const startedMs = realNow()
    const meter = { deadlineMs: startedMs + task.budget.msMax }
    const result = await resultOf(task, meter, startedMs)
    const isWorn = instance?.isWorn() ?? false
    if (result.status !== 'returned') instance = undefined
    return { ...result, isWorn }
  }

  async function resultOf(task: Task, meter: Meter, startedMs: number): Promise<CallResult | BrokenResult> {
    try {
      if (task.begin !== undefined) instance = await open(task, meter)
      const text = instance!.call(task, meter)
      if (realNow() > meter.deadlineMs) throw new Fault('timeout', 'it took too long')
      return { status: 'returned', text, ...usage() }
    } catch (error) {
      if (!(error instanceof Fault)) return { status: 'broken', detail: String(error) }
      return { status: 'fault', verdict: error.verdict, detail: error.message, ...usage() }
    }

    function usage() {
      return { fuel: instance?.fuel() ?? null, ms: realNow() - startedMs }
    }
  }
}

/** How one talks to the process that began this one. When that is gone, so is this one, whatever it is at. */
function processPort() {
  const watch = `const parent = process.ppid
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), ${orphanedMs})`
  new Worker(watch, { eval: true, env: {}, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref()
  return {
    on: (event: 'message', heard: (question: Question) => void) => void process.on(event, heard),
    postMessage: (answer: Answer | 'ready') => void process.send!(answer),
  }
}

type BrokenResult = { status: 'broken'; detail: string }
