import { InfrastructureFault, type CallBudget } from '#match/contract'
import type { AgentFunction, CallResult, Lease } from './contract.ts'
import type { Answer, Beginning } from './thread-messages.ts'
import type { Threads } from './threads.ts'

/**
 * A lease of a thread of one's own. After a fault, a release or a failure the thread is given back, with nothing of the
 * agent left in it, or ended if it doesn't come back by itself.
 */
export async function leaseThread(threads: Threads, beginning: Beginning, isMetered: boolean): Promise<Lease> {
  const thread = await threads.take()
  let state: 'resting' | 'calling' | 'ended' = 'resting'
  let begin: Beginning | undefined = beginning
  let isWorn = false
  let ending: Promise<void> | undefined
  return { call, isAlive: () => state !== 'ended' && !thread.hasEnded(), release }

  async function call(name: AgentFunction, argument: string, budget: CallBudget): Promise<CallResult> {
    if (state !== 'resting') throw new InfrastructureFault(`the instance is ${state}`)
    state = 'calling'
    const task = { begin, name, argument, budget }
    begin = undefined
    const answer = await thread.ask(task, budget.msMax).catch(failed)
    if (answer === 'late') return lost('timeout', 'it did not come back in time', budget)
    if (answer === 'exhausted') return lost('memory', 'reading the program took too much memory', budget)
    return resultOf(answer)
  }

  async function failed(error: unknown): Promise<never> {
    await end('worn')
    throw error
  }

  // Nobody knows how much it spent: all that it had.
  function lost(verdict: 'timeout' | 'memory', detail: string, budget: CallBudget): CallResult {
    void end('worn')
    return { status: 'fault', verdict, detail, fuel: isMetered ? budget.fuelMax : null, ms: budget.msMax }
  }

  async function resultOf({ isWorn: isNowWorn, ...result }: Answer): Promise<CallResult> {
    isWorn = isNowWorn
    if (result.status === 'broken') return failed(new InfrastructureFault(result.detail))
    if (result.status === 'fault') void end(isWorn ? 'worn' : 'free')
    else state = 'resting'
    return result
  }

  async function release(): Promise<void> {
    if (state === 'ended') return ending
    if (state === 'resting' && begin === undefined) thread.forget()
    await end(state === 'calling' || isWorn ? 'worn' : 'free')
  }

  async function end(left: 'free' | 'worn'): Promise<void> {
    if (state === 'ended') return
    state = 'ended'
    ending = threads.giveBack(thread, left)
    await ending
  }
}
