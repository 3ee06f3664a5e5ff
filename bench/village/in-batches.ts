/** Runs a task for each number below `count`, a batch at a time, so that a server is not stormed. */
export async function inBatches<T>(count: number, size: number, task: (at: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let from = 0; from < count; from += size) {
    const batch = Array.from({ length: Math.min(size, count - from) }, (_, at) => task(from + at))
    results.push(...(await Promise.all(batch)))
  }
  return results
}
