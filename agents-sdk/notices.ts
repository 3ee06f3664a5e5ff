/** Listeners by name, called in the order they were added. */
export type Emitter<Notices extends Record<string, unknown>> = {
  on<Name extends keyof Notices>(name: Name, listener: (notice: Notices[Name]) => void): () => void
  emit<Name extends keyof Notices>(name: Name, notice: Notices[Name]): void
}

/** Makes an emitter. `on` returns a function that removes the listener again. */
export function createEmitter<Notices extends Record<string, unknown>>(): Emitter<Notices> {
  const listeners = new Map<keyof Notices, Set<(notice: never) => void>>()
  return { on, emit }

  function on<Name extends keyof Notices>(name: Name, listener: (notice: Notices[Name]) => void): () => void {
    const set = listeners.get(name) ?? new Set()
    listeners.set(name, set.add(listener))
    return () => void set.delete(listener)
  }

  function emit<Name extends keyof Notices>(name: Name, notice: Notices[Name]): void {
    for (const listener of listeners.get(name) ?? []) (listener as (notice: Notices[Name]) => void)(notice)
  }
}
