import { CanvasSource, Rectangle, Texture } from 'pixi.js'
import type { SendPart } from '#client/scene/send-part.ts'
import { dollHeight, dollWidth } from './doll.ts'
import { drawPerson, type Stance } from './draw-person.ts'
import { lookOf, type Look } from './look.ts'

const pageSide = 1024
const columns = Math.floor(pageSide / dollWidth)
const rows = Math.floor(pageSide / dollHeight)
const picturesPerPage = columns * rows

// So that a crowd that comes into view, or starts to walk, does not hold up a frame.
const drawnPerFrameMax = 24

/** The pictures of one look, each drawn when it is first asked for: at once, or `soon`, when it may have to wait a frame. */
export type PersonTextures = {
  now(stance: Stance): Texture
  soon(stance: Stance): Texture | undefined
}

type Page = { source: CanvasSource; context: CanvasRenderingContext2D }
/** The room for one picture. Its texture is for ever, so that no sprite is left with one that is gone. */
type Cell = { page: Page; left: number; top: number; texture: Texture }
type Wardrobe = { look: Look; pictures: Map<string, Cell>; users: number }

/**
 * Pictures of people, many to one texture so that a crowd takes few draw calls. The room of a look that nobody has any
 * more is used again.
 */
export function createPersonAtlas(send: SendPart) {
  const pages: Page[] = []
  const wardrobes = new Map<number, Wardrobe>()
  const free: Cell[] = []
  let taken = 0
  let drawnNow = 0
  return { begin, take, release }

  /** The pictures of a look, kept for the caller until it releases them. */
  function take(seed: number): PersonTextures {
    let wardrobe = wardrobes.get(seed)
    if (wardrobe === undefined) wardrobes.set(seed, (wardrobe = { look: lookOf(seed), pictures: new Map(), users: 0 }))
    const { look, pictures } = wardrobe
    wardrobe.users += 1
    return { now, soon }

    function now(stance: Stance): Texture {
      const key = keyOf(stance)
      let picture = pictures.get(key)
      if (picture === undefined) pictures.set(key, (picture = draw(look, stance)))
      return picture.texture
    }

    function soon(stance: Stance): Texture | undefined {
      return drawnNow < drawnPerFrameMax ? now(stance) : pictures.get(keyOf(stance))?.texture
    }
  }

  function release(seed: number): void {
    const wardrobe = wardrobes.get(seed)
    if (wardrobe === undefined) return
    wardrobe.users -= 1
    if (wardrobe.users > 0) return
    free.push(...wardrobe.pictures.values())
    wardrobes.delete(seed)
  }

  /** Begins a frame. */
  function begin(): void {
    drawnNow = 0
  }

  function draw(look: Look, stance: Stance): Cell {
    const cell = free.pop() ?? newCell(taken++)
    const picture = new ImageData(drawPerson(look, stance), dollWidth)
    cell.page.context.putImageData(picture, cell.left, cell.top)
    send(cell.page.source, picture, cell.left, cell.top)
    drawnNow += 1
    return cell
  }

  function newCell(number: number): Cell {
    const page = (pages[Math.floor(number / picturesPerPage)] ??= newPage())
    const onPage = number % picturesPerPage
    const left = (onPage % columns) * dollWidth
    const top = Math.floor(onPage / columns) * dollHeight
    const frame = new Rectangle(left, top, dollWidth, dollHeight)
    return { page, left, top, texture: new Texture({ source: page.source, frame }) }
  }
}

function keyOf({ side, gesture, sits, tool }: Stance): string {
  return `${side} ${gesture} ${sits} ${tool}`
}

function newPage(): Page {
  const canvas = document.createElement('canvas')
  canvas.width = pageSide
  canvas.height = pageSide
  // The page is what the graphics card is given if it loses what it has; pixels are put into it one picture at a time.
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  return { source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }), context }
}
