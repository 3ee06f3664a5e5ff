import type { AgentFunction, CallResult, LeaseLimits, Program } from './contract.ts'
import type { CallBudget } from '#match/contract'

/** What a sandbox thread needs to begin with an agent; it comes with the first call. */
export type Beginning = { program: Program; limits: LeaseLimits }

/** A call of an agent's function, as it is sent to the thread. */
export type Task = { begin: Beginning | undefined; name: AgentFunction; argument: string; budget: CallBudget }

/** What a thread is asked: a call, or to forget its agent. */
export type Question = Task | 'end'

/**
 * What a thread answers. `broken` is nobody's fault but ours. A thread that is worn holds much memory, or a tool in it
 * is out of order: it should serve no other agent.
 */
export type Answer = (CallResult | { status: 'broken'; detail: string }) & { isWorn: boolean }
