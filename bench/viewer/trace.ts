import type { CDPSession } from 'playwright-core'

/** A span of Chromium's trace; times are in microseconds, `tdur` is the thread's own CPU time of it. */
export type Span = { name: string; pid: number; tid: number; ts: number; dur: number; tdur: number }

type TraceEvent = Partial<Span> & { ph: string }

const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline']

/** Records what Chromium does for a while. */
export async function traceFor(session: CDPSession, ms: number): Promise<Span[]> {
  const events: TraceEvent[] = []
  const collect = ({ value }: { value: object[] }) => void events.push(...(value as TraceEvent[]))
  session.on('Tracing.dataCollected', collect)
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  const traceConfig = { includedCategories: categories, excludedCategories: ['*'] }
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  await new Promise((resolve) => setTimeout(resolve, ms))
  await session.send('Tracing.end')
  await complete
  session.off('Tracing.dataCollected', collect)
  return events.filter(isSpan)
}

function isSpan(event: TraceEvent): event is Span & TraceEvent {
  return event.ph === 'X' && event.dur !== undefined && event.tdur !== undefined
}
