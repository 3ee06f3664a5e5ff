import { bounds } from './bounds.ts'
import {
  anything,
  casesOf,
  counted,
  nothingReached,
  outOfOrder,
  outOfSpace,
  outOfTime,
  patient,
  sane,
  unwritable,
  unwritablyLong,
  type Case,
  type CaseEntry,
} from './case.ts'

const endless: CaseEntry[] = [
  { name: 'endless-loop-top-level', attacks: 'init', verdicts: outOfTime },
  { name: 'endless-loop-init', attacks: 'init', verdicts: outOfTime },
  { name: 'endless-loop-act', verdicts: outOfTime },
  { name: 'endless-loop-on-result', attacks: 'onResult', verdicts: outOfTime },
  { name: 'endless-loop-caught', verdicts: outOfTime },
  { name: 'endless-generator', verdicts: outOfTime },
  { name: 'catastrophic-regex', verdicts: outOfTime },
  { name: 'blocking-wait', verdicts: outOfTime },
  { name: 'long-stringify', verdicts: outOfSpace },
  { name: 'long-sort', verdicts: outOfSpace },
  { name: 'long-bigint', verdicts: outOfSpace },
  { name: 'never-settling-coroutine', verdicts: [...outOfTime, ...unwritable] },
  { name: 'work-between-turns', verdicts: outOfOrder, answer: sane, turns: 3 },
  { name: 'interpreter-hooks', verdicts: outOfOrder },
]

const balloons: CaseEntry[] = [
  ...['list-balloon', 'bytes-balloon', 'mapped-balloon'].map((name) => {
    return { name, verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) }
  }),
  { name: 'dict-balloon', verdicts: outOfSpace },
  { name: 'balloon-at-load', attacks: 'init', verdicts: outOfSpace },
]

const depths: CaseEntry[] = [
  { name: 'recursion-then-sane', verdicts: outOfSpace, answer: sane, turns: 2 },
  { name: 'recursion-without-limit', verdicts: outOfSpace },
  { name: 'deep-source', verdicts: outOfSpace, answer: sane, turns: 2 },
  { name: 'deep-json-parse', verdicts: outOfSpace, answer: sane, turns: 2 },
]

const answers: CaseEntry[] = [
  { name: 'reply-deep', verdicts: unwritablyLong },
  { name: 'reply-deep-but-short', verdicts: unwritablyLong, answer: anything },
  { name: 'reply-long-text', verdicts: unwritablyLong },
  { name: 'reply-long-list', verdicts: unwritablyLong },
  { name: 'reply-grows-when-escaped', verdicts: unwritablyLong },
  { name: 'reply-endless', verdicts: unwritablyLong, answer: anything },
  ...['reply-cycle', 'reply-no-json'].map((name) => ({ name, verdicts: unwritable })),
  ...['reply-raises', 'reply-raw-number', 'reply-odd-numbers', 'reply-duplicate-keys'].map((name) => {
    return { name, verdicts: unwritable, answer: anything }
  }),
  { name: 'reply-odd-characters', verdicts: unwritable, answer: anything },
  { name: 'reply-proto-keys', verdicts: unwritable, answer: anything },
  { name: 'override-json', attacks: 'init', verdicts: outOfOrder, answer: anything, turns: 2 },
  { name: 'override-runner', verdicts: outOfOrder, answer: anything, turns: 2 },
  { name: 'change-argument', verdicts: unwritable, answer: anything, turns: 2 },
  ...['raise-odd-message', 'raise-system-exit', 'raise-keyboard-interrupt'].map((name): CaseEntry => {
    return { name, verdicts: ['crash'] }
  }),
  { name: 'raise-long-message', verdicts: outOfSpace },
  { name: 'raise-endless-message', verdicts: [...outOfTime, 'crash'] },
  { name: 'no-functions', attacks: 'init', verdicts: ['crash'], answer: { is: 'equal', value: null } },
  { name: 'no-program', attacks: 'init', verdicts: ['crash'] },
]

const reaching: CaseEntry[] = [
  ...['write-outside', 'network-tcp', 'network-udp-dns', 'proc-and-cgroup', 'more-rights'].map((name) => {
    return { name, verdicts: [], answer: nothingReached }
  }),
  { name: 'leftover-state', verdicts: [], answer: nothingReached, leases: 2 },
  // A system call that is forbidden may also end the process.
  { name: 'system-calls', verdicts: ['crash', 'violation'], answer: nothingReached },
  { name: 'tmp-flood', verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) },
  { name: 'inode-flood', verdicts: outOfSpace, answer: counted('files', bounds.files) },
  { name: 'sparse-file', verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) },
]

const processes: CaseEntry[] = [
  ...['process-exit', 'process-abort', 'segmentation-fault', 'raise-in-line'].map((name) => {
    return { name, verdicts: outOfOrder }
  }),
  ...['kill-all', 'stop-itself', 'half-line', 'stdout-flood', 'stdout-flood-of-lines', 'stderr-flood'].map((name) => {
    return { name, verdicts: outOfOrder, answer: sane }
  }),
  { name: 'process-exit-init', attacks: 'init', verdicts: outOfOrder },
  { name: 'process-exit-later', verdicts: outOfOrder, answer: sane, turns: 3 },
  { name: 'ignore-signals', verdicts: outOfTime },
  { name: 'print-noise', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'forged-reply', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'stale-reply', verdicts: outOfOrder, answer: { is: 'each turn', field: 'turn' }, turns: 3 },
  { name: 'closed-stdout', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'closed-stdin', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'stolen-stdin', verdicts: outOfOrder, answer: sane, turns: 3 },
  { name: 'fork-bomb', verdicts: outOfOrder, answer: counted('processes', bounds.processes) },
  { name: 'thread-bomb', verdicts: outOfOrder, answer: counted('threads', bounds.processes) },
  { name: 'zombies', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'daemon', verdicts: outOfOrder, answer: sane, turns: 2, leases: 2 },
]

/** What Python can try. */
export const pythonCases: readonly Case[] = casesOf(
  'python',
  ['runc', 'runsc'],
  [...endless, ...balloons.map(patient), ...depths, ...answers, ...reaching, ...processes],
)
