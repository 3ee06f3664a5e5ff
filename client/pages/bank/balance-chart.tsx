import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useAnswer } from '#client/pages/parts/use-answer.ts'
import { whenText } from '#client/pages/parts/words.ts'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { BalanceHistory } from '#messages/economy'
import type { Drawing } from './draw-chart.ts'

const hourMs = 3_600_000
/** How long before an agent was there its chart begins. */
const marginMs = 60_000
const spans = [
  { name: 'Hour', ms: hourMs },
  { name: 'Day', ms: 24 * hourMs },
  { name: 'Week', ms: 7 * 24 * hourMs },
  { name: 'Month', ms: 30 * 24 * hourMs },
] as const

type Of = { id: AgentId; createdAt: Millis; mark: string }

/** How a balance went, as a chart, and as a table for those who can't see it. */
export function BalanceChart({ id, createdAt, mark }: Of) {
  const [span, setSpan] = useState<(typeof spans)[number]>(spans[1])
  const to = useMemo(() => Date.now() + 1, [span, mark])
  const from = Math.max(to - span.ms, createdAt - marginMs)
  const asked = useAnswer<BalanceHistory>(`/api/economy/balance/${id}/history?from=${from}&to=${to}`)
  const last = useRef<BalanceHistory | undefined>(undefined)
  if (asked.state === 'there') last.current = asked.value
  const history = last.current
  return (
    <section aria-labelledby="chart-title" class="chart-part">
      <div class="chart-head">
        <h4 id="chart-title">Over time</h4>
        <div class="choices" role="group" aria-label="How far back">
          {spans.map((one) => (
            <button key={one.name} type="button" aria-pressed={one === span} onClick={() => setSpan(one)}>
              {one.name}
            </button>
          ))}
        </div>
      </div>
      {asked.state === 'failed' && <ProblemNote problem={asked.problem} />}
      {history === undefined ? <div class="chart" /> : <Chart history={history} />}
      {history !== undefined && <AsTable history={history} />}
    </section>
  )
}

function Chart({ history }: { history: BalanceHistory }) {
  const host = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing | undefined>(undefined)
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    let isGone = false
    import('./draw-chart.ts').then(
      ({ drawChart }) => void (isGone || (drawing.current = drawChart(host.current!, history))),
      () => setMissing(true),
    )
    return () => {
      isGone = true
      drawing.current?.end()
    }
  }, [])
  useEffect(() => drawing.current?.show(history), [history])
  if (isMissing) return <p class="nothing">The chart does not come; the table below says the same.</p>
  return <div class="chart" ref={host} role="img" aria-label={summaryOf(history)} />
}

function AsTable({ history }: { history: BalanceHistory }) {
  return (
    <details class="as-table">
      <summary>As a table</summary>
      <table>
        <caption class="unseen">The balance at each change</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">aiDollars</th>
          </tr>
        </thead>
        <tbody>
          {history.points.toReversed().map(({ at, amount }, row) => (
            <tr key={row}>
              <td>
                <time dateTime={new Date(at).toISOString()}>{whenText(at)}</time>
              </td>
              <td>{amount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function summaryOf({ points, from }: BalanceHistory): string {
  const [first, last] = [points[0]!, points.at(-1)!]
  return `The balance was ${first.amount} aiDollars on ${whenText(from)} and is ${last.amount} now.`
}
