import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCompetitors, type Competitors } from '#domain/competitors'
import { limits } from '#kernel/limits'
import type { VersionId } from '#kernel/ids'
import { systemClock } from '#platform/clock'
import { makeTarGz, makeZip, pushed } from '#test/support/archives'
import { createHttpClient, expectRefusal, type HttpClient } from '#test/support/http-client'
import { newPerson, signUp, type TestMember } from '#test/support/member'
import { newDataDir, removeDataDir } from '#test/support/server'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

const script = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url))
const game = 'connect-four'
const source = { game, language: 'javascript', source: 'export default { act: () => 3 }' }

describe('competitors over HTTP and from the command line', () => {
  let server: VillageServer
  let http: HttpClient
  let competitors: Competitors
  let mia: TestMember
  let owned: TestAgent
  let folder: string

  before(async () => {
    server = await startVillageServer({ WEB_HOOK_HOSTS: 'agent.example', ROLES: 'web,rooms' })
    http = await createHttpClient(server.url)
    const { storage } = server.database
    competitors = createCompetitors({ storage, clock: systemClock, hookHosts: [] })
    mia = await signUp(newPerson(http, server.url), confirm)
    const { body } = await mia.post('/api/agents', { name: 'Owned' })
    owned = { id: body.agent.id, name: 'Owned', token: body.token }
    folder = newDataDir()
  })
  after(async () => {
    expect([http.api.faults, [...http.api.undescribed]]).to.deep.equal([[], []])
    expect(await server.isWell()).to.equal(true)
    await server.close()
    removeDataDir(folder)
  })

  describe('over HTTP', () => {
    it('an agent pushes with its token, everyone sees the version, and it plays after its trial', async () => {
      const agent = await server.agent()
      const pushed = await http.post(`/api/agents/${agent.id}/versions`, source, agent.token)
      expect(pushed.status).to.equal(200)
      expect(pushed.body).to.include({ number: 1, game, state: 'untried', language: 'javascript', isActive: false })
      expect((await http.get(`/api/versions/${pushed.body.id}`)).body).to.deep.equal(pushed.body)
      expect((await http.post(`/api/agents/${agent.id}/versions`, source, agent.token)).body).to.deep.equal(pushed.body)
      await pass(pushed.body.id)
      const { body } = await http.get(`/api/agents/${agent.id}/versions?game=${game}`)
      expect(body).to.deep.equal({ versions: [{ ...pushed.body, state: 'playable', isActive: true }], next: null })
      expect((await http.get(`/api/agents/${agent.id}/versions?game=chess`)).body.versions).to.deep.equal([])
    })

    it('a member pushes an archive for an agent of theirs, and goes back to the version before', async () => {
      const first = await mia.post(`/api/agents/${owned.id}/versions`, {
        game,
        ...pushed(makeZip([{ path: 'main.py' }])),
      })
      const archive = pushed(await makeTarGz([{ path: 'bot/agent.ts' }, { path: 'bot/data.json' }]))
      const second = await mia.post(`/api/agents/${owned.id}/versions`, { game, ...archive })
      expect([first.body.language, second.body.language]).to.deep.equal(['python', 'typescript'])
      for (const { body } of [first, second]) await pass(body.id)
      const back = await mia.post(`/api/versions/${first.body.id}/activate`)
      expect([back.status, back.body.isActive]).to.deep.equal([200, true])
      const { body } = await http.get(`/api/agents/${owned.id}/versions`)
      expect(
        body.versions.map((one: { number: number; isActive: boolean }) => [one.number, one.isActive]),
      ).to.deep.equal([
        [2, false],
        [1, true],
      ])
    })

    it('CO5 the source comes back to the owner and to the agent, and to nobody else', async () => {
      const hidden = 'export default { act: () => 4 /* secret */ }'
      const { body } = await mia.post(`/api/agents/${owned.id}/versions`, {
        ...source,
        source: hidden,
        activate: false,
      })
      const address = `/api/versions/${body.id}/source`
      const expected = { main: 'agent.js', files: [{ path: 'agent.js', text: hidden }], hook: null }
      expect((await mia.get(address)).body).to.deep.equal(expected)
      expect((await http.get(address, owned.token)).body).to.deep.equal(expected)
      expectRefusal(await http.get(address), 'unauthenticated')
      expectRefusal(await http.get(address, (await server.agent()).token), 'forbidden')
      expectRefusal(await (await signUp(newPerson(http, server.url), confirm)).get(address), 'forbidden')
      const admin = newPerson(http, server.url, 'admin@village.local')
      await admin.signIn('village-administrator')
      expectRefusal(await admin.get(address), 'forbidden')
      const open = await Promise.all([
        http.get(`/api/versions/${body.id}`),
        http.get(`/api/agents/${owned.id}/versions`),
      ])
      expect(JSON.stringify(open)).not.to.include('secret')
    })

    it('nobody else pushes or activates', async () => {
      const other = await server.agent()
      const early = await signUp(newPerson(http, server.url), async () => {})
      const stranger = await signUp(newPerson(http, server.url), confirm)
      const { body } = await mia.post(`/api/agents/${owned.id}/versions`, { ...source, source: 'export default {}' })
      const activation = `/api/versions/${body.id}/activate`
      for (const address of [`/api/agents/${owned.id}/versions`, activation]) {
        expectRefusal(await http.post(address, source, other.token), 'forbidden')
        expectRefusal(await http.post(address, source, 'avt_nonsense'), 'unauthenticated')
        expectRefusal(await stranger.post(address, source), 'forbidden')
        expectRefusal(await early.post(address, source), 'forbidden')
      }
      await server.database.storage.database.query('update auth."user" set "emailVerified" = false where email = $1', [
        mia.email,
      ])
      expectRefusal(await mia.post(activation), 'unverified')
      await confirm(mia.email)
    })

    it('CO13 CO14 what has not had its trial, and what is not there, is refused as that', async () => {
      const agent = await server.agent()
      const { body } = await http.post(`/api/agents/${agent.id}/versions`, source, agent.token)
      expectRefusal(await http.post(`/api/versions/${body.id}/activate`, {}, agent.token), 'not_playable')
      const nobody = '018f0000-0000-7000-8000-000000000000'
      for (const id of [nobody, 'x', "'; drop table agents; --"].map(encodeURIComponent)) {
        expectRefusal(await http.get(`/api/versions/${id}`), 'not_found')
        expectRefusal(await http.get(`/api/versions/${id}/source`, agent.token), 'not_found')
        expectRefusal(await http.post(`/api/versions/${id}/activate`, {}, agent.token), 'not_found')
        expectRefusal(await http.get(`/api/agents/${id}/versions`), 'not_found')
        expectRefusal(await http.post(`/api/agents/${id}/versions`, source, agent.token), 'not_found')
      }
      expectRefusal(await http.get(`/api/agents/${agent.id}/versions?before=x`), 'invalid', 'before')
      expectRefusal(await http.get(`/api/agents/${agent.id}/versions?game=%00`), 'invalid', 'game')
      await server.database.storage.database.query(`update agents set standing = 'quarantined' where id = $1`, [
        agent.id,
      ])
      expectRefusal(await http.post(`/api/agents/${agent.id}/versions`, source, agent.token), 'quarantined')
    })

    it('CO10 CO11 says which field was not as expected', async () => {
      const agent = await server.agent()
      const push = (body: object) => http.post(`/api/agents/${agent.id}/versions`, body, agent.token)
      expectRefusal(await push({ ...source, game: 'go' }), 'invalid', 'game')
      expectRefusal(await push({ ...source, language: 'cobol' }), 'invalid', 'language')
      expectRefusal(await push({ game }), 'invalid', '')
      expectRefusal(await push({ game, archive: 'AAAA' }), 'invalid', 'archive')
      expectRefusal(await push({ game, hook: { url: 'https://other.example/' } }), 'invalid', 'hook.url')
      expectRefusal(
        await push({ game, hook: { url: 'https://agent.example/', protocol: 'x' } }),
        'invalid',
        'hook.protocol',
      )
      expect((await push({ game, hook: { url: 'https://agent.example/' } })).body).to.include({ kind: 'hook' })
    })

    it('CO16 takes the largest source and the largest archive, and no larger a request', async () => {
      const agent = await server.agent()
      const push = (body: object) => http.post(`/api/agents/${agent.id}/versions`, body, agent.token)
      const escaped = `\u0001`.repeat(limits.sourceBytesMax)
      expect((await push({ game, language: 'python', source: escaped })).status).to.equal(200)
      const content = Buffer.from(
        Array.from({ length: limits.archiveBytesMax - 300 }, (_, at) => (at * 7919 + (at >> 7)) % 251),
      )
      const large = makeZip([{ path: 'agent.py' }, { path: 'book.bin', content, method: 0 }])
      expect(large.length).to.be.within(limits.archiveBytesMax - 100, limits.archiveBytesMax)
      expect((await push({ game, ...pushed(large) })).status).to.equal(200)
      expectRefusal(await push({ game, archive: 'A'.repeat(limits.pushBodyBytesMax) }), 'too_large')
      expectRefusal(
        await http.post(`/api/agents/${agent.id}/move`, { x: 'A'.repeat(100_000) }, agent.token),
        'too_large',
      )
    })
  })

  describe('from the command line', () => {
    it('writes a starter, pushes it, lists it and lets it play', async () => {
      const { name } = await server.agent('Nina')
      const starter = path.join(folder, 'my starter')
      const written = await village('agent', 'starter', starter, '--language', 'python')
      expect([written.code, written.err]).to.deep.equal([0, ''])
      const readme = readFileSync(path.join(starter, 'README.md'), 'utf8')
      expect(readme)
        .to.include(`match --game connect-four '${starter}/agent.py' random --seed 7`)
        .and.include('on_result')
      expect(readme).not.to.include('{{')
      mkdirSync(path.join(starter, '__pycache__'))
      writeFileSync(path.join(starter, '__pycache__', 'agent.pyc'), 'x')

      const out = (await village('agent', 'push', name, starter, '--game', game)).out
      expect(out).to.match(/^version: 1\nid: [0-9a-f-]{36}\ndigest: [0-9a-f]{64}\nstate: untried\n\nIt is tried/)
      const id = valueOf(out, 'id')
      expect(filesOf(await competitors.sourceOf(id as VersionId))).to.deep.equal(['README.md', 'agent.py'])
      const again = await village(
        'agent',
        'push',
        'nina',
        path.join(starter, 'agent.py'),
        '--game',
        game,
        '--no-activate',
      )
      expect(again.out).to.include('version: 2\n').and.include('waits for: agent use Nina 2')
      const early = await village('agent', 'use', 'Nina', '2', '--game', game)
      expect([early.code, early.err]).to.deep.equal([1, 'this version has not had its trial yet\n'])
      for (const one of [id, valueOf(again.out, 'id')]) await pass(one)
      expect((await village('agent', 'push', 'Nina', starter, '--game', game)).out).to.include(
        'Nina had this very code already. It plays connect-four for Nina.',
      )
      expect((await village('agent', 'use', 'Nina', '2', '--game', game)).out).to.equal(
        'version 2 now plays connect-four for Nina\n',
      )
      const listed = (await village('agent', 'versions', 'Nina')).out.trimEnd().split('\n')
      expect(listed.map((line) => line.split('\t').slice(0, 5))).to.deep.equal([
        ['2', game, 'playable', 'active', valueOf(again.out, 'id')],
        ['1', game, 'playable', '-', id],
      ])
      const missing = await village('agent', 'use', 'Nina', '3', '--game', game)
      expect([missing.code, missing.err]).to.deep.equal([
        1,
        'Nina has no version 3 for connect-four; see "agent versions Nina"\n',
      ])
    })

    it('the same archive and folder are the same version', async () => {
      const agent = await server.agent('Otto')
      const inside = path.join(folder, 'otto')
      mkdirSync(path.join(inside, 'lib'), { recursive: true })
      writeFileSync(path.join(inside, 'agent.js'), 'export default {}')
      writeFileSync(path.join(inside, 'lib', 'x.json'), '{}')
      writeFileSync(path.join(inside, '.env'), 'SECRET=1')
      const zip = path.join(folder, 'otto.zip')
      writeFileSync(
        zip,
        makeZip([
          { path: 'agent.js', content: 'export default {}' },
          { path: 'lib/x.json', content: '{}' },
        ]),
      )
      const ids = [inside, zip].map(async (target) =>
        valueOf((await village('agent', 'push', agent.name, target, '--game', game)).out, 'id'),
      )
      const [first, second] = await Promise.all(ids)
      expect(first)
        .to.match(/^[0-9a-f-]{36}$/)
        .and.equal(second)
    })

    it('CO7 CO10 refuses what is no program, and says why', async () => {
      const { name } = await server.agent('Petra')
      const bad = path.join(folder, 'bad')
      mkdirSync(bad)
      symlinkSync('/etc/passwd', path.join(bad, 'agent.js'))
      symlinkSync(bad, path.join(folder, 'link'))
      writeFileSync(path.join(folder, 'huge.js'), Buffer.alloc(limits.archiveBytesMax + 1, 'x'))
      writeFileSync(path.join(folder, 'README'), 'x')
      const table: [string, string][] = [
        [bad, 'agent.js is a link; expected files and folders only'],
        [path.join(folder, 'link'), 'link is a link'],
        [path.join(folder, 'huge.js'), 'expected at most 1048576'],
        [path.join(folder, 'README'), 'language: expected one of'],
      ]
      for (const [target, reason] of table) {
        const { code, out, err } = await village('agent', 'push', name, target, '--game', game)
        expect([code, out], target).to.deep.equal([1, ''])
        expect(err).to.include(reason)
        expect(err).not.to.match(/\n {4}at /)
      }
    })

    it('writes a starter once, without a database', async () => {
      const target = path.join(folder, 'typescript')
      const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }
      const write = () => village(nowhere, 'agent', 'starter', target, '--language', 'typescript', '--game', 'chess')
      const { code, err } = await write()
      expect([code, err]).to.deep.equal([0, ''])
      expect(readFileSync(path.join(target, 'agent.ts'), 'utf8')).to.include('export default { init, act, onResult }')
      expect(readFileSync(path.join(target, 'README.md'), 'utf8')).to.include('--game chess')
      const again = await write()
      expect([again.code, again.err]).to.deep.equal([1, `${target} exists already; choose another name\n`])
    })

    it('has no starter in other languages or for other games', async () => {
      for (const [word, ...args] of [
        ['--language', 'constructor'],
        ['--game', 'go', '--language', 'python'],
      ] as const) {
        const { code, err } = await village('agent', 'starter', path.join(folder, 'none'), word, ...args)
        expect(code).to.equal(1)
        expect(err).to.match(new RegExp(`^${word}: expected one of [^\n]+\n$`))
      }
    })
  })

  async function pass(id: string): Promise<void> {
    const { storage } = server.database
    await storage.transaction((tx) => competitors.settleTrial(tx, id as VersionId, { status: 'passed' }))
  }

  function confirm(email: string) {
    return server.database.storage.database.query('update auth."user" set "emailVerified" = true where email = $1', [
      email,
    ])
  }

  /** Runs `village …` on the database of the server; settings may come first. */
  function village(...args: (string | Record<string, string>)[]): Promise<{ code: number; out: string; err: string }> {
    const settings = typeof args[0] === 'object' ? args[0] : {}
    const words = args.filter((arg) => typeof arg === 'string')
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: server.databaseUrl, ...settings }
    return new Promise((resolve) => {
      execFile(process.execPath, [script, ...words], { env }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err })
      })
    })
  }
})

function filesOf(source: object): string[] {
  return (source as { files: { path: string }[] }).files.map(({ path }) => path)
}

function valueOf(out: string, name: string): string {
  return new RegExp(`^${name}: (.+)$`, 'm').exec(out)?.[1] ?? ''
}
