import {
  anything,
  casesOf,
  each,
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

const endless = [
  ...each('endless-loop-start endless-loop-initialize endless-loop-alloc endless-loop-init', {
    attacks: 'init',
    verdicts: outOfTime,
  }),
  ...each('endless-loop-act endless-tail-calls endless-memory-copy', { verdicts: outOfTime }),
  ...each('endless-loop-on-result', { attacks: 'onResult', verdicts: outOfTime }),
]

const traps = [
  ...each('recursion unreachable divide-by-zero read-outside', { verdicts: ['crash'] }),
  ...each('recursion-in-start', { attacks: 'init', verdicts: ['crash'] }),
]

const modules = each(
  `import-functions import-wasi import-prototype import-memory import-table memory-undeclared memory-giant
   memory-giant-maximum memory-shared memory-of-64-bits memories-several memory-missing table-undeclared table-giant
   exceptions exports-missing exports-of-another-kind no-program cut-off section-length endless-number vector-length
   newer-version locals-giant`,
  { attacks: 'init', verdicts: refused },
)

const answers = [
  ...each(
    `answer-outside answer-overflow answer-empty answer-no-json answer-two-lines answer-no-utf8 answer-of-another-type
     arguments-of-another-type`,
    { verdicts: unwritable },
  ),
  ...each('answer-long', { verdicts: unwritablyLong }),
  ...each('answer-odd-characters answer-raw-number answer-duplicate-keys answer-proto-keys answer-deep', {
    verdicts: unwritable,
    answer: anything,
  }),
]

const others: CaseEntry[] = [
  ...each('alloc-outside alloc-nothing alloc-of-another-type', {
    attacks: 'init',
    verdicts: ['crash', 'memory', 'invalid_reply'],
  }),
  { name: 'alloc-grows', verdicts: ['crash', 'memory'], answer: sane, turns: 20 },
  { name: 'exports-odd-names', verdicts: ['crash'], answer: sane },
  { name: 'memory-balloon', verdicts: outOfSpace, answer: sane, budget: 'patient' },
  { name: 'leftover-state', verdicts: [], answer: { is: 'equal', value: 100 }, leases: 2, isSameAgain: true },
]

/** What a WebAssembly module of its own can try. */
export const wasmCases: readonly Case[] = casesOf(
  'wasm',
  ['wasm'],
  [...endless, ...traps, ...modules, ...answers, ...others],
)
