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
import { bounds } from './bounds.ts'

const endless: CaseEntry[] = [
  { name: 'endless-loop-top-level', attacks: 'init', verdicts: outOfTime },
  { name: 'endless-await-top-level', attacks: 'init', verdicts: [...outOfTime, ...unwritable] },
  { name: 'endless-loop-init', attacks: 'init', verdicts: outOfTime },
  { name: 'endless-loop-act', verdicts: outOfTime },
  { name: 'endless-loop-on-result', attacks: 'onResult', verdicts: outOfTime },
  { name: 'endless-loop-caught', verdicts: outOfTime, budget: 'unmetered' },
  { name: 'endless-generator', verdicts: outOfTime },
  { name: 'endless-microtasks', verdicts: outOfSpace },
  { name: 'endless-export', attacks: 'init', verdicts: outOfTime },
  { name: 'endless-error', verdicts: [...outOfTime, 'crash'] },
  { name: 'endless-stack-trace', verdicts: [...outOfTime, 'crash'] },
  { name: 'endless-getter', verdicts: outOfTime },
  { name: 'endless-to-json', verdicts: outOfTime },
  { name: 'catastrophic-regex', verdicts: [...outOfTime, 'crash'] },
  { name: 'blocking-wait', verdicts: [...outOfTime, 'crash'] },
  ...['long-stringify', 'long-sort', 'long-bigint', 'long-builtins'].map((name): CaseEntry => {
    return { name, verdicts: outOfSpace, budget: 'unmetered' }
  }),
  { name: 'webassembly-loop', verdicts: outOfTime, answer: sane },
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

const balloons: CaseEntry[] = [
  { name: 'array-balloon', verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) },
  { name: 'map-balloon', verdicts: outOfSpace },
  { name: 'typed-array-balloon', verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) },
  { name: 'string-balloon', verdicts: outOfSpace },
  { name: 'promise-balloon', verdicts: outOfSpace },
  { name: 'balloon-at-load', attacks: 'init', verdicts: outOfSpace },
  { name: 'webassembly-balloon', verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) },
]

const depths: CaseEntry[] = [
  { name: 'recursion-then-sane', verdicts: outOfSpace, answer: sane, turns: 2 },
  { name: 'recursion-uncaught', verdicts: outOfSpace },
  { name: 'recursion-in-builtins', verdicts: outOfSpace, answer: sane, turns: 2 },
  { name: 'deep-source', verdicts: outOfSpace, answer: sane, turns: 2 },
  { name: 'deep-json-parse', verdicts: outOfSpace, answer: sane, turns: 2 },
]

const answers: CaseEntry[] = [
  { name: 'reply-deep', verdicts: unwritablyLong },
  { name: 'reply-deep-but-short', verdicts: unwritablyLong, answer: anything },
  { name: 'reply-long-text', verdicts: unwritablyLong },
  { name: 'reply-long-list', verdicts: unwritablyLong },
  { name: 'reply-grows-when-escaped', verdicts: unwritablyLong },
  { name: 'reply-endless', verdicts: unwritablyLong },
  { name: 'reply-cycle', verdicts: unwritable },
  ...['throwing-getter', 'throwing-to-json', 'proxy-revoked', 'reply-bigint'].map((name) => {
    return { name, verdicts: unwritable }
  }),
  { name: 'proxy-throws', verdicts: unwritable, answer: { is: 'equal', value: null } },
  { name: 'proxy-endless', verdicts: unwritablyLong },
  ...['reply-undefined', 'reply-function', 'reply-symbol'].map((name): CaseEntry => {
    return { name, verdicts: unwritable, answer: { is: 'equal', value: null } }
  }),
  { name: 'reply-odd-numbers', verdicts: unwritable, answer: anything },
  { name: 'reply-raw-number', verdicts: unwritable, answer: anything },
  { name: 'reply-odd-characters', verdicts: unwritable, answer: anything },
  { name: 'reply-proto-keys', verdicts: unwritable, answer: anything },
  { name: 'override-json', verdicts: outOfOrder, answer: anything, attacks: 'init', turns: 2 },
  { name: 'override-prototypes', verdicts: outOfOrder, answer: anything, attacks: 'init', turns: 2 },
  { name: 'override-globals', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'change-argument', verdicts: unwritable, answer: anything, turns: 2 },
  { name: 'throw-odd-message', verdicts: ['crash'] },
  { name: 'throw-long-message', verdicts: outOfSpace },
  { name: 'throw-no-error', verdicts: ['crash'] },
  { name: 'throw-at-load', attacks: 'init', verdicts: ['crash'] },
  { name: 'no-functions', attacks: 'init', verdicts: ['crash'], answer: { is: 'equal', value: null } },
  { name: 'no-program', attacks: 'init', verdicts: ['crash'] },
]

