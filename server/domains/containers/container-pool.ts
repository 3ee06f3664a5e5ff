import { InfrastructureFault } from '#match/contract'
import type { Millis } from '#kernel/time'
import type { Box } from './container-box.ts'
import { containerLanguages, type ContainerLanguage } from './container-images.ts'

/** What the pool is made of. `sizes` containers for each language wait; at most `containersMax` are there, waiting or leased. */
export type PoolOptions = {
  sizes: Readonly<Record<ContainerLanguage, number>>
  containersMax: number
  memoryBytesMax: number
  start(language: ContainerLanguage, memoryBytesMax: number): Promise<Box>
  onRefillFailed(error: Error): void
}

/** Containers that wait for an agent: each is given away once, and ended afterwards. */
export type Pool = {
  /** One that waits, or else a new one; throws an InfrastructureFault if none can be had in time. */
  take(language: ContainerLanguage, memoryBytesMax: number): Promise<Box>
  giveBack(box: Box): Promise<void>
  waiting(language: ContainerLanguage): number
  stop(): Promise<void>
}

/** How long a lease waits for another to end when `containersMax` are there. */
const roomMsMax = 15_000
const refillMs = 1_000
const refillMsMax = 30_000

/** Starts to fill at once; `stop` ends all, waiting and leased. */
export function createPool(options: PoolOptions): Pool {
  const idle: Record<ContainerLanguage, Set<Box>> = { javascript: new Set(), typescript: new Set(), python: new Set() }
  let filling: Promise<void> | undefined
  const all = new Set<Box>()
  const inLine: (() => void)[] = []
  let places = options.containersMax
  let retryMs = refillMs
  let retry: NodeJS.Timeout | undefined
  let isStopped = false
  fill()
  return { take, giveBack, waiting: (language) => idle[language].size, stop }

  async function take(language: ContainerLanguage, memoryBytesMax: number): Promise<Box> {
    if (isStopped) throw new InfrastructureFault('the sandbox has stopped')
    const [box] = memoryBytesMax === options.memoryBytesMax ? idle[language] : []
    if (box === undefined) return startInRoom(language, memoryBytesMax)
    idle[language].delete(box)
    fill()
    return box
  }

  async function startInRoom(language: ContainerLanguage, memoryBytesMax: number): Promise<Box> {
    if (places === 0) dropIdle()
    if (places === 0) await placeGiven()
    else places -= 1
    return start(language, memoryBytesMax)
  }

  function dropIdle(): void {
    const [box] = containerLanguages.flatMap((language) => [...idle[language]])
    if (box !== undefined) void giveBack(box)
  }

  function placeGiven(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        inLine.splice(inLine.indexOf(enter), 1)
        reject(new InfrastructureFault(`all ${options.containersMax} containers are in use`))
      }, roomMsMax satisfies Millis)
      inLine.push(enter)
      function enter(): void {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Starts one in a place that is already taken for it. */
  async function start(language: ContainerLanguage, memoryBytesMax: number): Promise<Box> {
    try {
      const box = await options.start(language, memoryBytesMax)
      if (isStopped) await box.end()
      if (isStopped) throw new InfrastructureFault('the sandbox has stopped')
      all.add(box)
      return box
    } catch (error) {
      freePlace()
      throw error
    }
  }

  async function giveBack(box: Box): Promise<void> {
    if (!all.delete(box)) return
    idle[box.spec.language].delete(box)
    await box.end()
    freePlace()
    fill()
  }

  function freePlace(): void {
    const enter = inLine.shift()
    if (enter === undefined) places += 1
    else enter()
  }

  // One at a time: starting takes much of a processor, and matches go on.
  function fill(): void {
    const language = containerLanguages.find((language) => idle[language].size < options.sizes[language])
    if (isStopped || language === undefined || places === 0 || filling !== undefined || retry !== undefined) return
    places -= 1
    filling = start(language, options.memoryBytesMax)
      .then(keep, failed)
      .finally(() => {
        filling = undefined
        fill()
      })
  }

  function keep(box: Box): void {
    const drop = () => void giveBack(box)
    retryMs = refillMs
    idle[box.spec.language].add(box)
    box.listen({ line: drop, flood: drop, end: drop })
  }

  function failed(error: Error): void {
    if (isStopped) return
    options.onRefillFailed(error)
    retry = setTimeout(() => {
      retry = undefined
      fill()
    }, retryMs)
    retry.unref()
    retryMs = Math.min(2 * retryMs, refillMsMax)
  }

  async function stop(): Promise<void> {
    isStopped = true
    clearTimeout(retry)
    await Promise.all([...all].map(giveBack))
    await filling
  }
}
