import { expect } from 'chai'
import { readFile } from 'node:fs/promises'
import { decodePng } from '#client/art/png.ts'
import { drawTown, writeMap } from '#client/art/tiled-map.ts'
import { layTown } from '#client/art/town.ts'
import type { PlaceId } from '#kernel/ids'
import { createPathFinder } from '#world/find-path'
import { isOpen, tilesAround } from '#world/grid'
import { readTownMap } from '#world/read-map'
import { objectsOf, tiledMapSchema, tileLayerNamed, tilesetOf, type TiledMap, type TiledObject } from '#world/tiled'
import { placeAt, type Place, type TownMap } from '#world/town-map'

const mapFile = await readFile(new URL(import.meta.resolve('#maps/village.json')), 'utf8')
const tilesFile = await readFile(new URL(import.meta.resolve('#maps/tiles.png')))
const crownsFile = await readFile(new URL(import.meta.resolve('#maps/crowns.png')))

// A fresh copy each time, so that a test may damage it.
function readShipped(): TiledMap {
  return tiledMapSchema.parse(JSON.parse(mapFile))
}

function shippedTown(): TownMap {
  const result = readTownMap(JSON.parse(mapFile))
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return result.map
}

describe('the shipped map', () => {
  it('reads without faults', () => {
    expect(readTownMap(JSON.parse(mapFile))).to.have.property('status', 'read')
  })

  it('is 80 by 60 tiles of 16 pixels, about half of them open', () => {
    const { grid, tilePixels } = shippedTown()
    expect([grid.width, grid.height, tilePixels]).to.deep.equal([80, 60, 16])
    const open = grid.open.filter((one) => one === 1).length
    expect(open / grid.open.length).to.be.within(0.45, 0.6)
  })

  it('leaves no open tile that nobody can walk to', () => {
    const { grid, spawn } = shippedTown()
    const reached = [...tilesAround(grid, spawn)].length
    expect(reached).to.equal(grid.open.filter((one) => one === 1).length)
  })

  const roomFor = {
    square: 40,
    board: 8,
    cafe: 12,
    market: 12,
    bank: 12,
    arena: 30,
    academy: 12,
    'town-hall': 12,
    'power-house': 12,
  }
  for (const [id, spots] of Object.entries(roomFor)) {
    it(`has the ${id} with room for ${spots}`, () => {
      const place = shippedTown().places.get(id as PlaceId)
      expect(place?.kind).to.equal(id)
      expect(place?.spots).to.have.lengthOf.at.least(spots)
    })
  }

  it('has twelve homes with room for four each, and gardens', () => {
    const places = [...shippedTown().places.values()]
    const homes = places.filter((place) => place.kind === 'home')
    expect(homes.map((home) => home.id)).to.have.members(Array.from({ length: 12 }, (_, at) => `home-${at + 1}`))
    for (const home of homes) expect(home.spots, home.id).to.have.lengthOf.at.least(4)
    expect(places.filter((place) => place.kind === 'garden')).to.have.lengthOf.at.least(2)
  })

  it('gives every place a name of its own, and an entrance where one is at that place', () => {
    const town = shippedTown()
    const places = [...town.places.values()]
    expect(new Set(places.map((place) => place.name))).to.have.lengthOf(places.length)
    for (const place of places) expect(placeAt(town, place.entrance)?.id, place.id).to.equal(place.id)
  })

  it('lets one walk from every entrance to every other', () => {
    const { grid, places } = shippedTown()
    const findPath = createPathFinder(grid)
    const walks = [...places.values()].flatMap((from) => [...places.values()].map((to) => ({ from, to })))
    expect(
      walks.filter(({ from, to }) => findPath(from.entrance, to.entrance) === undefined).map(nameWalk),
    ).to.deep.equal([])
  })

  it('uses only tiles that its picture has', () => {
    const { tilesets } = readShipped()
    const files = { 'tiles.png': tilesFile, 'crowns.png': crownsFile }
    expect(tilesets.map(({ image }) => image)).to.deep.equal(Object.keys(files))
    for (const [at, file] of Object.values(files).entries()) {
      const { width, height } = decodePng(file)
      expect(tilesets[at]).to.include({ imagewidth: width, imageheight: height })
    }
  })

  it('has seats in several places, each on a tile of its own that one can walk to', () => {
    const town = shippedTown()
    const seats = objectsOf(readShipped(), 'effects')!.filter(({ type }) => type.startsWith('seat-'))
    const tiles = seats.map(({ x, y }) => ({ x: Math.floor(x / 16), y: Math.floor(y / 16) }))
    expect(new Set(tiles.map(({ x, y }) => `${x},${y}`)).size).to.equal(seats.length)
    for (const tile of tiles) expect(isOpen(town.grid, tile), `${tile.x},${tile.y}`).to.equal(true)
    const places = new Set(tiles.map((tile) => placeAt(town, tile)?.id))
    expect([...places]).to.include.members(['square', 'cafe', 'academy', 'garden-3'])
  })

  it('has crowns that are tiles of their own size, from the back to the front', () => {
    const map = readShipped()
    const crowns = objectsOf(map, 'crowns')!
    expect(crowns).to.have.lengthOf.above(150)
    for (const { gid, width, height } of crowns) {
      const tileset = tilesetOf(map, gid!)
      expect(tileset).to.include({ name: 'crowns', tilewidth: width, tileheight: height })
    }
    expect(crowns.map(({ y }) => y)).to.deep.equal(crowns.map(({ y }) => y).toSorted((a, b) => a - b))
  })

  it('moves water and flowers, each with tiles that are there, and at rest as they are drawn', () => {
    const map = readShipped()
    const { tiles, tilecount, firstgid } = map.tilesets[0]!
    const moving = new Map(tiles.filter(({ animation }) => animation !== undefined).map((tile) => [tile.id, tile]))
    for (const { id, animation } of moving.values()) {
      expect(animation![0]!.tileid).to.equal(id)
      for (const { tileid } of animation!) expect(tileid).to.be.lessThan(tilecount)
    }
    const moved = tileLayerNamed(map, 'ground')!.data.filter((gid) => moving.has(gid - firstgid))
    expect(moved).to.have.lengthOf.above(400)
    expect([...moving.values()].filter(({ type }) => type === 'water')).to.have.lengthOf.above(10)
  })
})

