import { CanvasSource, Rectangle, Texture } from 'pixi.js'
import type { SendPart } from '#client/scene/send-part.ts'

// In device pixels: on a screen with two of them to a CSS pixel it holds twice as many names as are shown.
const pageWidth = 2048
const pageHeight = 1024
// So that a crowd that comes into view does not hold up a frame.
const drawnPerFrameMax = 12
/** Around the line of a name, in CSS pixels: room for what its outline needs. */
export const nameMargin = 2
/** Beside it, as a plate has where a name is emphasised. */
const padding = 4
const lineHeight = 16
const outlinePixels = 3
const plateRadius = 4
const colours = { text: '#fff', outline: '#2b2026', important: '#ffe9a8', plate: '#24382ee0' }

type Cell = { left: number; top: number; width: number; height: number }

/**
 * Pictures of names at the screen's own pixels, each drawn once, all on one page so that a crowd of names is one draw
 * call. A page that is full is begun anew: far fewer names are shown at a time than it holds.
 */
export function createNamePictures(host: HTMLElement, send: SendPart) {
  const font = fontOf(host)
  const context = newContext()
  const source = new CanvasSource({ resource: context.canvas, scaleMode: 'nearest' })
  const pictures = new Map<string, Texture>()
  const widths = new Map<string, number>()
  let ratio = 0
  let next = { left: 0, top: 0 }
  let isFull = false
  let drawnNow = 0
  let baseline = 0
  return { begin, widthOf, pictureOf }

  /** Begins a frame for a screen with so many device pixels to a CSS pixel; whether all pictures are gone. */
  function begin(ratioNow: number): boolean {
    drawnNow = 0
    if (ratioNow === ratio && !isFull) return false
    ratio = ratioNow
    next = { left: 0, top: 0 }
    isFull = false
    for (const texture of pictures.values()) texture.destroy()
    pictures.clear()
    widths.clear()
    context.clearRect(0, 0, pageWidth, pageHeight)
    context.font = `${font.style} ${font.size * ratio}px ${font.family}`
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = context.measureText('')
    baseline = ((lineHeight + 2 * nameMargin) * ratio + ascent - descent) / 2
    return true
  }

  /** How wide the picture of a name is, in device pixels. */
  function widthOf(name: string): number {
    let width = widths.get(name)
    if (width === undefined) {
      const wanted = Math.ceil(context.measureText(name).width + 2 * (padding + nameMargin) * ratio)
      widths.set(name, (width = Math.min(pageWidth, wanted)))
    }
    return width
  }

  /** The picture of a name; undefined if it has to wait for a later frame. */
  function pictureOf(name: string, isImportant: boolean): Texture | undefined {
    const key = isImportant ? `!${name}` : ` ${name}`
    let picture = pictures.get(key)
    if (picture !== undefined || drawnNow === drawnPerFrameMax) return picture
    const cell = roomFor(name)
    if (cell === undefined) return undefined
    drawName(name, cell, isImportant)
    const frame = new Rectangle(cell.left, cell.top, cell.width, cell.height)
    picture = new Texture({ source, frame })
    pictures.set(key, picture)
    return picture
  }

  function roomFor(name: string): Cell | undefined {
    const width = widthOf(name)
    const height = Math.ceil((lineHeight + 2 * nameMargin) * ratio)
    if (next.left + width > pageWidth) next = { left: 0, top: next.top + height }
    isFull = next.top + height > pageHeight
    if (isFull) return undefined
    const cell = { ...next, width, height }
    next = { left: next.left + width, top: next.top }
    return cell
  }

  function drawName(name: string, { left, top, width, height }: Cell, isImportant: boolean): void {
    const edge = nameMargin * ratio
    if (isImportant) drawPlate(left + edge, top + edge, width - 2 * edge, height - 2 * edge)
    const x = left + edge + padding * ratio
    const y = top + Math.round(baseline)
    context.strokeStyle = colours.outline
    context.lineWidth = outlinePixels * ratio
    context.strokeText(name, x, y)
    context.fillStyle = isImportant ? colours.important : colours.text
    context.fillText(name, x, y)
    drawnNow += 1
    send(source, context.getImageData(left, top, width, height), left, top)
  }

  function drawPlate(x: number, y: number, width: number, height: number): void {
    context.fillStyle = colours.plate
    context.beginPath()
    context.roundRect(x, y, width, height, plateRadius * ratio)
    context.fill()
  }
}

function newContext(): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement('canvas'), { width: pageWidth, height: pageHeight })
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.lineJoin = 'round'
  return context
}

// The page's own, so that names over the town look like those beside it.
function fontOf(host: HTMLElement): { style: string; size: number; family: string } {
  return { style: '600', size: 12, family: getComputedStyle(host).fontFamily }
}
