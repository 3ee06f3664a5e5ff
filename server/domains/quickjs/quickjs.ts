import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  type Runtime,
  leaseThread,
  createThreads,
  usualThreads,
  type ThreadsOptions,
  readerAt,
  sectionsOf,
} from '#domain/sandbox'
import { pagesMin } from './quickjs-image.ts'

const enginePackage = '@jitl/quickjs-ng-wasmfile-release-sync'
/** Counts the changes of our own part in the guest: they may change the fuel of the same program. */
const guestVersion = 1

/**
 * Runs JavaScript and TypeScript in QuickJS, compiled to WebAssembly, in threads. A unit of fuel is 10,000 steps: jumps and
 * calls. SPEC.md says what an agent finds there.
 */
export function createQuickJsRuntime(options: Partial<ThreadsOptions> = {}): Runtime {
  const require = createRequire(import.meta.url)
  const { version } = require(`${enginePackage}/package.json`) as { version: string }
  let wasm: Promise<WebAssembly.Module> | undefined
  const threads = createThreads(source, { ...usualThreads, ...options })
  return {
    id: 'quickjs',
    version: `quickjs-ng ${version}/${guestVersion}`,
    languages: ['javascript', 'typescript'],
    isMetered: true,
    lease: (program, limits) => leaseThread(threads, { program, limits }, true),
    stop: threads.stop,
  }

  async function source() {
    wasm ??= readFile(require.resolve(`${enginePackage}/wasm`)).then((bytes) => WebAssembly.compile(smaller(bytes)))
    return {
      entry: new URL('./quickjs-worker.ts', import.meta.url),
      isApart: false,
      data: { wasm: await wasm },
    } as const
  }
}

const importSection = 2
const memoryImport = 2

/**
 * The engine with a smaller memory at first: as built it asks for 16 MB, which take much longer to fill with an image than
 * the 7 MB that it uses. The number is written in the two bytes of the one before.
 */
function smaller(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(wasm)
  const reader = readerAt(bytes, sectionsOf(bytes).find(({ id }) => id === importSection)!.from)
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.skip(reader.number()) // module
    reader.skip(reader.number()) // name
    if (reader.byte() === memoryImport) return withMinimum(bytes, reader.at() + 1)
    reader.number() // the type of a function
  }
  throw new Error('the engine imports no memory')
}

function withMinimum(bytes: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  if (readerAt(bytes, at).number() !== 256) throw new Error('the engine asks for another memory than 16 MB')
  bytes[at] = (pagesMin & 0x7f) | 0x80
  bytes[at + 1] = pagesMin >> 7
  return bytes
}
