export { createHistoryQueries, pruneHistory, type HistoryQueries } from './queries.ts'
export { createHistoryRecorder, type HistoryRecorder } from './recorder.ts'
export { historyChunkTable } from './tables.ts'
