import { CanvasSource, Rectangle, Texture } from 'pixi.js'
import { limits } from '#kernel/limits'
import { dollHeight, dollWidth, type Side, type Step } from './doll.ts'
import { drawPerson } from './draw-person.ts'
import { lookOf } from './look.ts'

const pageSide = 1024
const sides: readonly Side[] = ['south', 'north', 'east']
const steps: readonly Step[] = ['stand', 'left', 'right']
const posesPerLook = sides.length * steps.length
const columns = Math.floor(pageSide / (dollWidth * posesPerLook))
const rows = Math.floor(pageSide / dollHeight)
const looksMax = limits.residentsMax

/** The pictures of one look, by pose. */
export type PersonTextures = Record<Side, Record<Step, Texture>>

type Page = { source: CanvasSource; context: CanvasRenderingContext2D }
type Slot = { textures: PersonTextures; number: number; users: number }

/**
 * Pictures of people, drawn when a look is first needed, many looks to one texture so that a crowd takes few draw
 * calls. Looks that nobody has any more are kept until their room is needed; there are never more than `looksMax`.
 */
export function createPersonAtlas() {
  const pages: Page[] = []
  const slots = new Map<number, Slot>()
  const stale = new Set<Page>()
  return { take, release, upload }

  /** The pictures of a look, kept for the caller until it releases them. */
  function take(seed: number): PersonTextures {
    const slot = slots.get(seed) ?? addSlot(seed)
    slot.users += 1
    return slot.textures
  }

  function release(seed: number): void {
    const slot = slots.get(seed)
    if (slot !== undefined) slot.users -= 1
  }

  /** Sends what was drawn since the last call to the graphics card; call it once before each frame. */
  function upload(): void {
    for (const page of stale) page.source.update()
    stale.clear()
  }

  function addSlot(seed: number): Slot {
    const number = slots.size < looksMax ? slots.size : dropUnused()
    const page = pageOf(number)
    const slot = { textures: drawLook(page, number, seed), number, users: 0 }
    slots.set(seed, slot)
    stale.add(page)
    return slot
  }

  // The village never has more residents than there are slots, so one of them is unused.
  function dropUnused(): number {
    for (const [seed, slot] of slots) {
      if (slot.users > 0) continue
      for (const texture of texturesOf(slot.textures)) texture.destroy()
      slots.delete(seed)
      return slot.number
    }
    throw new Error(`more than ${looksMax} looks in use`)
  }

  function pageOf(number: number): Page {
    const at = Math.floor(number / (columns * rows))
    return (pages[at] ??= newPage())
  }
}

function newPage(): Page {
  const canvas = document.createElement('canvas')
  canvas.width = pageSide
  canvas.height = pageSide
  return { source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }), context: canvas.getContext('2d')! }
}

function drawLook(page: Page, number: number, seed: number): PersonTextures {
  const look = lookOf(seed)
  const left = (number % columns) * dollWidth * posesPerLook
  const top = (Math.floor(number / columns) % rows) * dollHeight
  let pose = 0
  return bySide((side) =>
    byStep((step) => {
      const frame = new Rectangle(left + dollWidth * pose++, top, dollWidth, dollHeight)
      page.context.putImageData(new ImageData(drawPerson(look, side, step), dollWidth), frame.x, frame.y)
      return new Texture({ source: page.source, frame })
    }),
  )
}

function bySide<T>(of: (side: Side) => T): Record<Side, T> {
  return { south: of('south'), north: of('north'), east: of('east') }
}

function byStep<T>(of: (step: Step) => T): Record<Step, T> {
  return { stand: of('stand'), left: of('left'), right: of('right') }
}

function texturesOf(textures: PersonTextures): Texture[] {
  return sides.flatMap((side) => steps.map((step) => textures[side][step]))
}
