import type { Reading } from './load.ts'
import type { Options } from './options.ts'
import type { PgbenchReading } from './pgbench.ts'

/** What was read with as many callers: pgbench has a connection for each, so not for the most. */
export type Row = { callers: number; pgbench: PgbenchReading | undefined; spread: Reading; hot: Reading }

/** Everything one run found; written as it is to bench/results/ledger.json. Times in milliseconds. */
export type Results = {
  machine: { cores: number; os: string; node: string }
  load: Options
  postgres: { version: string; pgbench: string; fsync: string; synchronous_commit: string; shared_buffers: string }
  rows: Row[]
  sealed: { transfers: number; afterMs: number; faults: number; verifyMs: number }
}

/** The results as Markdown. */
export function describe({ machine, load, postgres, rows, sealed }: Results): string {
  return `# Bench: ledger

${machine.cores} cores, ${machine.os}, Node ${machine.node}; written by \`npm run bench -- ledger\`.
PostgreSQL ${postgres.version} (the embedded one, on the same machine), fsync ${postgres.fsync}, synchronous_commit
${postgres.synchronous_commit}, shared_buffers ${postgres.shared_buffers}; ${postgres.pgbench}, scale ${load.scale}, its TPC-B-like script as it
is. ${load.rounds} rounds of ${load.seconds} s each, pgbench and the ledger by turns on the same server. A transfer counts when \`submit\` has
answered, so when it is durable; meanwhile the sealer puts every transfer into the signed chain. Both work from one process on
the server's machine, over TCP to 127.0.0.1: pgbench, in C, with a connection and five statements in a transaction for each
caller; the ledger, in Node, which also makes the commands and seals them, with one connection for all.

| callers | pgbench, a second | mean | ledger, ${number(load.accounts)} accounts, a second | p50 | p99 | against pgbench | one hot account, a second | p50 | p99 |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map(line).join('\n')}

${conclusion(rows)} After the load all ${number(sealed.transfers)} transfers were sealed ${number(sealed.afterMs)} ms after the last; \`verifyLedger\` found ${sealed.faults} faults in
them, in ${number(sealed.verifyMs)} ms.
`
}

function line({ callers, pgbench, spread, hot }: Row): string {
  const theirs = pgbench === undefined ? ['', ''] : [number(pgbench.perSecond), `${number(pgbench.meanMs)} ms`]
  const ratio = pgbench === undefined ? '' : `${number(spread.perSecond / pgbench.perSecond)} ×`
  return `| ${[callers, ...theirs, ...cells(spread), ratio, ...cells(hot)].join(' | ')} |`
}

function cells({ perSecond, p50, p99 }: Reading): string[] {
  return [number(perSecond), `${number(p50)} ms`, `${number(p99)} ms`]
}

function conclusion(rows: readonly Row[]): string {
  const best = Math.max(...rows.map(({ pgbench }) => pgbench?.perSecond ?? 0))
  const at256 = rows.find(({ callers }) => callers === 256)
  return at256 === undefined
    ? ''
    : `With 256 callers the ledger makes ${number(at256.spread.perSecond / best)} times what pgbench makes at its best.`
}

function number(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}
