import {
  anything,
  casesOf,
  outOfSpace,
  outOfTime,
  sane,
  unwritable,
  unwritablyLong,
  type Case,
  type CaseEntry,
} from './case.ts'

/** How a module ends that is not taken; also where an engine finds out by itself. */
const refused = ['violation', 'crash'] as const

const endless: CaseEntry[] = [
  ...['endless-loop-start', 'endless-loop-initialize', 'endless-loop-alloc', 'endless-loop-init'].map(
    (name): CaseEntry => ({ name, attacks: 'init', verdicts: outOfTime }),
  ),
  { name: 'endless-loop-act', verdicts: outOfTime },
  { name: 'endless-loop-on-result', attacks: 'onResult', verdicts: outOfTime },
  { name: 'endless-tail-calls', verdicts: outOfTime },
  { name: 'endless-memory-copy', verdicts: outOfTime },
]

const traps: CaseEntry[] = [
  ...['recursion', 'unreachable', 'divide-by-zero', 'read-outside'].map((name): CaseEntry => {
    return { name, verdicts: ['crash'] }
  }),
  { name: 'recursion-in-start', attacks: 'init', verdicts: ['crash'] },
  { name: 'exceptions', attacks: 'init', verdicts: refused },
]

const modules: CaseEntry[] = [
  ...['import-functions', 'import-wasi', 'import-prototype', 'import-memory', 'import-table'],
  ...['memory-undeclared', 'memory-giant', 'memory-giant-maximum', 'memory-shared', 'memory-of-64-bits'],
  ...['memories-several', 'memory-missing', 'table-undeclared', 'table-giant', 'exports-missing'],
  ...['exports-of-another-kind', 'no-program', 'cut-off', 'section-length', 'endless-number', 'vector-length'],
  ...['newer-version', 'locals-giant'],
].map((name): CaseEntry => ({ name, attacks: 'init', verdicts: refused }))

const answers: CaseEntry[] = [
  ...['answer-outside', 'answer-overflow', 'answer-empty', 'answer-no-json', 'answer-two-lines', 'answer-no-utf8'],
  ...['answer-of-another-type', 'arguments-of-another-type'],
].map((name): CaseEntry => ({ name, verdicts: unwritable }))

const others: CaseEntry[] = [
  { name: 'answer-long', verdicts: unwritablyLong },
  ...['answer-odd-characters', 'answer-raw-number', 'answer-duplicate-keys', 'answer-proto-keys', 'answer-deep'].map(
    (name): CaseEntry => ({ name, verdicts: unwritable, answer: anything }),
  ),
  ...['alloc-outside', 'alloc-nothing', 'alloc-of-another-type'].map((name): CaseEntry => {
    return { name, attacks: 'init', verdicts: ['crash', 'memory', 'invalid_reply'] }
  }),
  { name: 'alloc-grows', verdicts: ['crash', 'memory'], answer: sane, turns: 20 },
  { name: 'exports-odd-names', verdicts: ['crash'], answer: sane },
  { name: 'memory-balloon', verdicts: outOfSpace, answer: sane },
  { name: 'leftover-state', verdicts: [], answer: { is: 'equal', value: 100 }, leases: 2, isSameAgain: true },
]

/** What a WebAssembly module of its own can try. */
export const wasmCases: readonly Case[] = casesOf(
  'wasm',
  ['wasm'],
  [...endless, ...traps, ...modules, ...answers, ...others],
)
