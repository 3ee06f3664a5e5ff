import { Container, ImageSource, Rectangle, Sprite, Texture } from 'pixi.js'
import type { Town } from '#client/net/town.ts'
import { objectsOf, tileNumber, tilesetOf, type TiledObject } from '#world/tiled'
import type { Air } from './air.ts'
import type { View } from './camera.ts'
import { chanceOf, isNearView } from './effects.ts'

// From the top down: the uppermost part of a crown goes furthest, the lowest holds on to the trunk.
const parts = 3
const reachPixels = 64

type Crown = { x: number; y: number; chance: number; parts: Sprite[]; leans: number }

/** Draws the crowns of trees, which lean with the wind by a pixel, and a little after one another. */
export function createCrowns(town: Town) {
  const layer = new Container()
  const sources = town.pictures.map((resource) => new ImageSource({ resource, scaleMode: 'nearest' }))
  const crowns = (objectsOf(town.tiled, 'crowns') ?? []).flatMap((object) => crownOf(object))
  return { layer, draw }

  function draw(view: View, air: Air): void {
    for (const crown of crowns) {
      const visible = isNearView(view, crown, reachPixels)
      for (const part of crown.parts) part.visible = visible
      if (visible) lean(crown, leanAt(crown, air))
    }
  }

  function crownOf({ gid = 0, x, y, width, height, id }: TiledObject): Crown[] {
    const number = tileNumber(gid)
    const set = tilesetOf(town.tiled, number)
    if (set === undefined) return []
    const source = sources[town.tiled.tilesets.indexOf(set)]!
    const left = ((number - set.firstgid) % set.columns) * set.tilewidth
    const top = Math.floor((number - set.firstgid) / set.columns) * set.tileheight
    const side = set.tileheight / parts
    const sprites = Array.from({ length: parts }, (_, part) => {
      const frame = new Rectangle(left, top + part * side, set.tilewidth, side)
      const sprite = layer.addChild(new Sprite({ texture: new Texture({ source, frame }) }))
      // Tiled places a tile by its lower left corner.
      sprite.position.set(x, y - height + part * side)
      return sprite
    })
    return [{ x: x + width / 2, y: y - height / 2, chance: chanceOf(id), parts: sprites, leans: 0 }]
  }
}

function lean(crown: Crown, leans: number): void {
  if (leans === crown.leans) return
  crown.leans = leans
  const left = crown.x - crown.parts[0]!.width / 2
  crown.parts[0]!.x = left + Math.sign(leans)
  crown.parts[1]!.x = left + (Math.abs(leans) > 1 ? Math.sign(leans) : 0)
}

// 1 is the top alone, 2 the middle too; gusts go over the town from west to east.
function leanAt({ x, y, chance }: Crown, { at, weather, still }: Air): number {
  if (still) return 0
  const gust = Math.sin(at / 2_300 - x / 90 + y / 300) * 0.7 + Math.sin(at / 970 + chance * 40) * 0.45
  const force = gust * (0.7 + weather.wind * 0.8)
  if (force > 0.95) return 2
  if (force > 0.4) return 1
  return force < -0.75 ? -1 : 0
}
