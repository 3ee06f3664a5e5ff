import { CanvasSource, Container, Rectangle, Sprite, Texture } from 'pixi.js'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import { emotes, type Emote } from '#messages/village'
import { isBubbleShown } from '#world/doing'
import type { View } from './camera.ts'
import { figureHeight, type Figure } from './figures.ts'
import { glyphArt, glyphColours, type GlyphName } from './glyph-art.ts'

const plateWidth = 13
const plateHeight = 15
const inset = 2

/** Draws the signs above heads. */
export function createGlyphs() {
  const layer = new Container()
  const textures = drawTextures()
  const sprites: Sprite[] = []
  return { layer, draw }

  function draw(figures: readonly Figure[], { scale }: View, moment: Millis): void {
    let used = 0
    for (const { resident, feet, doing } of figures) {
      const name = glyphOf({ resident, doing }, moment)
      if (name === undefined) continue
      const sprite = (sprites[used++] ??= addSprite())
      sprite.visible = true
      sprite.texture = textures.get(name)!
      sprite.position.set(Math.round(feet.x * scale) / scale, Math.round((feet.y - figureHeight) * scale) / scale)
    }
    for (let at = used; at < sprites.length; at++) sprites[at]!.visible = false
  }

  function addSprite(): Sprite {
    return layer.addChild(new Sprite({ texture: Texture.EMPTY, anchor: { x: 0.5, y: 1 } }))
  }
}

/** The sign that somebody shows: an emote first, then how they fare; none while they have words above them. */
function glyphOf({ resident, doing }: Pick<Figure, 'resident' | 'doing'>, moment: Millis): GlyphName | undefined {
  if (isEmote(resident.emote) && moment < resident.emoteAt + limits.emoteMs) return resident.emote
  if (doing === 'lost' || doing === 'quarantined') return doing
  if (isBubbleShown(resident, moment)) return undefined
  if (doing === 'thinking' || doing === 'working') return doing
  return resident.conversation !== '' && doing === 'idle' ? 'listening' : undefined
}

function isEmote(name: string): name is Emote {
  return (emotes as readonly string[]).includes(name)
}

function drawTextures(): Map<GlyphName, Texture> {
  const names = Object.keys(glyphArt) as GlyphName[]
  const canvas = document.createElement('canvas')
  canvas.width = names.length * plateWidth
  canvas.height = plateHeight
  const context = canvas.getContext('2d')!
  names.forEach((name, at) => drawGlyph(context, at * plateWidth, glyphArt[name]))
  const source = new CanvasSource({ resource: canvas, scaleMode: 'nearest' })
  const frameOf = (at: number) => new Rectangle(at * plateWidth, 0, plateWidth, plateHeight)
  return new Map(names.map((name, at) => [name, new Texture({ source, frame: frameOf(at) })]))
}

function drawGlyph(context: CanvasRenderingContext2D, left: number, rows: readonly string[]): void {
  drawPlate(context, left, '#3a2a33', 0)
  drawPlate(context, left, '#fffaf0', 1)
  rows.forEach((row, y) => {
    ;[...row].forEach((letter, x) => {
      const colour = glyphColours[letter]
      if (colour === undefined) return
      context.fillStyle = colour
      context.fillRect(left + inset + x, inset + y, 1, 1)
    })
  })
}

// A small speech bubble: a rounded plate and a tail below it.
function drawPlate(context: CanvasRenderingContext2D, left: number, colour: string, border: number): void {
  const size = plateWidth - 2 * border
  context.fillStyle = colour
  context.fillRect(left + border + 1, border, size - 2, size)
  context.fillRect(left + border, border + 1, size, size - 2)
  context.fillRect(left + 5 + border, plateHeight - 2, 3 - 2 * border, 1)
  if (border === 0) context.fillRect(left + 6, plateHeight - 1, 1, 1)
}
