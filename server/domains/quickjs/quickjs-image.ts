import type { IntrinsicsFlags } from 'quickjs-emscripten-core'
import {
  argumentsMax,
  createEngine,
  loadCore,
  pointerBytes,
  writeText,
  type Core,
  type Engine,
  type Hooks,
  type Places,
} from './quickjs-engine.ts'
import { guestSource } from './quickjs-guest.ts'
import { stillMs } from './still-clock.ts'

/** Starts engines that are equal byte for byte, but for what `seed` makes of their Math.random. */
export type Engines = { open(memoryBytesMax: number, seed: bigint, hooks: Hooks): Promise<Engine> }

const pageBytes = 65_536
/** What an engine has at first: its stack of 5 MB, itself, and some 2 MB for a guest. */
export const pagesMin = 112
/** The most that the engine's WebAssembly takes. */
const pagesMax = 32_768
/** The engine seeds Math.random with the time of day at which it starts, and that is known here. */
const seedOfImage = BigInt(stillMs) * 1_000n

/**
 * Starts one engine, with the guest's side of the wall in it, and keeps its memory as the image from which all others
 * begin. To begin with an image is faster than to start, and whatever was in a memory before is overwritten to the last
 * byte, so that a memory can be used again: a new one each time would keep the garbage collector busy.
 */
export async function createEngines(wasm: WebAssembly.Module): Promise<Engines> {
  const first = await loadCore(wasm, newMemory(pagesMin))
  const places = furnish(first)
  const image = imageOf(new Uint8Array(first.memory.buffer))
  const seedAt = image.from + seedPlaceIn(image.bytes)
  let kept: { memory: WebAssembly.Memory; maximum: number } | undefined
  return { open }

  async function open(memoryBytesMax: number, seed: bigint, hooks: Hooks): Promise<Engine> {
    const maximum = Math.min(pagesMax, Math.max(pagesMin, Math.floor(memoryBytesMax / pageBytes)))
    const core = await loadCore(wasm, memoryOf(maximum))
    impose(image, new Uint8Array(core.memory.buffer))
    new DataView(core.memory.buffer).setBigUint64(seedAt, seed === 0n ? 1n : seed, true)
    return createEngine(core, places, hooks, maximum * pageBytes)
  }

  function memoryOf(maximum: number): WebAssembly.Memory {
    if (kept?.maximum !== maximum || kept.memory.buffer.byteLength !== pagesMin * pageBytes)
      kept = { memory: newMemory(maximum), maximum }
    return kept.memory
  }
}

/** All of a memory that is not zero, and where it begins. */
type Image = { from: number; bytes: Uint8Array }

function imageOf(memory: Uint8Array): Image {
  const words = new Uint32Array(memory.buffer)
  let [first, last] = [0, words.length - 1]
  // Of millions of words, most are zero: findIndex would take several times as long.
  while (words[first] === 0) first += 1
  while (words[last] === 0) last -= 1
  return { from: first * 4, bytes: memory.slice(first * 4, last * 4 + 4) }
}

function impose({ from, bytes }: Image, memory: Uint8Array): void {
  memory.fill(0, 0, from)
  memory.set(bytes, from)
  memory.fill(0, from + bytes.length)
}

function newMemory(maximum: number): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: pagesMin, maximum })
}

function furnish(core: Core): Places {
  const { engine, ffi } = core
  const runtime = ffi.QTS_NewRuntime()
  const context = ffi.QTS_NewContext(runtime, 0 as IntrinsicsFlags)
  const slots = engine._malloc((argumentsMax + 1) * pointerBytes)
  const source = writeText(core, guestSource)
  const ask = ffi.QTS_Eval(context, source, Buffer.byteLength(guestSource), 'sandbox', 0 as never, 0 as never)
  engine._free(source)
  if (ffi.QTS_ResolveException(context, ask) !== 0) throw new Error('the sandbox did not start')
  return { runtime, context, ask, slots }
}

function seedPlaceIn(image: Uint8Array): number {
  const mark = Buffer.alloc(8)
  mark.writeBigUInt64LE(seedOfImage)
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.length)
  const at = bytes.indexOf(mark)
  if (at === -1 || bytes.indexOf(mark, at + 1) !== -1) throw new Error('the seed of Math.random was not found')
  return at
}
