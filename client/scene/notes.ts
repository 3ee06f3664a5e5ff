import { CanvasSource, Container, Sprite, Texture } from 'pixi.js'
import { gold, red, shade, stone, water, white, type Colour } from '#client/art/palette.ts'
import type { Store } from '#client/state/store.ts'
import type { Effect } from './effects.ts'

const noteColours = [white, gold[1], white, water[3], white, red[2]]
const width = 6
const height = 8

/**
 * Pins a note to the bulletin board for each open post, as far as there is room. In the past none is, since what hung
 * there then is not kept.
 */
export function createNotes(store: Store, effects: readonly Effect[]) {
  const layer = new Container()
  const textures = noteColours.map(drawNote)
  const notes = effects
    .filter(({ kind }) => kind === 'note')
    .toSorted((a, b) => a.chance - b.chance) // so that they don't hang in rows
    .map(({ x, y }, at) => {
      const note = new Sprite({ texture: textures[at % textures.length]!, visible: false })
      note.position.set(x, y)
      return layer.addChild(note)
    })
  let pinned = 0
  return { layer, draw }

  function draw(): void {
    const wanted = store.showing.peek().time === 'live' ? Math.min(notes.length, store.openPosts.peek()) : 0
    if (wanted === pinned) return
    pinned = wanted
    notes.forEach((note, at) => (note.visible = at < wanted))
  }
}

function drawNote(colour: Colour): Texture {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')!
  const fill = (style: string, x: number, y: number, w: number, h: number) => {
    context.fillStyle = style
    context.fillRect(x, y, w, h)
  }
  fill(css(shade), 0, 7, width, 1)
  fill(css(colour), 0, 0, width, 7)
  for (const line of [2, 4]) fill(css(stone[1]), 1, line, 4 - (line >> 2), 1)
  fill(css(red[0]), 3, 0, 1, 1)
  return new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }) })
}

function css(colour: Colour): string {
  return `#${colour.toString(16).padStart(8, '0')}`
}
