import { Encoder } from '@colyseus/schema'
import { expect } from 'chai'
import { isOpen, sameTile } from '#world/grid'
import { cafe, island, smallTown, spawn, wall } from '#test/support/small-town'
import { withRandom } from '#test/support/random'
import { openTestVillage, roomLink, someId, type VillageUnderTest } from '#test/support/village'

describe('walking in the village', () => {
  let at: VillageUnderTest

  beforeEach(async () => void (at = await openTestVillage()))
  afterEach(() => at.close())

  it('V2 a walk changes the state once, when it begins; walking on and standing change nothing', async () => {
    const [anna] = await at.settle('Anna')
    const encoder = new Encoder(at.village.state)
    encoder.discardChanges()

    await at.move(anna!, { x: spawn.x + 6, y: spawn.y })
    expect(encoder.hasChanges, 'a walk begins').to.equal(true)
    encoder.encode()
    encoder.discardChanges()

    at.pass(1_000)
    expect(at.view(anna!).doing).to.equal('walking')
    expect(encoder.hasChanges, 'a walk goes on').to.equal(false)
    at.pass(30_000)
    expect(at.view(anna!)).to.include({ x: spawn.x + 6, y: spawn.y, doing: 'idle' })
    expect(encoder.hasChanges, 'someone stands').to.equal(false)
  })

  it('V2 a walk says where it goes, by which tiles, and when it will be there; and it is, then', async () => {
    const [anna] = await at.settle('Anna')
    const answer = await at.move(anna!, { x: spawn.x + 3, y: spawn.y + 3 })
    if (answer.status === 'refused') throw new Error(answer.detail)
    expect(answer.to).to.deep.equal({ x: spawn.x + 3, y: spawn.y + 3 })
    expect(answer.arrivesAt! - at.clock.now()).to.equal(Math.round(Math.SQRT2 * 1000))
    expect(at.view(anna!).walk).to.deep.include({ path: [spawn, answer.to], arrivesAt: answer.arrivesAt })
    expect(at.told.walked.map((agent) => agent.id)).to.deep.equal([anna!.id])

    at.pass(answer.arrivesAt! - at.clock.now() - 1)
    expect(at.view(anna!).doing).to.equal('walking')
    at.pass(51)
    expect(at.view(anna!)).to.deep.include({ ...answer.to, doing: 'idle', walk: null })
    expect(at.told.notices).to.deep.equal([
      { session: 'Anna', type: 'arrived', payload: { ...answer.to, place: null } },
    ])
  })

  it('V3 nobody jumps, however often and wherever they turn', () =>
    withRandom(async (random) => {
      const [anna] = await at.settle('Anna')
      let accepted = 0
      for (let turn = 0; turn < 250; turn++) {
        at.pass(random.between(150, 900))
        const before = at.view(anna!)
        const answer = await at.move(anna!, { x: random.between(0, 29), y: random.between(3, 11) })
        const after = at.view(anna!)
        if (answer.status === 'accepted') accepted++
        // Positions are shown with two decimals.
        expect(Math.hypot(after.x - before.x, after.y - before.y), `turn ${turn}`).to.be.below(0.03)
      }
      expect(accepted).to.be.above(200)
    }))

  it('V3 stopping in mid-walk goes on to the next tile only', async () => {
    const [anna] = await at.settle('Anna')
    await at.move(anna!, { x: spawn.x + 10, y: spawn.y })
    at.pass(1_500) // four and a half tiles
    const before = at.view(anna!)
    expect(await at.act(anna!, { type: 'stop' })).to.include({ status: 'accepted' })
    expect(at.view(anna!).x).to.be.closeTo(before.x, 0.02)
    at.pass(1_000)
    expect(at.view(anna!)).to.include({ x: spawn.x + 5, y: spawn.y, doing: 'idle' })
  })

  it('V3 stopping where one stands changes nothing', async () => {
    const [anna] = await at.settle('Anna')
    await at.act(anna!, { type: 'stop' })
    at.pass(100)
    expect(at.view(anna!)).to.include({ ...spawn, doing: 'idle' })
  })

  it('V4 two pass through each other in a corridor one tile wide', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await at.stand(anna!, 31, 8)
    await at.stand(boris!, 39, 8)
    expect(await at.move(anna!, { x: 38, y: 8 })).to.include({ status: 'accepted' })
    expect(await at.move(boris!, { x: 32, y: 8 })).to.include({ status: 'accepted' })
    at.pass(5_000)
    expect([at.view(anna!).x, at.view(boris!).x]).to.deep.equal([38, 32])
  })

  it('V4 the last tile of a walk is taken from the moment the walk begins, and free once its walker goes elsewhere', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    const goal = { x: 25, y: 12 }
    await at.move(anna!, goal)
    const refusal = await at.move(boris!, goal)
    expect(refusal).to.include({ status: 'refused', code: 'tile_taken' })
    expect(refusal).to.have.property('detail').that.includes('column 25, row 12').and.includes('Anna')
    expect(await at.move(anna!, { x: 26, y: 12 })).to.include({ status: 'accepted' })
    expect(await at.move(boris!, goal)).to.include({ status: 'accepted' })
  })

  it('V4 one may walk to the tile on which one stands', async () => {
    const [anna] = await at.settle('Anna')
    expect(await at.move(anna!, { dx: 0, dy: 0 })).to.deep.include({ status: 'accepted', to: spawn })
    at.pass(100)
    expect(at.told.notices.map(({ type }) => type)).to.deep.equal(['arrived'])
  })

  it('V4 newcomers are put on free tiles next to each other', async () => {
    const names = Array.from({ length: 20 }, (_, number) => `Agent ${number}`)
    const agents = await at.settle(...names)
    const tiles = agents.map((agent) => `${at.view(agent).x},${at.view(agent).y}`)
    expect(new Set(tiles).size).to.equal(20)
  })

  it('V4 no two ever come to rest on one tile, and nobody on a wall, in a crowd that walks at random', () =>
    withRandom(async (random) => {
      const { grid } = smallTown()
      const crowd = await at.settle(...Array.from({ length: 24 }, (_, number) => `Agent ${number}`))
      for (let round = 0; round < 60; round++) {
        for (const agent of crowd) {
          if (random.next() < 0.6) await at.move(agent, { x: random.between(10, 17), y: random.between(8, 14) })
          else if (random.next() < 0.2) await at.move(agent, { place: random.pick(['cafe', 'square', 'bank']) })
        }
        at.pass(random.between(200, 1_500))
        const ends = crowd.map((agent) => at.view(agent)).map(({ x, y, walk }) => walk?.to ?? { x, y })
        expect(new Set(ends.map(({ x, y }) => `${x},${y}`)).size, `round ${round}`).to.equal(crowd.length)
        for (const end of ends) expect(isOpen(grid, end)).to.equal(true)
      }
    }))

  it('V5 a walk to a place ends on its ground, each agent on a spot of its own', async () => {
    const visitors = await at.settle('Anna', 'Boris', 'Clara', 'Dario')
    for (const visitor of visitors) expect(await at.move(visitor, { place: 'bank' })).to.include({ place: 'bank' })
    at.pass(20_000)
    const views = visitors.map((visitor) => at.view(visitor))
    expect(views.map(({ place }) => place)).to.deep.equal(['bank', 'bank', 'bank', 'bank'])
    expect(new Set(views.map(({ x, y }) => `${x},${y}`)).size).to.equal(4)
  })

  it('V5 when a place is full, on the nearest free tile around it', async () => {
    const visitors = await at.settle('Anna', 'Boris', 'Clara')
    for (const visitor of visitors.slice(0, 2)) await at.move(visitor, { place: 'cafe' })
    const answer = await at.move(visitors[2]!, { place: 'cafe' })
    if (answer.status === 'refused') throw new Error(answer.detail)
    expect(answer.place).to.equal(null)
    const { x, y } = answer.to!
    expect(Math.max(Math.abs(x - cafe.x), Math.abs(y - cafe.y)), `${x},${y} is beside the entrance`).to.equal(1)
  })

  it('V5 who is at the place already stays on its spot', async () => {
    const [anna] = await at.settle('Anna')
    await at.stand(anna!, cafe.x + 1, cafe.y)
    expect(await at.move(anna!, { place: 'cafe' })).to.deep.include({ to: { x: cafe.x + 1, y: cafe.y } })
  })

  it('V5 a walk to an agent ends beside where that one comes to rest', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await at.move(boris!, { x: 25, y: 12 })
    const answer = await at.move(anna!, { agent: boris!.id })
    if (answer.status === 'refused') throw new Error(answer.detail)
    expect(Math.max(Math.abs(answer.to!.x - 25), Math.abs(answer.to!.y - 12))).to.equal(1)
  })

  it('V6 a step is counted from the tile ahead', async () => {
    const [anna] = await at.settle('Anna')
    await at.move(anna!, { x: spawn.x + 8, y: spawn.y })
    at.pass(500) // one and a half tiles
    expect(await at.move(anna!, { dx: 0, dy: 1 })).to.deep.include({ to: { x: spawn.x + 2, y: spawn.y + 1 } })
  })

  for (const [code, what, move, said] of [
    ['blocked', 'a wall', wall, 'column 5, row 12'],
    ['outside_map', 'a tile outside', { x: -1, y: 3 }, 'column -1, row 3'],
    ['outside_map', 'a tile far outside', { x: 40, y: 2 ** 53 - 1 }, 'column 40'],
    ['unreachable', 'a tile without a way', island, 'column 6, row 13'],
    ['unknown_place', 'a place that is not there', { place: 'moon' }, '"moon"'],
    ['unknown_place', 'a name that every object has', { place: 'constructor' }, '"constructor"'],
    ['no_one_there', 'an agent that is not there', { agent: someId('00') }, someId('00')],
  ] as const) {
    it(`V6 refuses ${what} as ${code}, saying which`, async () => {
      const [anna] = await at.settle('Anna')
      const refusal = await at.move(anna!, move)
      expect(refusal).to.include({ status: 'refused', code })
      expect(refusal).to.have.property('detail').that.includes(said)
      expect(at.view(anna!)).to.include({ ...spawn, doing: 'idle' })
    })
  }

  it('V6 refuses an occupied tile as tile_taken, saying which and by whom', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    const { x, y } = at.view(boris!)
    const refusal = await at.move(anna!, { x, y })
    expect(refusal).to.include({ status: 'refused', code: 'tile_taken' })
    expect(refusal).to.have.property('detail').that.includes(`column ${x}, row ${y}`).and.includes('Boris')
  })

  it('V6 a refused walk leaves the walk that is under way as it is', async () => {
    const [anna] = await at.settle('Anna')
    await at.move(anna!, { x: spawn.x + 9, y: spawn.y })
    at.pass(1_000)
    await at.move(anna!, wall)
    at.pass(10_000)
    expect(sameTile(at.view(anna!), { x: spawn.x + 9, y: spawn.y })).to.equal(true)
  })

  it('V6 nobody walks to itself', async () => {
    const [anna] = await at.settle('Anna')
    expect(await at.move(anna!, { agent: anna!.id })).to.include({ code: 'invalid' })
  })

  it('V1 who is not in the village cannot walk there', async () => {
    const anna = await at.register('Anna')
    expect(await at.move(anna, { dx: 1, dy: 0 })).to.include({ code: 'not_in_village' })
    await at.village.arrive(anna, roomLink('Anna'))
    expect(await at.move(anna, { dx: 1, dy: 0 })).to.include({ status: 'accepted' })
  })

  it('tells of entering and leaving a place, in order', async () => {
    const [anna] = await at.settle('Anna')
    await at.stand(anna!, cafe.x, cafe.y)
    await at.stand(anna!, cafe.x + 1, cafe.y)
    await at.stand(anna!, cafe.x, cafe.y + 5)
    await at.caughtUp()
    const told = at.events.filter(({ type }) => /entered|exited/.test(type)).map(({ type, payload }) => [type, payload])
    const who = { agentId: anna!.id, name: 'Anna', place: 'cafe' }
    expect(told).to.deep.equal([
      ['village.entered', who],
      ['village.exited', who],
    ])
  })
})
