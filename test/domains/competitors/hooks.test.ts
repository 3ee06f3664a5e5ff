import { expect } from 'chai'
import { openTestCompetitors, type TestCompetitors } from '#test/support/competitors'
import { gameOf } from '#games'

describe('web hooks', () => {
  let town: TestCompetitors

  before(async () => {
    town = await openTestCompetitors()
  })
  after(() => town.close())

  for (const [given, url] of Object.entries({
    'https://agent.example/play': 'https://agent.example/play',
    'https://AGENT.example:443/play?key=1': 'https://agent.example/play?key=1',
    'https://agent.example:8443': 'https://agent.example:8443/',
    'http://localhost:9000/a': 'http://localhost:9000/a',
    'http://127.0.0.1:9000/a': 'http://127.0.0.1:9000/a',
    'http://2130706433:9000/a': 'http://127.0.0.1:9000/a',
    'http://[::1]:9000/a': 'http://[::1]:9000/a',
  })) {
    it(`CO11 ${given} may be called`, async () => {
      const version = await town.push(await town.agent(), { hook: { url: given } })
      expect(version).to.include({ kind: 'hook', language: null, bytes: 0, state: 'untried' })
      const hook = { url, protocol: 'village' }
      expect(await town.competitors.programOf(version.id)).to.deep.equal({ status: 'hook', hook })
      expect(await town.competitors.sourceOf(version.id)).to.deep.equal({ main: null, files: [], hook })
    })
  }

  for (const url of [
    '',
    'agent.example',
    'http://agent.example/play',
    'http://agent.example:443/play',
    'ftp://agent.example/play',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://other.example/play',
    'https://agent.example:8080/play',
    'https://agent.example./play',
    'https://sub.agent.example/play',
    'https://agent.example.evil.example/play',
    'https://evil.example/agent.example',
    'https://agent.example@evil.example/',
    'https://me:secret@agent.example/',
    'https://me@agent.example/',
    'https://agent.example/#part',
    'https://agent.example/#',
    'https://agent.example\\@evil.example/',
    ' https://agent.example/',
    'https://agent.exa\nmple/',
    'https://agent.example/\u202e',
    'http://localhost/a',
    'http://localhost:9001/a',
    'https://[::ffff:127.0.0.1]:9000/',
    'http://169.254.169.254/latest/meta-data',
    'https://agent.example/'.padEnd(2_001, 'x'),
  ]) {
    it(`CO11 ${JSON.stringify(url.slice(0, 60))} is not called`, async () => {
      const refusal = await town.refused(await town.agent(), { hook: { url } })
      expect(refusal).to.deep.include({ code: 'invalid' })
      expect(refusal.errors!.map(({ field }) => field)).to.deep.equal(['hook.url'])
    })
  }

  it('CO11 where nobody named a host, none is called, and it says so', async () => {
    const { id } = await town.agent()
    const hook = { url: 'https://agent.example/' }
    const refusal = await town.another([]).push('test', id, { game: 'connect-four', hook })
    expect(refusal).to.have.property('detail').that.includes('calls no web hooks').and.includes('WEB_HOOK_HOSTS')
  })

  it('CO11 a host that is named no more is called no more', async () => {
    const version = await town.push(await town.agent(), { hook: { url: 'https://agent.example/' } })
    expect(await town.another(['other.example']).programOf(version.id)).to.include({ code: 'forbidden' })
  })

  it('CO11 the protocol of Battlesnake is for snakes', async () => {
    const agent = await town.agent()
    const hook = { url: 'https://agent.example/snake', protocol: 'battlesnake' as const }
    const refusal = await town.refused(agent, { hook })
    expect(refusal.errors!.map(({ field }) => field)).to.deep.equal(['hook.protocol'])
    if (gameOf('snakes') !== undefined)
      expect(await town.push(agent, { hook, game: 'snakes' })).to.include({ number: 1 })
  })

  it('CO3 CO4 the same address is the same version, another protocol or address another', async () => {
    const agent = await town.agent()
    const ids: string[] = []
    for (const url of ['https://agent.example/a', 'https://AGENT.EXAMPLE:443/a', 'https://agent.example/b'])
      ids.push((await town.push(agent, { hook: { url } })).id)
    expect(new Set(ids).size).to.equal(2)
    expect(ids[0]).to.equal(ids[1])
  })

  it('CO5 the address is not told', async () => {
    const agent = await town.agent()
    await town.push(agent, { hook: { url: 'https://agent.example/my-secret-path' } })
    const told = [
      await town.competitors.list(agent.id, {}),
      await town.rows('select payload from outbox'),
      await town.rows('select detail from audit_entries'),
    ]
    expect(JSON.stringify(told)).not.to.include('my-secret-path')
  })
})
