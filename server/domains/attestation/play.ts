import type { AgentFunction, Lease, Program, Runtime } from '#domain/sandbox'
import type { Millis } from '#kernel/time'
import { InfrastructureFault } from '#match/contract'
import { bounds } from './bounds.ts'
import type { Case } from './case.ts'
import { wrong, type Call, type Finding } from './judge.ts'
import { programOf } from './suite.ts'

/** What happens after an answer happens while nobody asks. */
const betweenTurnsMs = 40

type Step = { name: AgentFunction; turn: number; argument: string; msMax: Millis }

/** Plays a case, all of its instances one after the other, with `patience` times the time; each call is added to `calls`. */
export async function play(runtime: Runtime, one: Case, patience: number, calls: Call[]): Promise<void> {
  const fuelMax = one.budget === 'usual' ? bounds.fuelMax : bounds.fuelUnmetered
  for (let number = 1; number <= one.leases; number++) {
    const lease = await leased(runtime, programOf(one))
    try {
      await playSteps(one, async (step) => {
        const call = await make(lease, { ...step, msMax: step.msMax * patience }, fuelMax)
        calls.push({ ...call, lease: number })
        return call.result?.status === 'returned'
      })
    } finally {
      await released(lease)
    }
  }
}

async function playSteps(one: Case, play: (step: Step) => Promise<boolean>): Promise<void> {
  for (const step of stepsOf(one)) {
    if (step.turn > 1) await pause(betweenTurnsMs)
    if (!(await play(step))) return
  }
}

async function make(lease: Lease, step: Step, fuelMax: number): Promise<Omit<Call, 'lease'>> {
  const { name, turn, argument, msMax } = step
  const begun = performance.now()
  const result = await unlessGivenUp(lease.call(name, argument, { msMax, fuelMax }))
  return { name, turn, msMax, ms: performance.now() - begun, result, isAliveAfter: lease.isAlive() }
}

function stepsOf({ turns, attacks, budget }: Case): Step[] {
  const msMax = budget === 'patient' ? bounds.patientMsMax : bounds.actMsMax
  const acts = Array.from({ length: turns }, (_, at) => actOf(at + 1, msMax))
  return attacks === 'onResult' ? [init, ...acts, onResult] : [init, ...acts]
}

const init: Step = {
  name: 'init',
  turn: 0,
  argument: JSON.stringify({ game: 'attestation', gameVersion: 1, seat: 0, seats: 2, options: {}, budget: {} }),
  msMax: bounds.initMsMax,
}

const onResult: Step = {
  name: 'onResult',
  turn: 0,
  argument: JSON.stringify({ seat: 0, scores: [1, 0], outcome: 'win', withdrawn: [] }),
  msMax: bounds.onResultMsMax,
}

function actOf(turn: number, msMax: Millis): Step {
  const state = { turn, board: null, validActions: ['a', 'b'], timeRemaining: msMax }
  return { name: 'act', turn, argument: JSON.stringify(state), msMax }
}

/** An agent that means no harm, and how many turns it has had. */
export type SaneAgent = {
  /** Has a turn; what was wrong with it, if anything. */
  turn(): Promise<Finding | undefined>
  release(): Promise<void>
}

/** Has a sane agent play on a runtime, for as long as it is not released. */
export async function leaseSaneAgent(runtime: Runtime, language: Case['language']): Promise<SaneAgent> {
  const lease = await leased(runtime, programOf({ name: 'sane', language }))
  let turns = 0
  return { turn, release: () => released(lease) }

  async function turn(): Promise<Finding | undefined> {
    turns += 1
    if (turns === 1) await make(lease, init, bounds.fuelMax)
    const { result } = await make(lease, actOf(turns, bounds.saneMsMax), bounds.fuelMax)
    if (result === null) return wrong('never answered')
    if (result.status === 'fault')
      return { detail: `ended as ${result.verdict}: ${result.detail}`, isOfTime: result.verdict === 'timeout' }
    const expected = JSON.stringify({ turns, move: 'a' })
    return result.text === expected ? undefined : wrong(`answered ${result.text}, not ${expected}`)
  }
}

async function leased(runtime: Runtime, program: Program): Promise<Lease> {
  const { memoryBytesMax, replyBytesMax } = bounds
  const lease = await unlessGivenUp(runtime.lease(program, { memoryBytesMax, replyBytesMax }))
  if (lease === null) throw new InfrastructureFault(`no instance was there after ${bounds.givenUpMs} ms`)
  return lease
}

async function released(lease: Lease): Promise<void> {
  const ended = await unlessGivenUp(lease.release().then(() => true))
  if (ended === null) throw new Error(`an instance was not released after ${bounds.givenUpMs} ms`)
}

async function unlessGivenUp<Value>(promise: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((settle) => (timer = setTimeout(settle, bounds.givenUpMs, null)))
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

function pause(ms: Millis): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms))
}
