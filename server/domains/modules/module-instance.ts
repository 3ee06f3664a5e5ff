import { type AgentFunction, type LeaseLimits, Fault, type Task, type Instance } from '#domain/sandbox'
import { checkModule } from './module-check.ts'

/** A thread whose instance grew beyond this serves no other: nobody knows when its memory would be given back. */
const heldBytesMax = 32 * 1024 * 1024

type Exported = (...args: number[]) => unknown
type Exports = {
  memory: WebAssembly.Memory
  alloc: Exported
  functions: Readonly<Record<AgentFunction, Exported | undefined>>
}

/** Begins an agent that is a WebAssembly module: reads, compiles and starts it. SPEC.md has what it exports. */
export function openModule({ begin }: Task): Instance {
  const { program, limits } = begin!
  const bytes = program.files.get(program.main)
  if (bytes === undefined) throw new Fault('crash', 'the main file is not in the program')
  checkModule(bytes, limits.memoryBytesMax)
  const exports = started(bytes)
  return {
    call: ({ name, argument }) => answerOf(exports, name, argument, limits),
    fuel: () => null,
    isWorn: () => exports.memory.buffer.byteLength > heldBytesMax,
  }
}

function started(bytes: Uint8Array): Exports {
  return ofTheAgent(() => {
    const found = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes))).exports
    if (!(found.memory instanceof WebAssembly.Memory)) throw new Fault('crash', 'it exports no memory')
    const [alloc, init, act, onResult] = ['alloc', 'init', 'act', 'on_result'].map((name) => functionOf(found[name]))
    if (alloc === undefined || act === undefined) throw new Fault('crash', 'it exports no functions alloc and act')
    functionOf(found._initialize)?.()
    return { memory: found.memory, alloc, functions: { init, act, onResult } }
  })
}

function functionOf(exported: unknown): Exported | undefined {
  return typeof exported === 'function' ? (exported as Exported) : undefined
}

function answerOf(
  { memory, alloc, functions }: Exports,
  name: AgentFunction,
  argument: string,
  limits: LeaseLimits,
): string {
  const called = functions[name]
  if (called === undefined) return 'null'
  const size = Buffer.byteLength(argument)
  const at = placeFor(
    size,
    ofTheAgent(() => alloc(size)),
    memory,
  )
  Buffer.from(memory.buffer, at, size).write(argument)
  const answer = ofTheAgent(() => called(at, size))
  return name === 'act' ? textAt(answer, memory, limits.replyBytesMax) : 'null'
}

function placeFor(size: number, allotted: unknown, memory: WebAssembly.Memory): number {
  if (typeof allotted !== 'number') throw new Fault('crash', 'alloc gives an i32')
  const at = allotted >>> 0
  if (at === 0) throw new Fault('memory', 'alloc has no room for the argument')
  if (at + size > memory.buffer.byteLength) throw new Fault('crash', 'alloc gave a place outside of the memory')
  return at
}

function textAt(answer: unknown, memory: WebAssembly.Memory, replyBytesMax: number): string {
  if (typeof answer !== 'bigint')
    throw new Fault('invalid_reply', 'act gives an i64: where its answer is, and how long')
  const at = Number(BigInt.asUintN(32, answer >> 32n))
  const length = Number(BigInt.asUintN(32, answer))
  if (at + length > memory.buffer.byteLength) throw new Fault('invalid_reply', 'the answer is outside of the memory')
  if (length > replyBytesMax) throw new Fault('flood', `the answer has more than ${replyBytesMax} bytes`)
  return jsonIn(new Uint8Array(memory.buffer, at, length))
}

function jsonIn(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    JSON.parse(text)
    return text
  } catch {
    throw new Fault('invalid_reply', 'the answer is not JSON in UTF-8')
  }
}

// Whatever it throws, a trap, an overflow of the stack or the wrong kind of a number, was the module's doing: but for a
// machine without memory.
function ofTheAgent<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Error) || /out of memory/i.test(error.message)) throw error
    throw new Fault('crash', `${error.name}: ${error.message}`)
  }
}
