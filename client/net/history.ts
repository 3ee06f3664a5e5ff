import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { History, HistoryMarks } from '#messages/history'

/** The village, or one agent, at `from` and every change up to `to`, since the Unix epoch. Rejects when it can't be had. */
export function fetchHistory(from: Millis, to: Millis, signal: AbortSignal, agent?: AgentId): Promise<History> {
  const only = agent === undefined ? '' : `&agent=${agent}`
  return fetchJson(`/api/history?from=${Math.floor(from)}&to=${Math.floor(to)}${only}`, signal)
}

/** How much happened in each of so many parts of a stretch of time. Rejects when it can't be had. */
export function fetchMarks(from: Millis, to: Millis, buckets: number, signal: AbortSignal): Promise<HistoryMarks> {
  return fetchJson(`/api/history/marks?from=${Math.floor(from)}&to=${Math.floor(to)}&buckets=${buckets}`, signal)
}

async function fetchJson<T>(address: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(address, { signal })
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return (await answer.json()) as T
}
