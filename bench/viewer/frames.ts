import type { CDPSession } from 'playwright-core'
import { round } from '#bench/village/summary'
import { summaryOf, type Summary } from './summary.ts'
import { traceFor, type Span } from './trace.ts'

/** What frames cost the page's main thread, in milliseconds of its own CPU time unless it says otherwise. */
export type FrameReading = {
  /** The callbacks of requestAnimationFrame, all of one frame together. */
  scriptMs: Summary
  /** The same by the clock: with waiting for the graphics process, and for a core. */
  scriptWallMs: Summary
  /** The frame's whole task: script, style, layout, paint and commit. */
  frameMs: Summary
  /** What of a frame is not script: the mean of each step that Chromium names. */
  renderingMs: Record<string, number>
  /** Everything between frames, a second: messages, timers, garbage. */
  betweenMsPerSecond: number
  framesPerSecond: number
}

const renderingSteps = ['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit']

type Task = { span: Span; scriptMicros: number; scriptWallMicros: number }

/** Watches the frames of a page for a while. */
export async function readFrames(session: CDPSession, seconds: number): Promise<FrameReading> {
  const spans = await traceFor(session, seconds * 1000)
  const tasks = tasksIn(spans)
  const frames = tasks.filter(({ scriptWallMicros }) => scriptWallMicros > 0)
  if (frames.length === 0) throw new Error(`no frame in ${seconds} s`)
  const between = tasks.filter(({ scriptWallMicros }) => scriptWallMicros === 0)
  const betweenMs = between.reduce((sum, { span }) => sum + span.tdur / 1000, 0)
  return {
    scriptMs: summaryOf(frames.map(({ scriptMicros }) => scriptMicros / 1000)),
    scriptWallMs: summaryOf(frames.map(({ scriptWallMicros }) => scriptWallMicros / 1000)),
    frameMs: summaryOf(frames.map(({ span }) => span.tdur / 1000)),
    renderingMs: renderingOf(spans, frames),
    betweenMsPerSecond: round(betweenMs / seconds),
    framesPerSecond: round(frames.length / seconds),
  }
}

// The callbacks of one frame run in one task; the first names the thread.
function tasksIn(spans: Span[]): Task[] {
  const callbacks = spans.filter(({ name }) => name === 'FireAnimationFrame').sort((a, b) => a.ts - b.ts)
  const main = callbacks[0]
  if (main === undefined) return []
  const tasks = spans
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === main.pid && tid === main.tid)
    .sort((a, b) => a.ts - b.ts)
    .map((span) => ({ span, scriptMicros: 0, scriptWallMicros: 0 }))
  let at = 0
  for (const { ts, dur, tdur } of callbacks) {
    while (at < tasks.length && tasks[at]!.span.ts + tasks[at]!.span.dur < ts) at += 1
    const task = tasks[at]
    if (task === undefined || task.span.ts > ts) continue // its task began before the trace
    task.scriptMicros += tdur
    task.scriptWallMicros += dur
  }
  return tasks
}

// Steps that script forces are in the time of the script, and in these means as well.
function renderingOf(spans: readonly Span[], frames: readonly Task[]): Record<string, number> {
  const { pid, tid } = frames[0]!.span
  const means = renderingSteps.map((step) => {
    const own = spans.filter((span) => span.name === step && span.pid === pid && span.tid === tid)
    return [step, round(own.reduce((sum, { tdur }) => sum + tdur / 1000, 0) / frames.length)] as const
  })
  return Object.fromEntries(means)
}