function nameWalk({ from, to }: { from: Place; to: Place }): string {
  return `${from.id} to ${to.id}`
}

describe('baking', () => {
  // Pixels, not bytes: the compression of a PNG may differ between processors.
  it('gives the committed files again', () => {
    const town = layTown()
    const { map, tiles, crowns } = drawTown(town)
    expect(writeMap(map, town.plot.grid.width) === mapFile, 'run `node client/art/bake.ts`: village.json').to.equal(
      true,
    )
    for (const [name, picture, file] of [
      ['tiles.png', tiles, tilesFile],
      ['crowns.png', crowns, crownsFile],
    ] as const) {
      const committed = decodePng(file)
      expect([picture.width, picture.height], name).to.deep.equal([committed.width, committed.height])
      const same = picture.pixels.every((pixel, at) => pixel === committed.pixels[at])
      expect(same, `run \`node client/art/bake.ts\`: ${name}`).to.equal(true)
    }
  })
})

describe('a damaged map', () => {
  const damages: { damage: string; by: (map: TiledMap) => unknown; message: RegExp }[] = [
    { damage: 'no map at all', by: () => 'hello', message: /^not a Tiled map as expected: / },
    { damage: 'null', by: () => null, message: /^not a Tiled map as expected: / },
    {
      damage: 'another orientation',
      by: (map) => ({ ...map, orientation: 'isometric' }),
      message: /^not a Tiled map as expected: orientation: /,
    },
    {
      damage: 'an infinite map',
      by: (map) => ({ ...map, infinite: true }),
      message: /^not a Tiled map as expected: infinite: /,
    },
    { damage: 'compressed layers', by: compress, message: /layers\.0\.data: expected an array of tile numbers/ },
    ...['ground', 'buildings', 'tops', 'collision'].map((name) => ({
      damage: `no layer ${name}`,
      by: (map: TiledMap) => without(map, name),
      message: new RegExp(`^tile layer "${name}" is missing$`),
    })),
    { damage: 'no layer places', by: (map) => without(map, 'places'), message: /^object layer "places" is missing$/ },
    {
      damage: 'an unknown tile',
      by: (map) => setTile(map, 'tops', 7, 3, 99_999),
      message: /^layer "tops": unknown tile 99999 at column 7, row 3$/,
    },
    { damage: 'a layer too short', by: shorten, message: /^layer "buildings" has 4799 tiles, expected 4800$/ },
    {
      damage: 'no spawn',
      by: (map) => withoutObject(map, 'spawn'),
      message: /^layer "places": no point named "spawn"$/,
    },
    { damage: 'a blocked spawn', by: blockSpawn, message: /^"spawn" at column 34, row 35 is blocked$/ },
    {
      damage: 'a place walled in',
      by: wallIn,
      message: /^place "home-5" is unreachable: no way from "spawn" to its entrance at column 38, row 9$/,
    },
    {
      damage: 'a blocked entrance',
      by: (map) => setTile(map, 'collision', 38, 9, 1),
      message: /^place "home-5": its entrance at column 38, row 9 is blocked/,
    },
    {
      damage: 'an unknown kind',
      by: (map) => change(map, 'cafe', { type: 'pub' }),
      message: /^place "cafe": unknown kind "pub", expected one of square, /,
    },
    {
      damage: 'a place off the map',
      by: (map) => change(map, 'bank', { x: 1_279 }),
      message: /^place "bank": expected a rectangle inside the map$/,
    },
    {
      damage: 'a bad name',
      by: (map) => change(map, 'pond', { name: 'The Pond' }),
      message: /^place "The Pond": expected a name in lower case/,
    },
    {
      damage: 'a place twice',
      by: (map) => change(map, 'home-2', { name: 'home-1' }),
      message: /^place "home-1" exists twice$/,
    },
    { damage: 'no market', by: (map) => withoutObject(map, 'market'), message: /^place "market" is missing$/ },
  ]

  for (const { damage, by, message } of damages) {
    it(`is refused with what and where: ${damage}`, () => {
      const result = readTownMap(by(readShipped()))
      if (result.status === 'read') throw new Error('expected faults')
      expect(result.faults).to.have.lengthOf(1)
      expect(result.faults[0]).to.match(message)
    })
  }

  it('is refused with every fault at once', () => {
    const map = change(withoutObject(readShipped(), 'market'), 'cafe', { type: 'pub' })
    expect(readTownMap(map)).to.have.property('faults').with.lengthOf(2)
  })
})

