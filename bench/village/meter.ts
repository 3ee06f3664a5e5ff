import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { cpuWindow } from './cpu.ts'
import { round, summaryOf, type Summary } from './summary.ts'

/** What a server measured of itself in the window. CPU is in % of one core, kernel included; durations are in ms. */
export type ServerReading = {
  seconds: number
  cpuPercent: number
  cpuKernelPercent: number
  rssMegabytes: number
  heapMegabytes: number
  /** Time of one tick: motion, encoding and sending. */
  tickMs: Summary
  ticksUnder10MsPercent: number
  loopDelayMs: { mean: number; p50: number; p99: number; max: number }
}

const loopResolutionMs = 10

/** Measures its own process between `begin` and `end`; `tick` takes the length of each tick in ms. */
export function createMeter() {
  const loop = monitorEventLoopDelay({ resolution: loopResolutionMs })
  const cpu = cpuWindow()
  let ticksMs: number[] = []
  let startedAt = 0
  let profile: { session: Session; file: string } | undefined
  return { tick: (ms: number) => void ticksMs.push(ms), begin, end }

  async function begin({ profileFile }: { profileFile: string | undefined }): Promise<void> {
    profile = profileFile === undefined ? undefined : { session: await startProfile(), file: profileFile }
    ticksMs = []
    loop.enable()
    loop.reset()
    startedAt = performance.now()
    cpu.begin()
  }

  async function end(): Promise<ServerReading> {
    const seconds = (performance.now() - startedAt) / 1000
    const reading = {
      seconds: round(seconds),
      ...cpu.end(),
      rssMegabytes: round(process.memoryUsage.rss() / 1e6),
      heapMegabytes: round(process.memoryUsage().heapUsed / 1e6),
      tickMs: summaryOf(ticksMs),
      ticksUnder10MsPercent: shareUnder10(ticksMs),
      loopDelayMs: loopDelay(),
    }
    if (profile !== undefined) await endProfile(profile)
    return reading
  }

  // The histogram holds the whole interval between two looks, so what was asked for comes off.
  function loopDelay() {
    const late = (nanos: number) => round(Math.max(0, nanos / 1e6 - loopResolutionMs))
    return {
      mean: late(loop.mean),
      p50: late(loop.percentile(50)),
      p99: late(loop.percentile(99)),
      max: late(loop.max),
    }
  }
}

function shareUnder10(ticksMs: readonly number[]): number {
  return round((ticksMs.filter((ms) => ms < 10).length / Math.max(1, ticksMs.length)) * 100)
}

async function startProfile(): Promise<Session> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 500 })
  await session.post('Profiler.start')
  return session
}

async function endProfile({ session, file }: { session: Session; file: string }): Promise<void> {
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  writeFileSync(file, JSON.stringify(profile))
}
