import { type Runtime, leaseThread, createThreads, usualThreads, type ThreadsOptions } from '#domain/sandbox'

/** Runs agents that are WebAssembly modules, each in a process. Nothing is metered: the clock alone limits them. */
export function createModuleRuntime(options: Partial<ThreadsOptions> = {}): Runtime {
  const source = { entry: new URL('./module-worker.ts', import.meta.url), isApart: true } as const
  const threads = createThreads(async () => source, { ...usualThreads, ...options })
  return {
    id: 'wasm',
    version: `v8 ${process.versions.v8}`,
    languages: ['wasm'],
    isMetered: false,
    lease: (program, limits) => leaseThread(threads, { program, limits }, false),
    stop: threads.stop,
  }
}
