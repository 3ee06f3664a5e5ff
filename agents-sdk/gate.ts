/** Where calls wait: until it is opened for all of them, or each for its own time. */
export type Gate = { wait(msMax: number): Promise<void>; open(): void }

export function createGate(): Gate {
  const waiting = new Set<() => void>()
  return { wait, open }

  function wait(msMax: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resume, msMax)
      waiting.add(resume)
      function resume(): void {
        clearTimeout(timer)
        waiting.delete(resume)
        resolve()
      }
    })
  }

  function open(): void {
    for (const resume of waiting) resume()
  }
}
