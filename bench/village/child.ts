import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Answer, Asks } from './asks.ts'

const askMsMax = 80_000
const stopMsMax = 15_000

/** Whether children can be kept to a core of their own: needs Linux' taskset and two cores. */
export const isPinned = existsSync('/usr/bin/taskset') && availableParallelism() >= 2

/** A process of the bench that answers what `A` lists. */
export type Child<A extends Asks> = {
  pid: number
  ask<N extends keyof A & string>(name: N, ...given: Parameters<A[N]>): Promise<Awaited<ReturnType<A[N]>>>
  /** Asks it to stop, and kills it when it does not. */
  end(): Promise<void>
}

/** Starts a file of this folder as a process on one core: 0 for the server, 1 for the load. */
export function startChild<A extends Asks>(file: string, core: 0 | 1): Child<A> {
  const child = spawnOn(core, fileURLToPath(new URL(file, import.meta.url)))
  const waiting = new Map<number, (answer: Answer) => void>()
  let asked = 0
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer))
  child.on('exit', (code, signal) => {
    for (const [id, settle] of waiting) settle({ id, error: `${file} ended (${code ?? signal}) before it answered` })
  })

  return {
    pid: child.pid!,
    ask: (name, ...[given]) => ask(name, given, askMsMax) as never,
    end,
  }

  function ask(name: string, given: unknown, msMax: number): Promise<unknown> {
    const id = ++asked
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle({ id, error: `${file}: no answer to "${name}" in ${msMax} ms` }), msMax)
      waiting.set(id, settle)
      child.send({ id, name, given }, (error) => {
        if (error !== null) settle({ id, error: `${file}: ${error.message}` })
      })
      function settle(answer: Answer): void {
        clearTimeout(timer)
        waiting.delete(id)
        if (answer.error === undefined) resolve(answer.result)
        else reject(new Error(answer.error))
      }
    })
  }

  async function end(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    await ask('stop', undefined, stopMsMax).catch(() => {})
    child.kill('SIGKILL')
    await ended
  }
}

function spawnOn(core: number, file: string): ChildProcess {
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const
  const node = [process.execPath, file]
  const [command, ...args] = isPinned ? ['/usr/bin/taskset', '-c', String(core), ...node] : node
  return spawn(command!, args, { stdio: [...stdio] })
}
