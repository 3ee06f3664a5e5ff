import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { query } from '#test/support/cluster'
import { newDataDir, removeDataDir } from '#test/support/server'
import { until } from '#test/support/until'

describe('the embedded PostgreSQL', () => {
  let dir: string

  before(() => void (dir = newDataDir()))
  after(() => removeDataDir(dir))

  it('is made once when several processes begin with an empty folder together', async () => {
    const script = `
      import { startEmbeddedPostgres } from '#platform/embedded-postgres'
      const { url } = await startEmbeddedPostgres(${JSON.stringify(dir)})
      console.log(url)`
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
    const urls = (await Promise.all([run(), run(), run()])).map(({ stdout }) => stdout.trim())
    expect(new Set(urls).size).to.equal(1)
    const { stop, url } = await startEmbeddedPostgres(dir)
    expect(url).to.equal(urls[0])
    await stop()
  })

  it('keeps what was written when it is stopped and started, and tells its port anew', async () => {
    const first = await startEmbeddedPostgres(dir)
    await query(first.url, 'create table if not exists kept as select 42 as n')
    await first.stop()
    await expectGone(first.url)
    const second = await startEmbeddedPostgres(dir)
    expect(await query(second.url, 'select n from kept')).to.deep.equal([{ n: 42 }])
    await second.stop()
  })

  it('is found by whoever comes second, and stopped by whoever leaves last', async () => {
    const first = await startEmbeddedPostgres(dir)
    const second = await startEmbeddedPostgres(dir)
    expect(second.url).to.equal(first.url)
    const user = await keepConnected(second.url)
    await first.stop()
    expect(await query(second.url, 'select 1 as one'), 'it is still used').to.deep.equal([{ one: 1 }])
    await user.end()
    await second.stop()
    await expectGone(second.url)
  })

  it('outlives a process that is killed, and is adopted by the next', async () => {
    const killed = await new Promise<{ url: string; signal: unknown }>((resolve) => {
      const script = `
        import { startEmbeddedPostgres } from '#platform/embedded-postgres'
        const { url } = await startEmbeddedPostgres(${JSON.stringify(dir)})
        process.stdout.write(url, () => process.kill(process.pid, 'SIGKILL'))`
      execFile(process.execPath, ['--input-type=module', '--eval', script], (error, stdout) => {
        resolve({ url: stdout, signal: error?.signal })
      })
    })
    expect(killed.signal).to.equal('SIGKILL')
    const adopted = await startEmbeddedPostgres(dir)
    expect(adopted.url).to.equal(killed.url)
    await adopted.stop()
    await expectGone(adopted.url)
  })

  it('comes back after it was itself killed, with everything that was committed', async () => {
    const first = await startEmbeddedPostgres(dir)
    await query(first.url, 'create table if not exists kept as select 42 as n')
    process.kill(pidIn(dir), 'SIGKILL')
    const second = await startEmbeddedPostgres(dir)
    expect(await query(second.url, 'select n from kept')).to.deep.equal([{ n: 42 }])
    await second.stop()
  })

  it('does not take a process for its own that has only its old number', async () => {
    const first = await startEmbeddedPostgres(dir)
    const pidFile = path.join(dir, 'postgres', 'postmaster.pid')
    const left = readFileSync(pidFile, 'utf8').split('\n')
    await first.stop()
    writeFileSync(pidFile, [String(process.pid), ...left.slice(1)].join('\n'))
    const second = await startEmbeddedPostgres(dir)
    expect(await query(second.url, 'select 1 as one')).to.deep.equal([{ one: 1 }])
    expect(pidIn(dir)).not.to.equal(process.pid)
    await second.stop()
  })

  it('lets in nobody without the password, and listens on this machine only', async () => {
    const { url, stop } = await startEmbeddedPostgres(dir)
    const stranger = new URL(url)
    stranger.password = 'guess'
    const failure = await query(stranger.href, 'select 1').catch((error: Error) => error)
    expect(failure).to.be.an('error').with.property('message').that.includes('password')
    expect(await query(url, 'show listen_addresses')).to.deep.equal([{ listen_addresses: '127.0.0.1' }])
    await stop()
  })
})

function pidIn(dir: string): number {
  return Number(readFileSync(path.join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
}

async function keepConnected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function expectGone(url: string): Promise<void> {
  const isGone = () =>
    query(url, 'select 1').then(
      () => false,
      () => true,
    )
  await until('it is gone', isGone)
}
