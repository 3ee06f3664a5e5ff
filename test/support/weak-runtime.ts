import vm from 'node:vm'
import type { Verdict } from '#match/verdict'
import type { AgentFunction, CallResult, Lease, Program, Runtime } from '#domain/sandbox'

export type Weakness = {
  /** Whether all instances end with one that has a fault. */
  isFateShared?: boolean
  /** Called before an instance is there; it may throw. */
  onLease?(): void
  /** Called before each call; whatever it does is done on the thread of the host. */
  onCall?(): void
  /** How long a call may loop before it is stopped. */
  loopMsMax?: number
  /** What every fault is taken for. */
  verdict?: Verdict
}

type Agent = Partial<Record<AgentFunction, (argument: unknown) => unknown>>

/**
 * A runtime as nobody should build it: node:vm in the process of the host, one context for all instances, objects of the
 * host as arguments, answers of any length. Test-only: what it is given must mean no harm.
 */
export function createWeakRuntime(weakness: Weakness = {}, version = 'weak'): Runtime {
  const context = vm.createContext({ importNothing })
  let isAlive = true
  return { id: 'quickjs', version, languages: ['javascript'], isMetered: false, lease, stop: async () => {} }

  async function lease(program: Program): Promise<Lease> {
    weakness.onLease?.()
    const source = new TextDecoder().decode(program.files.get(program.main))
    const own = { isAlive: true }
    let agent: Agent | undefined
    return { call, isAlive: () => own.isAlive && isAlive, release: async () => {} }

    async function call(name: AgentFunction, argument: string): Promise<CallResult> {
      const begun = performance.now()
      const usage = () => ({ fuel: null, ms: performance.now() - begun })
      try {
        weakness.onCall?.()
        if (!isAlive) throw new Error('all have ended')
        agent ??= load(source)
        const made = agent[name]?.bind(agent)
        const answer = await inTime(() => made?.(JSON.parse(argument)))
        return { status: 'returned', text: JSON.stringify(answer ?? null), ...usage() }
      } catch (error) {
        own.isAlive = false
        if (weakness.isFateShared) isAlive = false
        const verdict = weakness.verdict ?? (String(error).includes('timed out') ? 'timeout' : 'crash')
        return { status: 'fault', verdict, detail: String(error), ...usage() }
      }
    }
  }

  function load(source: string): Agent {
    const script = source.replace('export default', 'globalThis.agent =').replaceAll('import(', 'importNothing(')
    vm.runInContext(`(() => { ${script} })()`, context)
    return (context as { agent: Agent }).agent
  }

  function inTime(work: () => unknown): unknown {
    const { loopMsMax: timeout = 500 } = weakness
    return vm.runInContext('work()', Object.assign(context, { work }), { timeout })
  }
}

async function importNothing(): Promise<never> {
  throw new Error('there are no modules')
}
