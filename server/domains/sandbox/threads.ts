import { InfrastructureFault } from '#match/contract'
import type { Millis } from '#kernel/time'
import { startThread, type Thread } from './thread.ts'
import type { ThreadSource } from './thread-carrier.ts'

/** Warm threads for agents: each serves one at a time, and one after another. */
export type Threads = {
  /** A thread for oneself; it waits while all are taken, and throws an InfrastructureFault when that takes too long. */
  take(): Promise<Thread>
  /** Gives a thread back. One that is worn, or in the middle of something, is ended, and another started in its place. */
  giveBack(thread: Thread, state: 'free' | 'worn'): Promise<void>
  stop(): Promise<void>
}

/** How many threads there may be, how long one waits for a free one, and how long an idle one is kept. */
export type ThreadsOptions = { threadsMax: number; waitMsMax: Millis; idleMsMax: Millis }

/** What serves when nothing else is said. A thread takes some 30 MB. */
export const usualThreads: ThreadsOptions = { threadsMax: 16, waitMsMax: 60_000, idleMsMax: 60_000 }

/** A pool of threads. `source` is asked when the first is needed. */
export function createThreads(source: () => Promise<ThreadSource>, options: ThreadsOptions): Threads {
  const { threadsMax, waitMsMax, idleMsMax } = options
  const threads = new Set<Thread>()
  const idle: { thread: Thread; timer: NodeJS.Timeout }[] = []
  const waiting = new Set<(found: Thread | InfrastructureFault) => void>()
  let starting = 0
  let isStopped = false
  return { take, giveBack, stop }

  async function take(): Promise<Thread> {
    if (isStopped) throw new InfrastructureFault('the sandbox has stopped')
    const found = idleOne() ?? (threads.size + starting < threadsMax ? await start() : await turn())
    if (found instanceof InfrastructureFault) throw found
    return found
  }

  function idleOne(): Thread | undefined {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      clearTimeout(last.timer)
      if (!last.thread.hasEnded()) return last.thread
      threads.delete(last.thread)
    }
    return undefined
  }

  async function start(): Promise<Thread> {
    starting += 1
    try {
      const thread = await startThread(await source())
      if (isStopped) {
        await thread.end()
        throw new InfrastructureFault('the sandbox has stopped')
      }
      threads.add(thread)
      return thread
    } finally {
      starting -= 1
    }
  }

  function turn(): Promise<Thread | InfrastructureFault> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => got(new InfrastructureFault('no sandbox became free in time')), waitMsMax)
      waiting.add(got)
      function got(found: Thread | InfrastructureFault): void {
        clearTimeout(timer)
        waiting.delete(got)
        resolve(found)
      }
    })
  }

  async function giveBack(thread: Thread, state: 'free' | 'worn'): Promise<void> {
    if (state === 'free' && !thread.hasEnded() && !isStopped) return serveNext(thread)
    await thread.end()
    threads.delete(thread)
    void replace()
  }

  function serveNext(thread: Thread): void {
    const [next] = waiting
    if (next !== undefined) return next(thread)
    const timer = setTimeout(() => void dismiss(thread), idleMsMax)
    timer.unref()
    idle.push({ thread, timer })
  }

  async function dismiss(thread: Thread): Promise<void> {
    idle.splice(0, idle.length, ...idle.filter((one) => one.thread !== thread))
    await thread.end()
    threads.delete(thread)
  }

  // So that the next one finds a warm thread. If none starts, whoever waits hears of it when the time is up.
  async function replace(): Promise<void> {
    if (isStopped || threads.size + starting >= threadsMax) return
    const thread = await start().catch(() => undefined)
    if (thread !== undefined) await giveBack(thread, 'free')
  }

  async function stop(): Promise<void> {
    isStopped = true
    for (const got of waiting) got(new InfrastructureFault('the sandbox has stopped'))
    for (const { timer } of idle.splice(0)) clearTimeout(timer)
    await Promise.all([...threads].map((thread) => thread.end()))
    threads.clear()
  }
}
