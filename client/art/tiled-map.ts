import { effectsOf } from './effects.ts'
import { crownObject, drawCrowns } from './crowns.ts'
import type { PlacePlan } from './places.ts'
import { drawLayers, groundKindAt, layerNames, swayingOn, type LayerName } from './layers.ts'
import { tilePixels, type Effect, type Picture } from './picture.ts'
import { createSheet, sheetColumns, type Sheet } from './sheet.ts'
import { frameMs, frames } from './terrain.ts'
import { allTiles, type Standing } from './plot.ts'
import type { Stamp } from './stamp.ts'
import type { Town } from './town.ts'

/**
 * A town as a Tiled map (JSON format 1.10) and the pictures it names: of its tiles, `tiles.png`, and of the crowns of
 * its trees, `crowns.png`.
 */
export function drawTown(town: Town): { map: unknown; tiles: Picture; crowns: Picture } {
  const sheet = createSheet()
  for (const picture of town.plot.tiles.all) sheet.add(picture)
  const numbers = numberLayers(town, sheet)
  const notes = [...animationsOf(numbers), ...kindsOf(town, numbers[0]!.ground)]
  const layers = layerNames.map((name, at) => tileLayer(town, name, at + 1, numbers[0]![name]))
  const swaying = swayingOn(town.plot)
  const crowns = drawCrowns(swaying)
  const firstCrown = 1 + sheetColumns * sheet.rows()
  const objects = objectsOf(town, swaying, (stamp) => firstCrown + crowns.stamps.indexOf(stamp))
  let id = layers.length
  for (const [name, ofLayer] of Object.entries(objects)) layers.push(objectLayer(name, ofLayer, ++id))
  return {
    map: tiledMap(town, layers, Object.values(objects).flat().length, [
      tileset(sheet, notes),
      crowns.tileset(firstCrown),
    ]),
    tiles: sheet.toPicture(),
    crowns: crowns.picture,
  }
}

type Numbers = Record<LayerName, number[]>

// The layers in each frame of what moves.
function numberLayers({ plot }: Town, sheet: Sheet): Numbers[] {
  return Array.from({ length: frames }, (_, frame) => {
    const pictures = drawLayers(plot, frame)
    return Object.fromEntries(layerNames.map((name) => [name, pictures[name].map(sheet.numberOf)])) as Numbers
  })
}

/** What a tileset says of one tile: what kind of ground it is, or which tiles it turns into, one after the other. */
type Note = { id: number; type?: string; animation?: { tileid: number; duration: number }[] }

function animationsOf(numbers: Numbers[]): Note[] {
  const sequences = new Map<number, string>()
  for (const name of layerNames) {
    for (const [at, first] of numbers[0]![name].entries()) {
      const sequence = numbers.map((frame) => frame[name][at]! - 1)
      if (sequence.every((tile) => tile === first - 1)) continue
      // Tiles that look alike at rest move alike.
      if (!sequences.has(first - 1)) sequences.set(first - 1, sequence.join())
    }
  }
  return [...sequences].map(([id, sequence]) => ({
    id,
    animation: sequence.split(',').map((tile) => ({ tileid: Number(tile), duration: frameMs })),
  }))
}

function kindsOf({ plot }: Town, ground: number[]): Note[] {
  const kinds = new Map<number, string>()
  for (const [at, tile] of allTiles(plot).entries()) {
    const kind = groundKindAt(plot, tile)
    if (kind !== '') kinds.set(ground[at]! - 1, kind)
  }
  return [...kinds].map(([id, type]) => ({ id, type }))
}

type Objects = Record<'crowns' | 'places' | 'effects', unknown[]>

function objectsOf(town: Town, swaying: Standing[], numberOf: (crown: Stamp) => number): Objects {
  let id = 0
  const next = () => ++id
  const places = [...town.places.map((place) => placeObject(place, next())), spawnObject(town, next())]
  const effects = effectsOf(town.plot).map((effect) => effectObject(effect, next()))
  const crowns = swaying.map((crown) => crownObject(crown, numberOf(crown.stamp), next()))
  return { crowns, places, effects }
}

function tiledMap({ plot }: Town, layers: unknown[], objectCount: number, tilesets: unknown[]): unknown {
  return {
    compressionlevel: -1,
    height: plot.grid.height,
    infinite: false,
    layers,
    nextlayerid: layers.length + 1,
    nextobjectid: objectCount + 1,
    orientation: 'orthogonal',
    renderorder: 'right-down',
    tiledversion: '1.10.2',
    tileheight: tilePixels,
    tilesets,
    tilewidth: tilePixels,
    type: 'map',
    version: '1.10',
    width: plot.grid.width,
  }
}

function tileset(sheet: Sheet, notes: Note[]): unknown {
  const tiles = new Map<number, Note>()
  for (const note of notes) tiles.set(note.id, { ...tiles.get(note.id), ...note })
  return {
    columns: sheetColumns,
    firstgid: 1,
    image: 'tiles.png',
    imageheight: sheet.rows() * tilePixels,
    imagewidth: sheetColumns * tilePixels,
    margin: 0,
    name: 'tiles',
    spacing: 0,
    tilecount: sheetColumns * sheet.rows(),
    tileheight: tilePixels,
    tiles: [...tiles.values()].sort((a, b) => a.id - b.id),
    tilewidth: tilePixels,
  }
}

function tileLayer({ plot }: Town, name: LayerName, id: number, data: number[]): unknown {
  const { width, height } = plot.grid
  return { data, height, id, name, opacity: 1, type: 'tilelayer', visible: name !== 'collision', width, x: 0, y: 0 }
}

function objectLayer(name: string, objects: unknown[], id: number): unknown {
  return {
    draworder: 'topdown',
    id,
    name,
    objects,
    opacity: 1,
    type: 'objectgroup',
    visible: true,
    x: 0,
    y: 0,
  }
}

function placeObject({ id, kind, label, area, entrance }: PlacePlan, number: number): unknown {
  return {
    height: area.height * tilePixels,
    id: number,
    name: id,
    properties: [
      { name: 'entranceX', type: 'int', value: entrance.x },
      { name: 'entranceY', type: 'int', value: entrance.y },
      { name: 'label', type: 'string', value: label },
    ],
    rotation: 0,
    type: kind,
    visible: true,
    width: area.width * tilePixels,
    x: area.x * tilePixels,
    y: area.y * tilePixels,
  }
}

// In the middle of its tile, where a person editing the map would put it.
function spawnObject({ spawn }: Town, id: number): unknown {
  const middle = (tile: number) => (tile + 0.5) * tilePixels
  return {
    height: 0,
    id,
    name: 'spawn',
    point: true,
    rotation: 0,
    type: '',
    visible: true,
    width: 0,
    x: middle(spawn.x),
    y: middle(spawn.y),
  }
}

// A window is a rectangle, everything else a point.
function effectObject({ kind, x, y, width, height }: Effect, id: number): unknown {
  const size = width === 0 ? { point: true } : {}
  return { height, id, name: '', ...size, rotation: 0, type: kind, visible: true, width, x, y }
}

/** The map as text, a row of tiles on each line, so that a change to it can be read. */
export function writeMap(map: unknown, columns: number): string {
  const rows = new RegExp(`((?:\\d+,){${columns}})`, 'g')
  const text = JSON.stringify(map, (key, value: unknown) => (key === 'data' ? JSON.stringify(value) : value), 1)
  return `${text.replace(/"(\[[\d,]*\])"/g, (_, data: string) => data.replace(rows, '$1\n'))}\n`
}
