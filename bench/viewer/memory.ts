import type { CDPSession } from 'playwright-core'
import { round } from '#bench/village/summary'

/** What a page holds in JavaScript's heap and in array buffers after a collection, in megabytes. */
export type MemoryReading = { heapMegabytes: number; buffersMegabytes: number }

export async function readMemory(session: CDPSession): Promise<MemoryReading> {
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  const usage = await session.send('Runtime.getHeapUsage')
  await session.send('HeapProfiler.disable')
  return { heapMegabytes: round(usage.usedSize / 1e6), buffersMegabytes: round(usage.backingStorageSize / 1e6) }
}
