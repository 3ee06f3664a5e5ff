import { isDeepStrictEqual } from 'node:util'
import type { AgentFunction, CallResult, Language } from '#domain/sandbox'
import type { Millis } from '#kernel/time'
import type { Verdict } from '#match/verdict'
import { bounds } from './bounds.ts'
import type { Case, Expected } from './case.ts'

const detailCharsMax = 500

/** A call that was made: what came of it, within how much time by the clock of whoever asked. */
export type Call = {
  lease: number
  name: AgentFunction
  turn: number
  msMax: Millis
  ms: Millis
  /** `null` if the call never ended. */
  result: CallResult | null
  isAliveAfter: boolean
}

/** What came of a case: `incomplete` if what runs the agents failed by itself. */
export type CaseResult = {
  name: string
  language: Language
  outcome: 'held' | 'broke' | 'incomplete'
  /** How the last call ended; `null` if it did not. */
  verdict: Verdict | 'returned' | null
  detail: string
  ms: Millis
}

/** What was not as it should be, in one sentence, and whether a busy machine may be why. */
export type Finding = { detail: string; isOfTime: boolean }

/** Why calls have broken a runtime; undefined if everything went as the case allows. */
export function judge(one: Case, calls: readonly Call[]): Finding | undefined {
  for (const call of calls) {
    const finding = lateness(one, call) ?? wrong(faultOf(one, call))
    if (finding !== undefined) return { ...finding, detail: `${nameOf(call)}: ${finding.detail}` }
  }
  if (!calls.some(({ name }) => name === one.attacks)) return wrong(`${one.attacks} was never called`)
  if (one.isSameAgain && !areSame(one, calls)) return wrong('two instances gave different answers')
}

/** A finding that no machine explains. */
export function wrong(detail: string | undefined): Finding | undefined {
  return detail === undefined ? undefined : { detail, isOfTime: false }
}

function lateness(one: Case, { name, ms, msMax, result }: Call): Finding | undefined {
  if (result === null) return undefined
  if (ms > msMax + bounds.lateMsMax)
    return { detail: `ended after ${Math.round(ms)} ms, where ${msMax} were allowed`, isOfTime: true }
  if (result.status === 'fault' && result.verdict === 'timeout' && !isAllowed(one, name, 'timeout'))
    return { detail: `ended as timeout: ${result.detail}`, isOfTime: true }
}

function faultOf(one: Case, { name, turn, result, isAliveAfter }: Call): string | undefined {
  if (result === null) return 'never ended'
  if (result.status === 'fault') {
    const { verdict, detail } = result
    if (isAliveAfter) return `left the instance alive after ${verdict}`
    if (detail.length > bounds.detailCharsMax) return `gave a reason of ${detail.length} characters`
    return isAllowed(one, name, verdict) ? undefined : `ended as ${verdict}: ${detail}`
  }
  const bytes = Buffer.byteLength(result.text)
  if (bytes > bounds.replyBytesMax) return `answered with ${bytes} bytes`
  const answer = parsed(result.text)
  if (answer === undefined) return `answered with what is no JSON: ${result.text}`
  if (name !== one.attacks) return undefined
  return isExpected(one.answer, answer.value, turn) ? undefined : `answered ${result.text}`
}

// What follows the attack may still suffer from it.
function isAllowed({ attacks, verdicts }: Case, name: AgentFunction, verdict: Verdict): boolean {
  return order.indexOf(name) >= order.indexOf(attacks) && verdicts.includes(verdict)
}

const order: readonly AgentFunction[] = ['init', 'act', 'onResult']

function parsed(text: string): { value: unknown } | undefined {
  try {
    return text.isWellFormed() ? { value: JSON.parse(text) as unknown } : undefined
  } catch {
    return undefined
  }
}

function isExpected(expected: Expected | undefined, value: unknown, turn: number): boolean {
  switch (expected?.is) {
    case undefined:
      return false
    case 'anything':
      return true
    case 'equal':
      return isDeepStrictEqual(value, expected.value)
    case 'counted': {
      const count = fieldOf(value, expected.field)
      return typeof count === 'number' && count >= 0 && count <= expected.max
    }
    case 'each turn':
      return fieldOf(value, expected.field) === turn
  }
}

function fieldOf(value: unknown, field: string): unknown {
  return (value as Record<string, unknown> | null)?.[field]
}

function areSame({ attacks }: Case, calls: readonly Call[]): boolean {
  const answers = calls
    .filter(({ name, lease }) => name === attacks && lease === 1)
    .map(({ turn, result }) => [result, resultOf(calls, attacks, turn)])
  return answers.every(([first, second]) => isDeepStrictEqual(textOf(first), textOf(second)))
}

function resultOf(calls: readonly Call[], name: AgentFunction, turn: number): CallResult | null | undefined {
  return calls.find((call) => call.lease === 2 && call.name === name && call.turn === turn)?.result
}

function textOf(result: CallResult | null | undefined): string | undefined {
  return result?.status === 'returned' ? result.text : undefined
}

function nameOf({ name, turn, lease }: Call): string {
  return `${name}${name === 'act' && turn > 1 ? ` of turn ${turn}` : ''}${lease > 1 ? ` of instance ${lease}` : ''}`
}

/** Text of anyone's making so that it can be stored as jsonb, logged and printed: well-formed, one line, not long. */
export function storable(text: string): string {
  const shown = text.slice(0, detailCharsMax).toWellFormed()
  return shown.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g, '\ufffd')
}
