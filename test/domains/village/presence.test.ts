import { expect } from 'chai'
import { limits } from '#kernel/limits'
import type { AgentRow } from '#domain/agents'
import { query } from '#test/support/cluster'
import { cafe, spawn } from '#test/support/small-town'
import { openTestVillage, roomLink, type VillageUnderTest } from '#test/support/village'

describe('coming, going and being kept', () => {
  let at: VillageUnderTest
  let first: VillageUnderTest

  beforeEach(async () => void (first = at = await openTestVillage()))
  afterEach(async () => {
    await at.close()
    if (first !== at) await first.feed.stop()
  })

  it('V1 a newer connection replaces the older, which is told superseded', async () => {
    const [anna] = await at.settle('Anna')
    await at.stand(anna!, spawn.x + 3, spawn.y)
    await at.village.arrive(anna!, roomLink('newer'))
    expect(at.told.closed).to.deep.equal([
      { session: 'Anna', code: 4101, reason: 'this agent connected again elsewhere' },
    ])
    expect(at.village.world().agents).to.have.lengthOf(1)
    expect(at.view(anna!), 'it stays where it is').to.include({ x: spawn.x + 3, doing: 'idle' })

    at.village.part('Anna', anna!.id, false) // the older session ends, as it was told to
    at.village.part('Anna', anna!.id, true)
    expect(at.view(anna!).doing).to.equal('idle')
    at.village.part('newer', anna!.id, false)
    expect(at.view(anna!).doing).to.equal('lost')
  })

  it('V1 an agent that connects many times at the same moment is there once', async () => {
    const anna = await at.register('Anna')
    await Promise.all(Array.from({ length: 20 }, (_, number) => at.village.arrive(anna, roomLink(`session ${number}`))))
    expect(at.village.world().agents.map(({ name }) => name)).to.deep.equal(['Anna'])
    expect(at.told.closed).to.have.lengthOf(19)
    await at.caughtUp()
    expect(at.events.filter(({ type }) => type === 'village.arrived')).to.have.lengthOf(1)
  })

  it('V1 a call over HTTP beside a room session leaves the session as it is', async () => {
    const [anna] = await at.settle('Anna')
    await call(anna!)
    expect(at.told.closed).to.deep.equal([])
    at.pass(limits.heartbeatMsMax + limits.lostMsMax + 5_000)
    expect(at.view(anna!).doing, 'the session keeps it here').to.equal('idle')
  })

  it('V12 an agent whose connection breaks is lost, and leaves after a minute', async () => {
    const [anna] = await at.settle('Anna')
    at.village.part('Anna', anna!.id, false)
    expect(at.view(anna!).doing).to.equal('lost')
    at.pass(limits.lostMsMax)
    expect(at.view(anna!).doing).to.equal('lost')
    at.pass(2_000)
    expect(at.village.world().agents).to.deep.equal([])
    await at.caughtUp()
    expect(at.events.at(-1)).to.deep.include({
      type: 'village.left',
      payload: { agentId: anna!.id, name: 'Anna', reason: 'lost' },
    })
  })

  it('V12 one that makes no call for a minute over HTTP is lost, and after another minute it leaves', async () => {
    const anna = await at.register('Anna')
    await call(anna)
    at.pass(limits.heartbeatMsMax - 1_000)
    await call(anna)
    at.pass(limits.heartbeatMsMax)
    expect(at.view(anna).doing).to.equal('idle')
    at.pass(1_000)
    expect(at.view(anna).doing).to.equal('lost')
    at.pass(limits.lostMsMax)
    expect(at.view(anna).doing).to.equal('lost')
    at.pass(2_000)
    expect(at.village.world().agents).to.deep.equal([])
  })

  it('V12 a lost agent that comes back is here again, and stays', async () => {
    const [anna] = await at.settle('Anna')
    at.village.part('Anna', anna!.id, false)
    at.pass(limits.lostMsMax - 1_000)
    await at.village.arrive(anna!, roomLink('again'))
    at.pass(10 * limits.lostMsMax)
    expect(at.view(anna!).doing).to.equal('idle')
    await at.caughtUp()
    expect(
      at.events.filter(({ type }) => type === 'village.arrived'),
      'it was never gone',
    ).to.have.lengthOf(1)
  })

  it('V12 a lost walker walks on to where it was going', async () => {
    const [anna] = await at.settle('Anna')
    await at.move(anna!, { x: spawn.x + 9, y: spawn.y })
    at.pass(1_000)
    at.village.part('Anna', anna!.id, false)
    at.pass(5_000)
    expect(at.view(anna!)).to.include({ x: spawn.x + 9, doing: 'lost' })
  })

  it('V12 one that says goodbye leaves at once, and its tile is free', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    at.village.part('Anna', anna!.id, true)
    expect(at.village.world().agents.map(({ name }) => name)).to.deep.equal(['Boris'])
    expect(await at.move(boris!, spawn)).to.include({ status: 'accepted' })
    await at.caughtUp()
    expect(at.events.at(-1)?.payload).to.include({ name: 'Anna', reason: 'left' })
  })

  it('V12 who comes back after leaving stands where it stood, also before the next save', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await at.stand(anna!, 20, 12)
    await at.stand(boris!, 22, 12)
    await at.village.save()
    at.village.part('Anna', anna!.id, true)
    at.village.part('Boris', boris!.id, true)
    await at.village.arrive(anna!, roomLink('Anna'))
    await at.village.save()
    await at.village.arrive(boris!, roomLink('Boris'))
    expect(at.view(anna!)).to.include({ x: 20, y: 12 })
    expect(at.view(boris!)).to.include({ x: 22, y: 12 })
  })

  it('V13 after a crash everyone stands where they were at the last save, as lost, until they come back', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    const { x, y } = at.view(boris!)
    await at.stand(anna!, cafe.x, cafe.y)
    await at.act(anna!, { type: 'say', text: 'remember me' })
    await at.caughtUp()
    await at.village.save()
    await at.stand(boris!, 20, 12) // not saved

    at = await at.reopen()
    expect(at.view(anna!)).to.include({ x: cafe.x, y: cafe.y, place: 'cafe', doing: 'lost' })
    expect(at.view(anna!).said?.text).to.equal('remember me')
    expect(at.view(boris!)).to.include({ x, y, doing: 'lost' })
    expect(await at.move(anna!, { dx: 0, dy: 1 }), 'its calls count again').to.include({ status: 'accepted' })
    await at.village.arrive(anna!, roomLink('Anna'))
    at.pass(limits.lostMsMax + 2_000)
    expect(at.village.world().agents.map(({ name }) => name)).to.deep.equal(['Anna'])
  })

  it('V13 a walker stands on the tile where it was when the village was last known to live', async () => {
    const [anna] = await at.settle('Anna')
    await at.move(anna!, { x: spawn.x + 9, y: spawn.y })
    at.pass(1_000)
    await at.village.save() // three tiles on
    at.pass(1_000) // and it walks on, unsaved

    at = await at.reopen()
    expect(at.view(anna!)).to.include({ x: spawn.x + 3, y: spawn.y, walk: null, doing: 'lost' })
  })

  it('V13 who had left is not there, and comes back to where it stood', async () => {
    const [anna] = await at.settle('Anna')
    await at.stand(anna!, 20, 12)
    at.village.part('Anna', anna!.id, true)
    await at.village.save()

    at = await at.reopen()
    expect(at.village.world().agents).to.deep.equal([])
    await at.village.arrive(anna!, roomLink('Anna'))
    expect(at.view(anna!)).to.include({ x: 20, y: 12 })
  })

  it('V13 a conversation outlives a crash while two of it are near each other', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await at.act(anna!, { type: 'converse', with: [boris!.id] })
    const { conversation } = at.view(anna!)
    await at.village.save()

    at = await at.reopen()
    at.pass(2_000)
    expect([at.view(anna!).conversation, at.view(boris!).conversation]).to.deep.equal([conversation, conversation])
    at.village.part('Anna', anna!.id, false)
    await at.village.arrive(anna!, roomLink('Anna'))
    at.pass(limits.lostMsMax + 2_000) // Boris does not come back
    expect(at.view(anna!).conversation).to.equal(null)
  })

  it('V13 a save that fails is made up for by the next', async () => {
    const [anna] = await at.settle('Anna')
    await at.village.save()
    await at.stand(anna!, 20, 12)
    const { url } = at.storage
    await query(url, 'alter table village_residents rename to village_residents_away')
    await at.village.save().catch(() => {})
    await query(url, 'alter table village_residents_away rename to village_residents')
    await at.village.save()

    at = await at.reopen()
    expect(at.view(anna!)).to.include({ x: 20, y: 12 })
  })

  it('V13 a record that makes no sense any more puts its agent at the spawn, and harms nobody else', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await at.stand(boris!, 20, 12)
    await at.village.save()
    const { database } = at.storage.storage
    const walk = JSON.stringify({ x: 999, y: -4, path: '!!', startedAt: 'never', tilesPerSecond: 0 })
    await database.query('update village_residents set walk = $1 where agent_id = $2', [walk, anna!.id])

    at = await at.reopen()
    expect(at.view(anna!)).to.include({ ...spawn })
    expect(at.view(boris!)).to.include({ x: 20, y: 12 })
  })

  it('V9 who was suspended while the village was closed is not there when it opens', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await at.village.save()
    await at.registry.setStanding('test', anna!.id, 'suspended', 'spam')
    await at.registry.setStanding('test', boris!.id, 'quarantined', 'odd')

    at = await at.reopen()
    expect(at.village.world().agents.map(({ name }) => name)).to.deep.equal(['Boris'])
    expect(at.view(boris!).standing).to.equal('quarantined')
  })

  it('town time goes on through a crash', async () => {
    await at.village.save()
    const before = at.village.world().time
    at.clock.advance(1_000)
    at = await at.reopen()
    const after = at.village.world().time
    expect(after.day * 1440 + after.minute).to.equal(before.day * 1440 + before.minute + 1)
  })

  it('perceives itself and those in sight, nearest first', async () => {
    const [anna, near, far, gone] = await at.settle('Anna', 'Near', 'Far', 'Gone')
    await at.stand(near!, spawn.x + 2, spawn.y)
    await at.stand(far!, spawn.x + limits.sightTiles, spawn.y)
    await at.stand(gone!, spawn.x + limits.sightTiles + 1, spawn.y)
    const result = at.village.perceive(anna!.id)
    if (result.status === 'refused') throw new Error(result.detail)
    expect(result.perception.me.id).to.equal(anna!.id)
    expect(result.perception.near.map(({ name, distance }) => [name, distance])).to.deep.equal([
      ['Near', 2],
      ['Far', limits.sightTiles],
    ])
  })

  async function call(agent: AgentRow): Promise<void> {
    await at.village.arrive(agent, { kind: 'calls', lastAt: at.clock.now() })
  }
})
