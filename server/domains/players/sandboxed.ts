import type { CallBudget, Competitor, Reply } from '#match/contract'
import type { AgentFunction, Lease, LeaseLimits, Program, Runtime } from '#domain/sandbox'

/**
 * A competitor whose code runs in a sandbox: one instance for the match, and a fresh one at the next `init` when a fault
 * cost it. Throws an InfrastructureFault when there is no instance to be had.
 */
export function sandboxed(runtime: Runtime, program: Program, limits: LeaseLimits): Competitor {
  let lease: Lease | undefined
  let isReleased = false
  return {
    isMetered: runtime.isMetered,
    init: async (config, budget) => {
      await lease?.release()
      const leased = await runtime.lease(program, limits)
      lease = leased
      if (isReleased) await leased.release() // in the meantime; the call then fails
      return call('init', config, budget)
    },
    act: (state, budget) => call('act', state, budget),
    onResult: (result, budget) => call('onResult', result, budget),
    isReady: () => lease?.isAlive() === true,
    release: async () => {
      isReleased = true
      await lease?.release()
    },
  }

  async function call(name: AgentFunction, argument: object, budget: CallBudget): Promise<Reply> {
    const result = await lease!.call(name, JSON.stringify(argument), budget)
    if (result.status === 'fault') return result
    const { text, fuel, ms } = result
    try {
      return { status: 'returned', value: JSON.parse(text) as unknown, fuel, ms }
    } catch {
      return { status: 'fault', verdict: 'invalid_reply', detail: 'the answer is not JSON', fuel, ms }
    }
  }
}
