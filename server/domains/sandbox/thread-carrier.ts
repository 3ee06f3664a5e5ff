import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker, type ResourceLimits } from 'node:worker_threads'
import { InfrastructureFault } from '#match/contract'
import type { Answer, Question } from './thread-messages.ts'

/**
 * What is run for an agent: the file, what it is given, and whether it is a process of its own. A thread is smaller, but
 * V8 can't end one that is in the middle of certain loops (of tail calls, of memory.copy); a process is killed.
 */
export type ThreadSource = { entry: URL } & ({ isApart: false; data: unknown } | { isApart: true })

/** Carries questions to where an agent runs. `end` ends that, whatever it is at. */
export type Carrier = { post(question: Question): void; end(): Promise<void> }

/** Told of what comes back, `exhausted` if it died of its heap, and once that there is no more. */
export type Listener = { heard(found: Answer | 'ready' | 'exhausted' | InfrastructureFault): void; ended(): void }

const execArgv = ['--disable-warning=ExperimentalWarning'] // of the TypeScript stripper
const heapMbMax = 128
// The stack is what WebAssembly recurses on; of JavaScript the thread has little: its own few objects, and texts.
const resourceLimits: ResourceLimits = {
  stackSizeMb: 8,
  maxOldGenerationSizeMb: heapMbMax,
  maxYoungGenerationSizeMb: 16,
}
// The main thread of a process has 8 MB of stack, where nobody says otherwise.
const processArgv = [...execArgv, `--max-old-space-size=${heapMbMax}`, '--stack-size=4000']

export function carrierTo(source: ThreadSource, listener: Listener): Carrier {
  return source.isApart ? processCarrier(source.entry, listener) : threadCarrier(source, listener)
}

function threadCarrier(
  { entry, data: workerData }: { entry: URL; data: unknown },
  { heard, ended }: Listener,
): Carrier {
  const worker = new Worker(entry, { workerData, resourceLimits, env: {}, execArgv })
  worker.unref()
  worker.on('message', heard)
  worker.on('error', (error: NodeJS.ErrnoException) => heard(deathOf(error)))
  worker.on('exit', ended)
  return { post, end: async () => void (await worker.terminate()) }

  function post(question: Question): void {
    worker.postMessage(question) // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has none
  }
}

function processCarrier(entry: URL, { heard, ended }: Listener): Carrier {
  const child = fork(fileURLToPath(entry), {
    env: {},
    execArgv: processArgv,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.unref()
  child.channel!.unref()
  child.on('message', heard)
  child.on('error', (error) => heard(deathOf(error)))
  child.on('exit', (_, signal) => {
    if (signal !== null && signal !== 'SIGKILL') heard('exhausted')
    ended()
  })
  return { post: (question) => void child.send(question, () => {}), end }

  async function end(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.ref()
    child.kill('SIGKILL')
    await exited
  }
}

function deathOf(error: NodeJS.ErrnoException): 'exhausted' | InfrastructureFault {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'exhausted'
  return new InfrastructureFault(`the thread of a sandbox failed: ${error.message}`)
}
