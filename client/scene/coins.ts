import { computed } from '@preact/signals'
import { CanvasSource, Container, Rectangle, Sprite, Texture } from 'pixi.js'
import { cream, gold, ink, red, white, type Colour } from '#client/art/palette.ts'
import type { News } from '#client/state/news.ts'
import type { Store } from '#client/state/store.ts'
import type { Air } from './air.ts'
import type { View } from './camera.ts'
import { coinArt, coinSize, digitArt, digitHeight, digitWidth } from './coin-art.ts'
import { figureHeight, type Figure } from './figures.ts'

const shownMs = 2_600
const turnMs = 90
const risePixels = 22
const sideStep = 5
const shownMax = 40

type Turn = keyof typeof coinArt
const turns: readonly Turn[] = ['whole', 'narrow', 'edge', 'narrow']

/**
 * Draws what agents are given and lose: a coin that rises over the head, or falls, and how much it is. It is a function
 * of the news and the moment, so that the past shows it again; whoever asks for less motion sees the coin stand.
 */
export function createCoins(store: Store) {
  const layer = new Container()
  const judgements = computed(() => store.news.lines.value.filter(({ money }) => money !== undefined))
  const coins = coinTextures()
  const amounts = new Map<string, Texture>()
  const sprites: Sprite[] = []
  return { layer, draw }

  function draw(figures: readonly Figure[], view: View, air: Air): void {
    const shown = judgements.peek().filter(({ at }) => air.at >= at && air.at < at + shownMs)
    let used = 0
    for (const line of shown.slice(0, shownMax)) {
      const figure = figures.find(({ resident }) => resident.id === line.agentId)
      if (figure === undefined) continue
      put(line, figure, view, air, [spriteAt(used), spriteAt(used + 1)])
      used += 2
    }
    for (let at = used; at < sprites.length; at++) sprites[at]!.visible = false
    if (shown.length === 0) forgetAmounts()
  }

  function put(
    line: News,
    { feet }: Figure,
    { scale }: View,
    { at, still }: Air,
    [coin, amount]: [Sprite, Sprite],
  ): void {
    const money = line.money!
    const part = (at - line.at) / shownMs
    const x = Math.round((feet.x + ((line.position % 3) - 1) * sideStep) * scale) / scale
    const y = Math.round((feet.y - figureHeight - heightAt(part, money, still)) * scale) / scale
    const alpha = still ? 1 : Math.min(1, (1 - part) * 4)
    const turn = still ? 'whole' : turns[Math.floor((at - line.at) / turnMs) % turns.length]!
    Object.assign(coin, { texture: coins[turn], alpha, visible: true })
    Object.assign(amount, { texture: amountTexture(money), alpha, visible: true })
    coin.position.set(x, y)
    amount.position.set(x, y - coinSize - 1)
  }

  function spriteAt(at: number): Sprite {
    return (sprites[at] ??= layer.addChild(new Sprite({ texture: Texture.EMPTY, anchor: { x: 0.5, y: 1 } })))
  }

  function amountTexture(money: string): Texture {
    const known = amounts.get(money)
    if (known !== undefined) return known
    const texture = drawAmount(money)
    amounts.set(money, texture)
    return texture
  }

  function forgetAmounts(): void {
    if (amounts.size === 0) return
    for (const sprite of sprites) sprite.texture = Texture.EMPTY
    for (const texture of amounts.values()) texture.destroy(true)
    amounts.clear()
  }
}

/** How high over the head a coin is: what is given goes up, what is taken comes down. */
function heightAt(part: number, money: string, still: boolean): number {
  if (still) return risePixels / 2
  const eased = 1 - (1 - part) ** 3
  return money.startsWith('-') ? risePixels * (1 - part ** 2) - 4 : 2 + risePixels * eased
}

function coinTextures(): Record<Turn, Texture> {
  const context = newContext(turns.length * coinSize, coinSize)
  const colours: Record<string, Colour> = { k: ink, y: gold[0], Y: gold[1], w: white }
  const source = new CanvasSource({ resource: context.canvas, scaleMode: 'nearest' })
  return { whole: textureAt(0, 'whole'), narrow: textureAt(1, 'narrow'), edge: textureAt(2, 'edge') }

  function textureAt(at: number, turn: Turn): Texture {
    drawRows(context, coinArt[turn], at * coinSize, 0, colours)
    return new Texture({ source, frame: new Rectangle(at * coinSize, 0, coinSize, coinSize) })
  }
}

// Written in dark first, a pixel to each side, so that it can be read on any ground.
function drawAmount(money: string): Texture {
  const context = newContext(money.length * (digitWidth + 1) + 1, digitHeight + 2)
  const colour = money.startsWith('-') ? red[2] : cream
  const around = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y] as const))
  for (const [x, y] of around) writeDigits(context, money, x, y, ink)
  writeDigits(context, money, 0, 0, colour)
  return new Texture({ source: new CanvasSource({ resource: context.canvas, scaleMode: 'nearest' }) })
}

function writeDigits(context: CanvasRenderingContext2D, text: string, dx: number, dy: number, colour: Colour): void {
  ;[...text].forEach((letter, at) => {
    const rows = digitArt[letter] ?? []
    drawRows(context, rows, 1 + at * (digitWidth + 1) + dx, 1 + dy, { '#': colour })
  })
}

function newContext(width: number, height: number): CanvasRenderingContext2D {
  return Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!
}

function drawRows(
  context: CanvasRenderingContext2D,
  rows: readonly string[],
  left: number,
  top: number,
  colours: Record<string, Colour>,
): void {
  rows.forEach((row, y) => {
    ;[...row].forEach((letter, x) => {
      const colour = colours[letter]
      if (colour === undefined) return
      context.fillStyle = `#${colour.toString(16).padStart(8, '0')}`
      context.fillRect(left + x, top + y, 1, 1)
    })
  })
}
