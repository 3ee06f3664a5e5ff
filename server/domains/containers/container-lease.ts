import { randomBytes } from 'node:crypto'
import { InfrastructureFault, type CallBudget } from '#match/contract'
import type { Millis } from '#kernel/time'
import type { Verdict } from '#match/verdict'
import type { Box } from './container-box.ts'
import { parseReply, type Answer } from './container-reply.ts'
import {
  type AgentFunction,
  type CallResult,
  type Lease,
  type LeaseLimits,
  type Program,
  shortDetail,
} from '#domain/sandbox'

/** What comes of waiting for a container. */
type Outcome =
  | { came: 'line'; line: string }
  | { came: 'flood'; detail: string }
  | { came: 'end' }
  | { came: 'nothing' }
  | { came: 'release' }

/** A reply is a line: a nonce and a word before the answer. */
const envelopeBytesMax = 64
/** What the agent's prints and errors may come to in one match. They are read and dropped. */
const stderrBytesMax = 2 ** 20
const timerMsMax = 2 ** 31 - 1

/**
 * Lets an agent live in a container, and takes it away after a fault or a release. What the agent does between two calls
 * is told by the next one.
 */
export function leaseBox(box: Box, program: Program, limits: LeaseLimits, giveBack: () => Promise<void>): Lease {
  let state: 'resting' | 'calling' | 'ended' = 'resting'
  let isLoaded = false
  let unasked: Outcome | undefined
  let settle: ((outcome: Outcome) => void) | undefined
  box.listen(
    {
      line: (line) => tell({ came: 'line', line }),
      flood: (detail) => tell({ came: 'flood', detail }),
      end: () => tell({ came: 'end' }),
    },
    { lineBytesMax: limits.replyBytesMax + envelopeBytesMax, stderrBytesMax },
  )
  return { call, isAlive: () => state !== 'ended', release }

  function tell(outcome: Outcome): void {
    if (settle === undefined) unasked ??= outcome
    else settle(outcome)
  }

  async function call(name: AgentFunction, argument: string, budget: CallBudget): Promise<CallResult> {
    if (state !== 'resting') throw new InfrastructureFault(`the instance is ${state}`)
    state = 'calling'
    const begunMs = performance.now()
    const answer = await answerTo(name, argument, begunMs + budget.msMax).catch(failed)
    const ms = performance.now() - begunMs
    if (answer.status === 'fault') void end()
    else if (state === 'calling') state = 'resting'
    return { ...answer, fuel: null, ms }
  }

  async function failed(error: unknown): Promise<never> {
    void end()
    throw error
  }

  async function answerTo(name: AgentFunction, argument: string, untilMs: Millis): Promise<Answer> {
    if (!isLoaded) {
      const loaded = await ask('load', textOf(program), untilMs)
      if (loaded.status === 'fault') return loaded
      isLoaded = true
    }
    return ask(name, argument.replaceAll(/[\r\n]+/g, ' '), untilMs)
  }

  async function ask(verb: string, text: string, untilMs: Millis): Promise<Answer> {
    const nonce = randomBytes(12).toString('hex')
    const outcome = unasked === undefined ? await sayAndWait(`${nonce} ${verb} ${text}`, untilMs) : unspoken(unasked)
    if (outcome.came === 'line') return parseReply(outcome.line, nonce, limits.replyBytesMax)
    if (outcome.came === 'flood') return fault('flood', outcome.detail)
    if (outcome.came === 'nothing') return fault('timeout', 'it did not come back in time')
    if (outcome.came === 'release') throw new InfrastructureFault('the sandbox was released')
    const death = await box.death()
    if (death.by === 'infrastructure') throw new InfrastructureFault(death.detail)
    return fault(death.verdict, death.detail)
  }

  function sayAndWait(line: string, untilMs: Millis): Promise<Outcome> {
    return new Promise((resolve) => {
      const waitMs = Math.min(Math.max(0, untilMs - performance.now()), timerMsMax)
      // An answer may have come while this process was busy: it is read before the agent is called late.
      const timer = setTimeout(() => setImmediate(() => settle?.({ came: 'nothing' })), waitMs)
      settle = (outcome) => {
        settle = undefined
        clearTimeout(timer)
        resolve(outcome)
      }
      box.send(line)
    })
  }

  async function release(): Promise<void> {
    const ended = end()
    settle?.({ came: 'release' })
    await ended
  }

  async function end(): Promise<void> {
    if (state === 'ended') return
    state = 'ended'
    await giveBack()
  }
}

// A line that nobody asked for answers no question, whatever it says.
function unspoken(outcome: Outcome): Outcome {
  return outcome.came === 'line' ? { came: 'line', line: '' } : outcome
}

function fault(verdict: Verdict, detail: string): Answer {
  return { status: 'fault', verdict, detail: shortDetail(detail) }
}

function textOf({ main, files }: Program): string {
  const texts = [...files].map(([name, content]) => [name, Buffer.from(content).toString('base64')])
  return JSON.stringify({ main, files: Object.fromEntries(texts) })
}
