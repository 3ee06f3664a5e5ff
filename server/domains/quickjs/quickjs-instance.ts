import { createHash } from 'node:crypto'
import type { Verdict } from '#match/verdict'
import { type Program, Fault, type Task, realNow, type Instance, type Meter } from '#domain/sandbox'
import type { Engine } from './quickjs-engine.ts'
import type { Engines } from './quickjs-image.ts'
import { hasBrokenStripper, importsOf } from './quickjs-imports.ts'

/**
 * How the guest tells what came of a call; `n` is null, thrown. Verdicts of the clock and of the meter are not the guest's
 * to give.
 */
const letters: Readonly<Record<string, Verdict | 'returned' | undefined>> = {
  r: 'returned',
  c: 'crash',
  i: 'invalid_reply',
  m: 'memory',
  n: 'crash',
}
/** More than a reason has: twice 300 characters, and what stands between them. */
const reasonBytesMax = 4_096
/** A thread whose instance grew beyond this serves no other: nobody knows when its memory would be given back. */
const heldBytesMax = 32 * 1024 * 1024

/** Begins an agent in a QuickJS of its own. Its code is loaded by its first call, in the guest and within the budget. */
export async function openInstance(engines: Engines, task: Task): Promise<Instance> {
  const { program, limits } = task.begin!
  let meter: Meter = { deadlineMs: Infinity }
  let fuelMax = Infinity
  let fuel = 0
  const hooks = { tick, ...importsOf(program) }
  const engine = await engines.open(limits.memoryBytesMax, seedOf(program, task.argument), hooks)
  return { call, fuel: () => Math.min(fuel, fuelMax), isWorn }

  function call({ name, argument, budget }: Task, callMeter: Meter): string {
    meter = callMeter
    fuelMax = budget.fuelMax
    fuel = 0
    try {
      return textOf(outcomeOf(engine, [program.main, name, argument], limits.replyBytesMax), limits.replyBytesMax)
    } catch (error) {
      throw faultOf(error, engine)
    }
  }

  function tick(): void {
    fuel += 1
    if (fuel > fuelMax) throw new Fault('fuel', 'it used up its fuel')
    if (realNow() > meter.deadlineMs) throw new Fault('timeout', 'it took too long')
  }

  function isWorn(): boolean {
    return engine.heldBytes() > heldBytesMax || hasBrokenStripper()
  }
}

function outcomeOf(engine: Engine, texts: readonly string[], replyBytesMax: number): string {
  engine.ask(texts, 0)
  engine.runJobs()
  const outcome = engine.ask([], Math.max(replyBytesMax + 1, reasonBytesMax))
  // Where there is no room for an error, null is thrown; where there is none for a job, a promise is left as it is.
  if ((outcome?.[0] === 'n' && engine.isGrown()) || (outcome === '' && !engine.hasRoom()))
    throw new Fault('memory', 'out of memory')
  if (outcome === '') throw new Fault('timeout', 'it waits for a promise that nothing will settle')
  if (outcome === undefined) throw flood(replyBytesMax)
  return outcome
}

function textOf(outcome: string, replyBytesMax: number): string {
  const verdict = letters[outcome[0]!]
  const text = outcome.slice(1)
  if (verdict === undefined) throw new Fault('crash', 'the agent spoke out of turn')
  if (verdict !== 'returned') throw new Fault(verdict, text)
  if (Buffer.byteLength(text) > replyBytesMax) throw flood(replyBytesMax)
  return text
}

function flood(replyBytesMax: number): Fault {
  return new Fault('flood', `the answer has more than ${replyBytesMax} bytes`)
}

// What the engine itself throws: it ran against the end of its memory or of its stack. Another error is a mistake of ours.
function faultOf(error: unknown, engine: Engine): unknown {
  if (error instanceof Fault) return error
  if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return error
  return engine.isGrown()
    ? new Fault('memory', 'out of memory')
    : new Fault('crash', `the engine gave up: ${error.message}`)
}

// The same for the same program and first argument. An opponent who knows neither cannot tell what Math.random gives.
function seedOf({ main, files }: Program, argument: string): bigint {
  const hash = createHash('sha256').update(`${main}\0${argument}`)
  for (const [file, bytes] of files) hash.update(`\0${file}\0`).update(bytes)
  return hash.digest().readBigUInt64LE()
}
