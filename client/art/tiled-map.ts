import { effectsOf } from './effects.ts'
import type { PlacePlan } from './places.ts'
import { drawLayers, layerNames, type LayerName } from './layers.ts'
import { tilePixels, type Effect, type Picture } from './picture.ts'
import { createSheet, sheetColumns, type Sheet } from './sheet.ts'
import type { Town } from './town.ts'

/** A town as a Tiled map (JSON format 1.10) and the picture of its tiles, which the map calls `tiles.png`. */
export function drawTown(town: Town): { map: unknown; tiles: Picture } {
  const sheet = createSheet()
  for (const picture of town.plot.tiles.all) sheet.add(picture)
  const pictures = drawLayers(town.plot)
  const layers = layerNames.map((name, at) => tileLayer(town, name, at + 1, pictures[name].map(sheet.numberOf)))
  const objects = [...town.places.map(placeObject), spawnObject(town)]
  const effects = effectsOf(town.plot).map((effect, at) => effectObject(effect, objects.length + at + 1))
  layers.push(objectLayer('places', objects, layers.length + 1), objectLayer('effects', effects, layers.length + 2))
  return {
    map: tiledMap(town, layers, objects.length + effects.length, sheet),
    tiles: sheet.toPicture(),
  }
}

function tiledMap({ plot }: Town, layers: unknown[], objectCount: number, sheet: Sheet): unknown {
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
    tilesets: [tileset(sheet)],
    tilewidth: tilePixels,
    type: 'map',
    version: '1.10',
    width: plot.grid.width,
  }
}

function tileset(sheet: Sheet): unknown {
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

function placeObject({ id, kind, label, area, entrance }: PlacePlan, at: number): unknown {
  return {
    height: area.height * tilePixels,
    id: at + 1,
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
function spawnObject({ places, spawn }: Town): unknown {
  const middle = (tile: number) => (tile + 0.5) * tilePixels
  return {
    height: 0,
    id: places.length + 1,
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
