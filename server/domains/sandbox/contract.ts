import type { CallBudget, Usage } from '#match/contract'
import type { Verdict } from '#match/verdict'
import type { CodeLanguage } from '#messages/competitors'

/** What agents are written in; TypeScript is JavaScript once its types are taken off. */
export type Language = CodeLanguage

/** The code of an agent: files by their path, relative and in slashes, and which of them is begun with. */
export type Program = { language: Language; main: string; files: ReadonlyMap<string, Uint8Array> }

/** The functions that an agent has; see docs/AGENTS.md for how each language writes them. */
export type AgentFunction = 'init' | 'act' | 'onResult'

/** How much an instance may hold and say, for as long as it lives. */
export type LeaseLimits = { memoryBytesMax: number; replyBytesMax: number }

/** What came of a call: the answer as JSON text (`null` if there was none), or the agent's fault. */
export type CallResult =
  | ({ status: 'returned'; text: string } & Usage)
  | ({ status: 'fault'; verdict: Verdict; detail: string } & Usage)

/** What this runtime is, as it stands in logs and attestations. */
export type RuntimeId = 'quickjs' | 'wasm' | 'runc' | 'runsc'

/**
 * Something that runs agents' code apart from everything else: one instance a match, lease → call → release. Whatever the
 * code does, a call ends within its budget and a little, as an answer or as a fault of the agent; only what fails without
 * the agent's doing throws, as an InfrastructureFault.
 */
export type Runtime = {
  id: RuntimeId
  /** What exactly runs the code, such as `quickjs-ng 0.32.0`; another one may need more fuel for the same work. */
  version: string
  languages: readonly Language[]
  /** Whether fuel is counted, the same on every machine. If not, `fuel` is null and the clock alone limits. */
  isMetered: boolean
  lease(program: Program, limits: LeaseLimits): Promise<Lease>
  stop(): Promise<void>
}

/**
 * One instance with its program. The first call loads the program, within that call's budget. A fault ends the instance:
 * `isAlive` is false from then on, and another has to be leased.
 */
export type Lease = {
  /** Calls a function of the agent with one argument, as JSON text. A function that the agent lacks returns `null`, but `act` is a crash. */
  call(name: AgentFunction, argument: string, budget: CallBudget): Promise<CallResult>
  isAlive(): boolean
  /** Ends the instance and all that it holds, also in the middle of a call. It never throws. */
  release(): Promise<void>
}