function without(map: TiledMap, name: string): TiledMap {
  return { ...map, layers: map.layers.filter((layer) => layer.name !== name) }
}

function compress(map: TiledMap): unknown {
  return { ...map, layers: map.layers.map((layer, at) => (at === 0 ? { ...layer, data: 'eJztwQ==' } : layer)) }
}

function shorten(map: TiledMap): TiledMap {
  tileLayerNamed(map, 'buildings')!.data.pop()
  return map
}

function setTile(map: TiledMap, layer: string, x: number, y: number, tile: number): TiledMap {
  tileLayerNamed(map, layer)!.data[y * map.width + x] = tile
  return map
}

function blockSpawn(map: TiledMap): TiledMap {
  const spawn = objectsOf(map, 'places')!.find((object) => object.name === 'spawn')!
  return setTile(map, 'collision', Math.floor(spawn.x / map.tilewidth), Math.floor(spawn.y / map.tileheight), 1)
}

// The gate of its yard is the only way to home-5.
function wallIn(map: TiledMap): TiledMap {
  return setTile(map, 'collision', 38, 11, 1)
}

function change(map: TiledMap, name: string, changes: Partial<TiledObject>): TiledMap {
  Object.assign(
    objectsOf(map, 'places')!.find((object) => object.name === name)!,
    changes,
  )
  return map
}

function withoutObject(map: TiledMap, name: string): TiledMap {
  const objects = objectsOf(map, 'places')!
  objects.splice(
    objects.findIndex((object) => object.name === name),
    1,
  )
  return map
}
