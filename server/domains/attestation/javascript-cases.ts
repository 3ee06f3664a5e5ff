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
  type Expected,
} from './case.ts'
import { bounds } from './bounds.ts'

const endless = [
  ...each('endless-loop-top-level endless-loop-init endless-export', { attacks: 'init', verdicts: outOfTime }),
  ...each('endless-await-top-level', { attacks: 'init', verdicts: [...outOfTime, ...unwritable] }),
  ...each('endless-loop-act endless-generator endless-getter endless-to-json', { verdicts: outOfTime }),
  ...each('endless-loop-on-result', { attacks: 'onResult', verdicts: outOfTime }),
  ...each('endless-loop-caught', { verdicts: outOfTime, budget: 'unmetered' }),
  ...each('endless-microtasks', { verdicts: outOfSpace }),
  ...each('endless-error endless-stack-trace catastrophic-regex blocking-wait', { verdicts: [...outOfTime, 'crash'] }),
  ...each('long-stringify long-sort long-bigint long-builtins', { verdicts: outOfSpace, budget: 'unmetered' }),
  ...each('webassembly-loop', { verdicts: outOfTime, answer: sane }),
]

const promises: CaseEntry[] = [
  { name: 'never-settling-promise', verdicts: [...outOfTime, ...unwritable] },
  { name: 'thenable-never', verdicts: [...outOfTime, ...unwritable], answer: anything },
  { name: 'thenable-endless', verdicts: [...outOfSpace, 'invalid_reply'], answer: anything },
  { name: 'thenable-throws', verdicts: unwritable, answer: anything },
  { name: 'module-thenable', attacks: 'init', verdicts: [...outOfTime, ...unwritable], answer: anything },
  { name: 'work-between-turns', verdicts: outOfSpace, answer: sane, turns: 2 },
  { name: 'timers-between-turns', verdicts: outOfTime, answer: sane, turns: 3 },
]

const balloons = [
  ...each('array-balloon typed-array-balloon webassembly-balloon', {
    verdicts: outOfSpace,
    answer: counted('gotMb', bounds.memoryMb),
  }),
  ...each('map-balloon string-balloon promise-balloon', { verdicts: outOfSpace }),
  ...each('balloon-at-load', { attacks: 'init', verdicts: outOfSpace }),
].map(patient)

const depths = [
  ...each('recursion-then-sane recursion-in-builtins deep-source deep-json-parse', {
    verdicts: outOfSpace,
    answer: sane,
    turns: 2,
  }),
  ...each('recursion-uncaught', { verdicts: outOfSpace }),
]

const nothing: Expected = { is: 'equal', value: null }

const answers = [
  ...each('reply-deep reply-long-text reply-long-list reply-grows-when-escaped reply-endless proxy-endless', {
    verdicts: unwritablyLong,
  }),
  ...each('reply-deep-but-short', { verdicts: unwritablyLong, answer: anything }),
  ...each('reply-cycle reply-bigint throwing-getter throwing-to-json proxy-revoked', { verdicts: unwritable }),
  ...each('reply-undefined reply-function reply-symbol proxy-throws', { verdicts: unwritable, answer: nothing }),
  ...each('reply-odd-numbers reply-raw-number reply-odd-characters reply-proto-keys', {
    verdicts: unwritable,
    answer: anything,
  }),
  ...each('change-argument', { verdicts: unwritable, answer: anything, turns: 2 }),
]

const overriding = [
  ...each('override-json override-prototypes', { attacks: 'init', verdicts: outOfOrder, answer: anything, turns: 2 }),
  ...each('override-globals', { verdicts: outOfOrder, answer: sane, turns: 2 }),
]

const throwing = [
  ...each('throw-odd-message throw-no-error', { verdicts: ['crash'] }),
  ...each('throw-long-message', { verdicts: outOfSpace }),
  ...each('throw-at-load no-program', { attacks: 'init', verdicts: ['crash'] }),
  ...each('no-functions', { attacks: 'init', verdicts: ['crash'], answer: nothing }),
]

const reaching: CaseEntry[] = [
  { name: 'clock-and-chance', verdicts: [], answer: anything, leases: 2, isSameAgain: true, runtimes: ['quickjs'] },
  { name: 'reach-host', verdicts: [], answer: nothingReached, runtimes: ['quickjs'] },
  ...each('import-host-files write-outside network-tcp network-udp-dns proc-and-cgroup more-rights', {
    verdicts: [],
    answer: nothingReached,
  }),
  { name: 'leftover-state', verdicts: [], answer: nothingReached, leases: 2 },
  ...each('tmp-flood sparse-file', { verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) }),
  { name: 'inode-flood', verdicts: outOfSpace, answer: counted('files', bounds.files) },
]

const processes: CaseEntry[] = [
  ...each('process-exit process-abort exit-hook kill-itself kill-all stop-itself', {
    verdicts: outOfOrder,
    answer: sane,
  }),
  { name: 'process-exit-init', attacks: 'init', verdicts: outOfOrder, answer: nothing },
  { name: 'ignore-signals', verdicts: outOfTime },
  { name: 'throw-in-line', verdicts: outOfOrder },
  ...each('half-line stdout-flood stdout-flood-of-lines stderr-flood', { verdicts: outOfOrder, answer: sane }),
  ...each('process-exit-later throw-later flood-between-turns stolen-stdin', {
    verdicts: outOfOrder,
    answer: sane,
    turns: 3,
  }),
  ...each('console-noise forged-reply forged-lines-by-child closed-stdout closed-stdin', {
    verdicts: outOfOrder,
    answer: sane,
    turns: 2,
  }),
  ...each('fork-bomb shared-memory-threads', { verdicts: outOfOrder, answer: sane, turns: 2 }),
  { name: 'stale-reply', verdicts: outOfOrder, answer: { is: 'each turn', field: 'turn' }, turns: 3 },
  { name: 'daemon', verdicts: outOfOrder, answer: sane, turns: 2, leases: 2 },
]

const typescript = [
  ...each('deep-nesting', { attacks: 'init', verdicts: outOfSpace, answer: nothing }),
  ...each('types-that-run', { attacks: 'init', verdicts: ['crash'], answer: nothing }),
  ...each('no-program', { attacks: 'init', verdicts: ['crash'] }),
  ...each('endless-loop-act', { verdicts: outOfTime }),
]

const everywhere = ['quickjs', 'runc', 'runsc'] as const

/** What JavaScript can try; in an engine without modules of a host most of what is for processes finds nothing to try. */
export const javascriptCases: readonly Case[] = casesOf('javascript', everywhere, [
  ...endless,
  ...promises,
  ...balloons,
  ...depths,
  ...answers,
  ...overriding,
  ...throwing,
  ...reaching,
  ...processes,
])

export const typescriptCases: readonly Case[] = casesOf('typescript', everywhere, typescript)