const reaching: CaseEntry[] = [
  { name: 'clock-and-chance', verdicts: [], answer: anything, leases: 2, isSameAgain: true, runtimes: ['quickjs'] },
  { name: 'reach-host', verdicts: [], answer: nothingReached, runtimes: ['quickjs'] },
  { name: 'import-host-files', verdicts: ['crash'], answer: nothingReached },
  { name: 'leftover-state', verdicts: ['crash'], answer: nothingReached, leases: 2 },
  { name: 'write-outside', verdicts: [], answer: nothingReached },
  { name: 'network-tcp', verdicts: [], answer: nothingReached },
  { name: 'network-udp-dns', verdicts: [], answer: nothingReached },
  { name: 'proc-and-cgroup', verdicts: [], answer: nothingReached },
  { name: 'more-rights', verdicts: [], answer: nothingReached },
  { name: 'tmp-flood', verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) },
  { name: 'inode-flood', verdicts: outOfSpace, answer: counted('files', bounds.files) },
  { name: 'sparse-file', verdicts: outOfSpace, answer: counted('gotMb', bounds.memoryMb) },
]

const processes: CaseEntry[] = [
  ...['process-exit', 'process-abort', 'exit-hook', 'kill-itself', 'kill-all', 'stop-itself'].map((name) => {
    return { name, verdicts: outOfOrder, answer: sane }
  }),
  { name: 'process-exit-init', attacks: 'init', verdicts: outOfOrder, answer: { is: 'equal', value: null } },
  { name: 'process-exit-later', verdicts: outOfOrder, answer: sane, turns: 3 },
  { name: 'ignore-signals', verdicts: outOfTime },
  { name: 'throw-later', verdicts: outOfOrder, answer: sane, turns: 3 },
  { name: 'throw-in-line', verdicts: outOfOrder },
  { name: 'half-line', verdicts: outOfOrder, answer: sane },
  { name: 'stdout-flood', verdicts: outOfOrder, answer: sane },
  { name: 'stdout-flood-of-lines', verdicts: outOfOrder, answer: sane },
  { name: 'stderr-flood', verdicts: outOfOrder, answer: sane },
  { name: 'flood-between-turns', verdicts: outOfOrder, answer: sane, turns: 3 },
  { name: 'console-noise', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'forged-reply', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'forged-lines-by-child', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'stale-reply', verdicts: outOfOrder, answer: { is: 'each turn', field: 'turn' }, turns: 3 },
  { name: 'closed-stdout', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'closed-stdin', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'stolen-stdin', verdicts: outOfOrder, answer: sane, turns: 3 },
  { name: 'fork-bomb', verdicts: outOfOrder, answer: sane, turns: 2 },
  { name: 'daemon', verdicts: outOfOrder, answer: sane, turns: 2, leases: 2 },
  { name: 'shared-memory-threads', verdicts: outOfOrder, answer: sane, turns: 2 },
]

const typescript: CaseEntry[] = [
  { name: 'deep-nesting', attacks: 'init', verdicts: outOfSpace, answer: { is: 'equal', value: null } },
  { name: 'no-program', attacks: 'init', verdicts: ['crash'] },
  { name: 'types-that-run', attacks: 'init', verdicts: ['crash'], answer: { is: 'equal', value: null } },
  { name: 'endless-loop-act', verdicts: outOfTime },
]

const everywhere = ['quickjs', 'runc', 'runsc'] as const

/** What JavaScript can try; in an engine without modules of a host most of what is for processes finds nothing to try. */
export const javascriptCases: readonly Case[] = casesOf('javascript', everywhere, [
  ...endless,
  ...promises,
  ...balloons.map(patient),
  ...depths,
  ...answers,
  ...reaching,
  ...processes,
])

export const typescriptCases: readonly Case[] = casesOf('typescript', everywhere, typescript)
