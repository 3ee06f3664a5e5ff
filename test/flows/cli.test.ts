import { expect } from 'chai'
import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect, worldOf } from '#sdk'
import { newDataDir, openTestStorage, removeDataDir, startTestServer, type TestServer } from '#test/support/server'
import { createHttpClient } from '#test/support/http-client'
import { newPerson, signUp } from '#test/support/member'
import { until } from '#test/support/until'
import { untilReady } from '#test/support/village-server'

const script = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url))

type Ran = { code: number; out: string; err: string }

describe('the command line', () => {
  let dataDir: string
  let folders: string

  before(() => {
    dataDir = newDataDir()
    folders = newDataDir()
  })
  after(() => {
    removeDataDir(dataDir)
    removeDataDir(folders)
  })

  describe('while no server runs', () => {
    it('creates an agent and shows its token this once', async () => {
      const { code, out } = await village('agent', 'create', '--name', 'Ada', '--persona', 'A mathematician.')
      expect(code).to.equal(0)
      expect(out).to.match(/^id: [0-9a-f-]{36}\ntoken: avt_[A-Za-z0-9_-]{43}\n$/)
      const { out: listed } = await village('agent', 'list')
      expect(listed).to.equal(`${valueOf(out, 'id')}\tAda\tagent\tactive\n`)
    })

    it('refuses a name that somebody has, and says so without a stack', async () => {
      const { code, out, err } = await village('agent', 'create', '--name', ' ada ')
      expect([code, out]).to.deep.equal([1, ''])
      expect(err).to.equal('an agent named ada exists already\n')
    })

    for (const args of [
      [],
      ['agent'],
      ['agent', 'create'],
      ['agent', 'fly', 'Ada'],
      ['agent', 'create', '--nam', 'x'],
    ]) {
      it(`explains itself when asked ${JSON.stringify(args)}`, async () => {
        const { code, err } = await village(...args)
        expect(code).not.to.equal(0)
        expect(err).to.match(/Usage:|error: /)
        expect(err).not.to.match(/\n {4}at /)
      })
    }

    it('says which agent there is not', async () => {
      for (const nobody of ['Nobody', '018f0000-0000-7000-8000-000000000000', "'; drop table agents; --"]) {
        const { code, err } = await village('agent', 'token', nobody)
        expect([code, err]).to.deep.equal([1, `there is no agent ${JSON.stringify(nobody)}; see "agent list"\n`])
      }
    })

    it('names a setting that cannot be used', async () => {
      const { code, err } = await village({ DATABASE_URL: 'mysql://x' }, 'agent', 'list')
      expect(code).to.equal(1)
      expect(err).to.include('DATABASE_URL: expected postgres://')
    })

    it('leaves no PostgreSQL behind', () => {
      expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).to.equal(false)
    })
  })

  describe('while a server runs', () => {
    let server: TestServer

    before(async () => {
      server = await startTestServer({ DATA_DIR: dataDir })
      await untilReady(server)
    })
    after(() => server.stop())

    it('A3 makes another token with which the agent gets in, and revokes it, which ends its connection', async () => {
      const made = await village('agent', 'token', 'ada', '--label', 'laptop')
      const agent = await connect({ url: server.url, token: valueOf(made.out, 'token') })
      const ended: number[] = []
      agent.on('ended', ({ code }) => void ended.push(code))
      const { code, out } = await village('agent', 'revoke', 'ADA', '--token', valueOf(made.out, 'tokenId'))
      expect([code, out]).to.deep.equal([0, `revoked: ${valueOf(made.out, 'tokenId')}\n`])
      await until('its connection ends', () => ended.length === 1)
      expect(ended).to.deep.equal([4102])
      const again = await village('agent', 'revoke', 'Ada', '--token', valueOf(made.out, 'tokenId'))
      expect([again.code, again.err]).to.deep.equal([1, 'Ada has no such live token\n'])
    })

    it('A6 quarantines and activates a connected agent, with the reason in the audit', async () => {
      const created = await village('agent', 'create', '--name', 'Boris')
      const [id, token] = [valueOf(created.out, 'id'), valueOf(created.out, 'token')]
      const agent = await connect({ url: server.url, token })
      expect((await village('agent', 'quarantine', id, '--reason', 'odd')).out).to.equal('Boris is now quarantined\n')
      await until('everyone sees it', async () => (await standingOf(id)) === 'quarantined')
      expect((await village('agent', 'activate', 'boris')).out).to.equal('Boris is now active\n')
      await until('everyone sees it', async () => (await standingOf(id)) === 'active')
      expect(await agent.say('thank you')).to.include({ status: 'accepted' })
      await agent.close()
      const { storage, close } = await openTestStorage(dataDir)
      const entries = await storage.database.query(
        `select actor, detail ->> 'to' as to, detail ->> 'reason' as reason from audit_entries
         where action = 'agent.standing' and subject = $1 order by id`,
        [id],
      )
      await close()
      expect(entries.map(({ to, reason }: { to: string; reason: string }) => [to, reason])).to.deep.equal([
        ['quarantined', 'odd'],
        ['active', ''],
      ])
      expect(entries[0].actor).to.match(/^cli:./)
    })

    it('suspends an agent, which leaves, and archives it', async () => {
      const created = await village('agent', 'create', '--name', 'Clara')
      const agent = await connect({ url: server.url, token: valueOf(created.out, 'token') })
      const ended: string[] = []
      agent.on('ended', ({ reason }) => void ended.push(reason))
      await village('agent', 'suspend', 'Clara', '--reason', 'spam')
      await until('it has ended', () => ended.length === 1)
      expect(ended).to.deep.equal(['suspended: spam'])
      await village('agent', 'archive', 'Clara')
      expect((await village('agent', 'list')).out).to.match(/\tClara\tagent\tarchived\n/)
    })

    it('AC3 lists members, promotes one, which counts at once, and keeps the last administrator', async () => {
      const listed = await village('member', 'list')
      expect(listed.out).to.match(/^[0-9a-f-]{36}\tAdministrator\tadmin@village\.local\tadministrator\tverified\n$/)
      const refused = await village('member', 'demote', 'admin@village.local')
      expect([refused.code, refused.out]).to.deep.equal([1, ''])
      const http = await createHttpClient(server.url)
      const mia = await signUp(newPerson(http, server.url), async () => {})
      expect((await village('member', 'promote', mia.email)).out).to.equal(`${mia.email} is now administrator\n`)
      expect((await mia.get('/api/admin/agents')).status).to.equal(200)
      expect((await village('member', 'demote', mia.email)).out).to.equal(`${mia.email} is now member\n`)
      expect((await mia.get('/api/admin/agents')).status).to.equal(403)
      const unknown = await village('member', 'promote', 'nobody@example.org')
      expect([unknown.code, unknown.err]).to.deep.equal([
        1,
        'there is no member with the e-mail "nobody@example.org"\n',
      ])
    })

    it('leaves the server its PostgreSQL', async () => {
      await village('agent', 'list')
      expect((await fetch(`${server.url}/readyz`)).status).to.equal(200)
    })

    // Slow: it installs packages; without a network or a cache it can't.
    it('writes a folder with an agent that runs: it walks to the café and says hello (slow)', async function () {
      const folder = path.join(folders, 'My Newcomer')
      const { code, out, err } = await village('agent', 'new', folder, '--name', 'Dario', '--url', server.url)
      expect(code, err).to.equal(0)
      expect(out).to.include('Dario is ready in').and.include('npm install').and.not.include('avt_')
      expect(statSync(path.join(folder, '.env')).mode & 0o077, 'only its owner reads the token').to.equal(0)
      expect(readFileSync(path.join(folder, '.gitignore'), 'utf8')).to.include('.env')
      expect(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))).to.include({ name: 'my-newcomer' })

      await standByTheCafe('Dario')
      const installed = await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder })
      if (installed.code !== 0 && process.env.CI !== 'true') {
        console.log('      packages cannot be installed here: not tested any further')
        this.skip()
      }
      expect(installed.code, installed.err).to.equal(0)
      const agent = spawn(process.execPath, ['agent.js'], {
        cwd: folder,
        env: { PATH: process.env.PATH },
        stdio: 'ignore',
      })
      try {
        await until('it says hello at the café', () => hasSaidHello('Dario'), 40_000)
      } finally {
        agent.kill('SIGINT')
      }
      await until('it leaves when it is told to', async () => (await viewOf('Dario')) === undefined)
    })

    it('does not write into a folder that exists, and registers nobody for it', async () => {
      const { code, err } = await village('agent', 'new', folders, '--name', 'Emil')
      expect(code).to.equal(1)
      expect(err).to.include('exists already')
      expect((await village('agent', 'list')).out).not.to.include('Emil')
    })

    async function standByTheCafe(name: string): Promise<void> {
      const { entrance } = (await worldOf(server.url)).places.find(({ id }) => id === 'cafe')!
      const { storage, close } = await openTestStorage(dataDir)
      const walk = { ...entrance, path: '', startedAt: 0, tilesPerSecond: 3 }
      await storage.database.query(
        `insert into village_residents (agent_id, present, walk, deeds) select id, false, $2, '{}' from agents where name = $1`,
        [name, JSON.stringify(walk)],
      )
      await close()
    }

    async function standingOf(id: string): Promise<string | undefined> {
      return (await worldOf(server.url)).agents.find((agent) => agent.id === id)?.standing
    }

    async function viewOf(name: string) {
      return (await worldOf(server.url)).agents.find((agent) => agent.name === name)
    }

    async function hasSaidHello(name: string): Promise<boolean> {
      const view = await viewOf(name)
      return view?.place === 'cafe' && view.said?.text.includes('Hello') === true
    }
  })

  /** Runs `village …` on the DATA_DIR of these tests; settings may come first. */
  function village(...args: (string | Record<string, string>)[]): Promise<Ran> {
    const settings = typeof args[0] === 'object' ? args[0] : {}
    const words = args.filter((arg) => typeof arg === 'string')
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, ...settings }
    return run(process.execPath, [script, ...words], { env })
  }
})

function run(command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv }): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(command, args, options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err })
    })
  })
}

function valueOf(out: string, name: string): string {
  return new RegExp(`^${name}: (.+)$`, 'm').exec(out)?.[1] ?? ''
}
