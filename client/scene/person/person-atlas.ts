import { CanvasSource, Rectangle, Texture } from 'pixi.js'
import { dollHeight, dollWidth } from './doll.ts'
import { drawPerson, type Stance } from './draw-person.ts'
import { lookOf, type Look } from './look.ts'

const pageSide = 1024
const columns = Math.floor(pageSide / dollWidth)
const rows = Math.floor(pageSide / dollHeight)
const picturesPerPage = columns * rows

/** The pictures of one look, each drawn when it is first asked for. */
export type PersonTextures = (stance: Stance) => Texture

type Page = { source: CanvasSource; context: CanvasRenderingContext2D }
type Wardrobe = { look: Look; pictures: Map<string, { texture: Texture; number: number }>; users: number }

/**
 * Pictures of people, many to one texture so that a crowd takes few draw calls. The room of a look that nobody has any
 * more is used again.
 */
export function createPersonAtlas() {
  const pages: Page[] = []
  const wardrobes = new Map<number, Wardrobe>()
  const free: number[] = []
  const stale = new Set<Page>()
  let taken = 0
  return { take, release, upload }

  /** The pictures of a look, kept for the caller until it releases them. */
  function take(seed: number): PersonTextures {
    let wardrobe = wardrobes.get(seed)
    if (wardrobe === undefined) wardrobes.set(seed, (wardrobe = { look: lookOf(seed), pictures: new Map(), users: 0 }))
    const { look, pictures } = wardrobe
    wardrobe.users += 1
    return (stance) => {
      const key = `${stance.side} ${stance.gesture} ${stance.sits} ${stance.tool}`
      let picture = pictures.get(key)
      if (picture === undefined) pictures.set(key, (picture = draw(look, stance)))
      return picture.texture
    }
  }

  function release(seed: number): void {
    const wardrobe = wardrobes.get(seed)
    if (wardrobe === undefined) return
    wardrobe.users -= 1
    if (wardrobe.users > 0) return
    for (const { texture, number } of wardrobe.pictures.values()) {
      texture.destroy()
      free.push(number)
    }
    wardrobes.delete(seed)
  }

  /** Sends what was drawn since the last call to the graphics card; call it once before each frame. */
  function upload(): void {
    for (const page of stale) page.source.update()
    stale.clear()
  }

  function draw(look: Look, stance: Stance): { texture: Texture; number: number } {
    const number = free.pop() ?? taken++
    const page = (pages[Math.floor(number / picturesPerPage)] ??= newPage())
    const onPage = number % picturesPerPage
    const left = (onPage % columns) * dollWidth
    const top = Math.floor(onPage / columns) * dollHeight
    page.context.putImageData(new ImageData(drawPerson(look, stance), dollWidth), left, top)
    stale.add(page)
    return {
      texture: new Texture({ source: page.source, frame: new Rectangle(left, top, dollWidth, dollHeight) }),
      number,
    }
  }
}

function newPage(): Page {
  const canvas = document.createElement('canvas')
  canvas.width = pageSide
  canvas.height = pageSide
  return { source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }), context: canvas.getContext('2d')! }
}
