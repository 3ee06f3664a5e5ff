import type { Recording } from './week.ts'

export type Times = { p50: number; p99: number; max: number }

/** Everything one run found; written as it is to bench/results/history.json. Sizes in bytes, times in milliseconds. */
export type Results = {
  machine: { cores: number; os: string; node: string }
  load: { agents: number; days: number; baselineHours: number; moments: number }
  recording: Recording
  history: { bytesPerAgentHour: number; totalBytes: number; openMs: Times; minuteMs: Times; marksMs: Times }
  baseline: { bytesPerAgentHour: number; rows: number; openMs: Times }
}

/** The results as Markdown. */
export function describe({ machine, load, recording, history, baseline }: Results): string {
  const changes = recording.changes / (load.agents * load.days * 24)
  return `# Bench: history

${machine.cores} cores, ${machine.os}, Node ${machine.node}; written by \`npm run bench -- history\`.
${load.agents} agents for ${load.days} simulated days, ${number(changes)} changes an agent-hour (walks, words, thoughts,
emotes, uses, places), recorded through the domain with a clock of its own; embedded PostgreSQL on the same machine.

| measure | history | a row per agent and second | |
| --- | ---: | ---: | ---: |
| bytes stored, an agent-hour | ${number(history.bytesPerAgentHour)} | ${number(baseline.bytesPerAgentHour)} | ${number(baseline.bytesPerAgentHour / history.bytesPerAgentHour)} × less |
| ${load.agents} agents, a week | ${megabytes(week(history.bytesPerAgentHour))} | ${megabytes(week(baseline.bytesPerAgentHour))} (scaled) | |
| open a moment, median | ${number(history.openMs.p50)} ms | ${number(baseline.openMs.p50)} ms | |
| open a moment, 99th percentile | ${number(history.openMs.p99)} ms | ${number(baseline.openMs.p99)} ms | |
| open a moment and the minute after it, 99th percentile | ${number(history.minuteMs.p99)} ms | | |
| marks of the whole span in 200 buckets, 99th percentile | ${number(history.marksMs.p99)} ms | | |
| recorder's time for one changed agent | ${number(recording.microsPerChange)} µs | | |
| chunks dropped | ${recording.chunksDropped} | | |

A moment is random over the whole span and read by \`createHistoryQueries\`, without HTTP. The baseline has positions alone:
no words, thoughts, places, comings or goings, and no position between two seconds. It was written for ${load.baselineHours} h
(${number(baseline.rows)} rows) and scaled linearly; in a full week of it, less of the index would be in memory. Sizes are
\`pg_total_relation_size\`, indexes included. The whole span took ${number(recording.seconds)} s to simulate and write.
`

  function week(bytesPerAgentHour: number): number {
    return bytesPerAgentHour * load.agents * 24 * 7
  }
}

function megabytes(bytes: number): string {
  return `${number(bytes / 1e6)} MB`
}

function number(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}
