import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The measurements of one process, in Prometheus' text format on /metrics. Durations are in seconds, as is the custom. */
export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    residents: new Gauge({ name: 'village_residents', help: 'Agents in the village', registers: [registry] }),
    spectators: new Gauge({
      name: 'village_spectators',
      help: 'Room connections without an agent',
      registers: [registry],
    }),
    tickSeconds: new Histogram({
      name: 'village_tick_seconds',
      help: 'Time of one village tick, patch included',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
      registers: [registry],
    }),
    commands: new Counter({
      name: 'village_commands_total',
      help: 'Commands of agents by name and outcome',
      labelNames: ['command', 'outcome'],
      registers: [registry],
    }),
    feedPosition: new Gauge({ name: 'feed_position', help: 'Last event handed out', registers: [registry] }),
    feedLagSeconds: new Histogram({
      name: 'feed_lag_seconds',
      help: 'From the writing of an event to its delivery',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers: [registry],
    }),
    presenceFactsDropped: new Counter({
      name: 'village_presence_facts_dropped_total',
      help: 'Comings and goings that found the waiting list full while the database was away',
      registers: [registry],
    }),
    historyChunksWaiting: new Gauge({
      name: 'village_history_chunks_waiting',
      help: 'Stretches of history that wait for the database',
      registers: [registry],
    }),
    historyChunksDropped: new Counter({
      name: 'village_history_chunks_dropped_total',
      help: 'Stretches of history lost, because the waiting list was full or they could not be written',
      registers: [registry],
    }),
    httpSeconds: new Histogram({
      name: 'http_request_seconds',
      help: 'Time of one HTTP request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.025, 0.1, 0.5, 2, 10],
      registers: [registry],
    }),
  }
}
