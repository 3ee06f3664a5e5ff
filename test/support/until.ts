/** Waits until a condition holds, looking again and again; fails with `what` when it does not in time. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  msMax = 10_000,
): Promise<T> {
  const deadline = Date.now() + msMax
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`waited ${msMax} ms in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
