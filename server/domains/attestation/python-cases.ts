import { bounds } from './bounds.ts'
import {
  anything,
  casesOf,
  counted,
  each,
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

const endless = [
  ...each('endless-loop-top-level endless-loop-init', { attacks: 'init', verdicts: outOfTime }),
  ...each('endless-loop-act endless-loop-caught endless-generator catastrophic-regex blocking-wait', {
    verdicts: outOfTime,
  }),
  ...each('endless-loop-on-result', { attacks: 'onResult', verdicts: outOfTime }),
  ...each('long-stringify long-sort long-bigint', { verdicts: outOfSpace }),
  ...each('never-settling-coroutine', { verdicts: [...outOfTime, ...unwritable] }),
  ...each('work-between-turns', { verdicts: outOfOrder, answer: sane, turns: 3 }),
  ...each('interpreter-hooks', { verdicts: outOfOrder }),
]

const balloons = [
  ...each('list-balloon bytes-balloon mapped-balloon', {
    verdicts: outOfSpace,
    answer: counted('gotMb', bounds.memoryMb),
  }),
  ...each('dict-balloon', { verdicts: outOfSpace }),
  ...each('balloon-at-load', { attacks: 'init', verdicts: outOfSpace }),
].map(patient)

const depths = [
  ...each('recursion-then-sane deep-source deep-json-parse', { verdicts: outOfSpace, answer: sane, turns: 2 }),
  ...each('recursion-without-limit', { verdicts: outOfSpace }),
]

const answers = [
  ...each('reply-deep reply-long-text reply-long-list reply-grows-when-escaped', { verdicts: unwritablyLong }),
  ...each('reply-deep-but-short reply-endless', { verdicts: unwritablyLong, answer: anything }),
  ...each('reply-cycle reply-no-json', { verdicts: unwritable }),
  ...each(
    `reply-raises reply-raw-number reply-odd-numbers reply-duplicate-keys reply-odd-characters reply-proto-keys`,
    { verdicts: unwritable, answer: anything },
  ),
  ...each('change-argument', { verdicts: unwritable, answer: anything, turns: 2 }),
]

const overriding = [
  ...each('override-json', { attacks: 'init', verdicts: outOfOrder, answer: anything, turns: 2 }),
  ...each('override-runner', { verdicts: outOfOrder, answer: anything, turns: 2 }),
]

const raising = [
  ...each('raise-odd-message raise-system-exit raise-keyboard-interrupt', { verdicts: ['crash'] }),
  ...each('raise-long-message', { verdicts: outOfSpace }),
  ...each('raise-endless-message', { verdicts: [...outOfTime, 'crash'] }),
  ...each('no-functions', { attacks: 'init', verdicts: ['crash'], answer: { is: 'equal', value: null } }),
  ...each('no-program', { attacks: 'init', verdicts: ['crash'] }),
]

const reaching: CaseEntry[] = [
  ...each('write-outside network-tcp network-udp-dns proc-and-cgroup more-rights', {
    verdicts: [],
    answer: nothingReached,
  }),
  { name: 'leftover-state', verdicts: [], answer: nothingReached, leases: 2 },
  // A system call that is forbidden may also end the process.
  { name: 'system-calls', verdicts: ['crash', 'violation'], answer: nothingReached },
  ...each('tmp-flood sparse-file', { verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) }),
  { name: 'inode-flood', verdicts: outOfSpace, answer: counted('files', bounds.files) },
]

const processes: CaseEntry[] = [
  ...each('process-exit process-abort segmentation-fault raise-in-line', { verdicts: outOfOrder }),
  ...each('kill-all stop-itself half-line stdout-flood stdout-flood-of-lines stderr-flood', {
    verdicts: outOfOrder,
    answer: sane,
  }),
  { name: 'process-exit-init', attacks: 'init', verdicts: outOfOrder },
  { name: 'ignore-signals', verdicts: outOfTime },
  ...each('process-exit-later stolen-stdin', { verdicts: outOfOrder, answer: sane, turns: 3 }),
  ...each('print-noise forged-reply closed-stdout closed-stdin zombies', {
    verdicts: outOfOrder,
    answer: sane,
    turns: 2,
  }),
  { name: 'stale-reply', verdicts: outOfOrder, answer: { is: 'each turn', field: 'turn' }, turns: 3 },
  { name: 'fork-bomb', verdicts: outOfOrder, answer: counted('processes', bounds.processes) },
  { name: 'thread-bomb', verdicts: outOfOrder, answer: counted('threads', bounds.processes) },
  { name: 'daemon', verdicts: outOfOrder, answer: sane, turns: 2, leases: 2 },
]

/** What Python can try. */
export const pythonCases: readonly Case[] = casesOf(
  'python',
  ['runc', 'runsc'],
  [...endless, ...balloons, ...depths, ...answers, ...overriding, ...raising, ...reaching, ...processes],
)
