import { execFileSync } from 'node:child_process'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { openStorage } from '#storage'
import pg from 'pg'
import { load, openAccounts } from './load.ts'
const dataDir = '/tmp/ledger-bench'
const db = await startEmbeddedPostgres(dataDir)
const { storage, close } = await openStorage({ dataDir, databaseUrl: db.url })
const accounts = await openAccounts(storage, 1000)
const c = new pg.Client({ connectionString: db.url }); await c.connect()
const u = new URL(db.url)
const env = { PATH: process.env.PATH!, PGHOST: u.hostname, PGPORT: u.port, PGUSER: u.username, PGPASSWORD: u.password }
await c.query('create database pgbench').catch(() => {})
execFileSync('pgbench', ['-i', '-I', 'dtGvp', '-s', '10', '-q', 'pgbench'], { env, stdio: 'ignore' })
const call = (fn: string, extra: string) => `select * from ledger.${fn}(array[gen_random_uuid()], array['plain'], array[ledger.account_id('house:bench:' || (random()*998)::int)], array[ledger.account_id('house:bench:' || (random()*998)::int)], array['aid'], array[1::bigint], array[null::uuid], array[null::int], array[null::uuid], array['bench'], array[null::text]${extra})`
await c.query(`create or replace function ledger.post2(
    ids uuid[], kinds text[], debits uuid[], credits uuid[], monies text[], amounts bigint[], pendings uuid[],
    timeouts integer[], groups uuid[], reasons text[], refs text[],
    out verdicts text[], out missing bigint[], out moved bigint[], out moments timestamptz[]
  ) language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
      select * into verdicts, missing, moved, moments from ledger.decide(ids, kinds, debits, credits, monies, amounts,
        pendings, timeouts, groups, reasons, refs, '{}');
end $$`)
async function timed(name: string, text: string, ms = 1500) {
  const took: number[] = []
  for (const t = performance.now(); performance.now() - t < ms; ) { const s = performance.now(); await c.query({ name, text, values: [] }); took.push(performance.now() - s) }
  took.sort((a, b) => a - b)
  console.log(name.padEnd(10), (took.length / ms * 1000).toFixed(0), '/s p50', took[took.length >> 1]!.toFixed(2))
}
for (let r = 0; r < 3; r++) {
await timed('insert', 'insert into ledger.unsealed (seqs) values (null::bigint[])'.replace('ledger.unsealed (seqs) values (null::bigint[])', `outbox (type, payload) values ('x', '{}')`))
console.log('pgbench', String(execFileSync('pgbench', ['-c', '1', '-T', '2', '-n', 'pgbench'], { env, stdio: ['ignore', 'pipe', 'ignore'] })).match(/tps = [\d.]+/)![0])
await timed('post', call('post', ''))
await timed('post2', call('post2', ''))
const l = await load(storage, accounts, { callers: 1, pattern: 'spread', seconds: 1.5 })
console.log('load', l.perSecond.toFixed(0), l.p50.toFixed(2))
}
await c.end(); await close(); await db.stop()
