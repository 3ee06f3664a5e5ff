import loadEngine from '@jitl/quickjs-ng-wasmfile-release-sync/emscripten-module'
import { QuickJSFFI } from '@jitl/quickjs-ng-wasmfile-release-sync/ffi'
import type {
  BorrowedHeapCharPointer,
  EmscriptenModuleCallbacks,
  EmscriptenModuleLoaderOptions,
  JSContextPointer,
  JSContextPointerPointer,
  JSRuntimePointer,
  JSValueConstPointerPointer,
  JSValuePointer,
  QuickJSEmscriptenModule,
} from 'quickjs-emscripten-core'
import { Fault } from '#domain/sandbox'

/** What the engine asks of the outside. What `load` throws, the guest sees as an error of its import. */
export type Hooks = {
  /**
   * Called after every 10,000 steps of the guest, and every 1,000 jobs. What it throws goes through the guest, which cannot
   * catch it, and ends it.
   */
  tick(): void
  resolve(importer: string, request: string): string
  load(file: string): string
}

/** A QuickJS in a WebAssembly instance of its own, without anything in it yet. */
export type Core = { engine: QuickJSEmscriptenModule; ffi: QuickJSFFI; memory: WebAssembly.Memory }

/** Where the things are in its memory that a host needs; `ask` is the guest's side of the wall. */
export type Places = { runtime: JSRuntimePointer; context: JSContextPointer; ask: JSValuePointer; slots: number }

/** A QuickJS with a guest. */
export type Engine = {
  /** Calls the guest's side of the wall with texts; its answer as text, if it has at most so many bytes as UTF-8. */
  ask(texts: readonly string[], bytesMax: number): string | undefined
  /** Runs what promises wait for, and what that makes wait, to the end. */
  runJobs(): void
  heldBytes(): number
  /** Whether the memory has grown as far as it may; there may be room in it again. */
  isGrown(): boolean
  /** Whether there is room for small things. */
  hasRoom(): boolean
}

export const argumentsMax = 3
export const pointerBytes = 4
const guestStackBytesMax = 256 * 1024
/** Jobs take longer than other steps: so many count as a tick of their own. */
const jobsPerTick = 1_000
/** The engine's memory grows by a twentieth at least, or not at all. */
const growthMin = 1.05
/** Room that must be left for small things when a call begins. */
const spareBytes = 64 * 1024

/** Starts the engine's WebAssembly on a memory. */
export async function loadCore(wasm: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Core> {
  const silent = { print() {}, printErr() {} }
  const options: EmscriptenModuleLoaderOptions = {
    ...silent,
    wasmMemory: memory,
    instantiateWasm(imports, onSuccess) {
      const instance = new WebAssembly.Instance(wasm, imports)
      onSuccess(instance)
      return instance.exports
    },
  }
  const engine = await loadEngine(options)
  return { engine, ffi: new QuickJSFFI(engine), memory }
}

/** The engine that is in a core at these places, from now on with these hooks and bounds. */
export function createEngine(core: Core, places: Places, hooks: Hooks, memoryBytesMax: number): Engine {
  const { engine, ffi, memory } = core
  const { runtime, context, slots } = places
  engine.callbacks = callbacks()
  ffi.QTS_RuntimeSetMemoryLimit(runtime, memoryBytesMax)
  ffi.QTS_RuntimeSetMaxStackSize(runtime, guestStackBytesMax)
  ffi.QTS_RuntimeEnableModuleLoader(runtime, 1)
  ffi.QTS_RuntimeEnableInterruptHandler(runtime)
  return { ask, runJobs, heldBytes, isGrown, hasRoom }

  function ask(texts: readonly string[], bytesMax: number): string | undefined {
    const values = texts.map(newText)
    new Uint32Array(memory.buffer, slots, argumentsMax).set(values)
    const argumentsAt = slots as JSValueConstPointerPointer
    const answer = ffi.QTS_Call(context, places.ask, ffi.QTS_GetUndefined(), values.length, argumentsAt)
    for (const value of values) ffi.QTS_FreeValuePointer(context, value)
    if (ffi.QTS_ResolveException(context, answer) !== 0) throw new Fault('memory', 'out of memory') // else it throws nothing
    return takeText(answer, bytesMax)
  }

  function runJobs(): void {
    const contextOut = (slots + argumentsMax * pointerBytes) as JSContextPointerPointer
    while (ffi.QTS_IsJobPending(runtime) !== 0) {
      const ran = ffi.QTS_ExecutePendingJob(runtime, jobsPerTick, contextOut)
      ffi.QTS_FreeValuePointerRuntime(runtime, ran)
      if (ffi.QTS_IsJobPending(runtime) !== 0) hooks.tick()
    }
  }

  function takeText(value: JSValuePointer, bytesMax: number): string | undefined {
    const at = ffi.QTS_GetString(context, value)
    const bytes = Buffer.from(memory.buffer, at, Math.min(bytesMax + 1, memory.buffer.byteLength - at))
    const length = bytes.indexOf(0)
    const text = length === -1 ? undefined : bytes.toString('utf8', 0, length)
    ffi.QTS_FreeCString(context, at)
    ffi.QTS_FreeValuePointer(context, value)
    return text
  }

  function newText(text: string): JSValuePointer {
    const at = writeText(core, text)
    const value = ffi.QTS_NewString(context, at)
    engine._free(at)
    return value
  }

  function heldBytes(): number {
    return memory.buffer.byteLength
  }

  function isGrown(): boolean {
    return heldBytes() * growthMin > memoryBytesMax
  }

  function hasRoom(): boolean {
    const at = engine._malloc(spareBytes)
    engine._free(at)
    return at !== 0
  }

  function callbacks(): EmscriptenModuleCallbacks {
    return {
      shouldInterrupt: () => {
        hooks.tick()
        return 0
      },
      normalizeModule: (_, __, ___, importer, request) => writeText(core, hooks.resolve(importer, request)),
      loadModuleSource: (_, __, ___, file) => load(file) as never,
      callFunction: noHostFunctions,
      freeHostRef: noHostFunctions,
    }
  }

  // The guest frees the text.
  function load(file: string): number {
    try {
      return writeText(core, hooks.load(file))
    } catch (error) {
      if (error instanceof Fault) throw error
      throwInGuest(error instanceof Error ? error.message : String(error))
      return 0
    }
  }

  function throwInGuest(message: string): void {
    const error = ffi.QTS_NewError(context)
    ffi.QTS_SetProp(context, error, newText('message'), newText(message))
    ffi.QTS_Throw(context, error)
  }
}

/** Writes a text where the engine allots it a place; whoever reads it frees it. */
export function writeText({ engine, memory }: Core, text: string): BorrowedHeapCharPointer {
  const length = Buffer.byteLength(text)
  const at = engine._malloc(length + 1 + spareBytes)
  if (at === 0) throw new Fault('memory', 'out of memory')
  const bytes = Buffer.from(memory.buffer, at, length + 1)
  bytes.write(text)
  bytes[length] = 0
  return at as BorrowedHeapCharPointer
}

function noHostFunctions(): never {
  throw new Error('the guest has no functions of the host')
}
