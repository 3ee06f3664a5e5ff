import { Container, WebGLRenderer } from 'pixi.js'
import 'pixi.js/unsafe-eval'
import type { Town } from '#client/net/town.ts'
import { momentShown, townMinuteAt } from '#client/state/moments.ts'
import { positionOf } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import { createCamera, type Camera, type Point } from './camera.ts'
import { conversationsOf, turnToOneAnother } from './conversations.ts'
import { effectsIn } from './effects.ts'
import { feetAt, figureAt, figuresIn, type Figure } from './figures.ts'
import { createFollowing } from './following.ts'
import { everyFrame } from './frames.ts'
import { createGlyphs } from './glyphs.ts'
import { createKeyboard } from './keyboard.ts'
import { createLabels } from './labels/labels.ts'
import { createLife } from './life/life.ts'
import { createLight } from './light/light.ts'
import { createPeople } from './people.ts'
import { createPointer } from './pointer.ts'
import { createRing } from './ring.ts'
import { watchScreen } from './screen.ts'
import { placeUnder, tellSeen } from './seen.ts'
import { createTownLayers } from './town-layers.ts'
import { createWays } from './ways.ts'

const beyondTown = '#24382e'

/**
 * Draws the town into `host` for as long as the page is open, as the store has it. Rejects when this browser can't draw
 * with WebGL.
 */
export async function startScene(store: Store, town: Town, host: HTMLElement): Promise<void> {
  const canvas = host.appendChild(newCanvas())
  const renderer = new WebGLRenderer()
  await renderer.init({ canvas, background: beyondTown, antialias: false, resolution: 1, skipExtensionImports: true })
  const camera = createCamera(store, sizeOf(town), feetAt(town.map.spawn, town.map.tilePixels))
  const screen = watchScreen(host)
  const drawTown = createTown(store, town, host, camera, canvas)
  everyFrame((now, sinceMs) => {
    // A resized canvas is blank, so it is resized only when it is drawn at once.
    const { width, height, ratio } = screen()
    if (width !== canvas.width || height !== canvas.height) renderer.resize(width, height)
    camera.setScreen(width, height, ratio)
    renderer.render(drawTown(now, sinceMs))
  })
}

function createTown(store: Store, town: Town, host: HTMLElement, camera: Camera, canvas: HTMLCanvasElement) {
  const { tilePixels } = town.map
  const under = createTownLayers(town, ['ground', 'buildings'])
  const ring = createRing()
  const people = createPeople(store)
  const over = createTownLayers(town, ['tops'])
  const effects = effectsIn(town)
  const life = createLife(effects, sizeOf(town), tilePixels)
  const light = createLight(effects)
  const glyphs = createGlyphs()
  const labels = createLabels(store, town, host)
  const following = createFollowing(camera)
  const keyboard = createKeyboard(host, camera, store)
  const pointer = createPointer(canvas, camera, store, { agent: pickAgent, place: pickPlace })
  const ways = createWays(tilePixels)
  const stage = new Container()
  stage.addChild(under.layer, life.ground, ring.layer, people.layer, over.layer, life.air)
  stage.addChild(light.layer, life.dark, ways.layer, glyphs.layer)
  let figures: Figure[] = []
  return draw

  function draw(now: Millis, sinceMs: Millis): Container {
    const moment = momentShown(store)
    moveCamera(now, sinceMs, moment)
    const view = camera.view()
    tellSeen(store, view, tilePixels)
    figures = figuresIn(store, view, tilePixels, moment)
    const talks = conversationsOf(figures)
    for (const talk of talks) turnToOneAnother(talk)
    stage.scale.set(view.scale)
    stage.position.set(-view.corner.x, -view.corner.y)
    under.draw(view)
    over.draw(view)
    ring.draw(selectedFigure(figures, store), view)
    ways.draw(store, talks, view, moment)
    people.draw(figures, view, moment)
    const dark = light.draw(view, townMinuteAt(store, moment), now)
    life.draw(figures, view, { moment, dark })
    glyphs.draw(figures, view, moment)
    labels.draw(figures, view, pointer.hovered(), { now, moment })
    return stage
  }

  function moveCamera(now: Millis, sinceMs: Millis, moment: Millis): void {
    keyboard.pan(sinceMs, camera.view().ratio)
    const wish = store.wish.peek()
    if (wish !== undefined) camera.lookAt(feetAt(wish, tilePixels))
    store.wish.value = undefined
    const id = store.selected.peek()
    const resident = id === undefined ? undefined : store.residents.get(id)?.peek()
    if (resident === undefined || !store.following.peek()) following.let()
    else following.keepOn(resident.id, feetAt(positionOf(resident, moment), tilePixels), now)
  }

  function pickPlace(point: Point): PlaceId | undefined {
    return placeUnder(town.map, camera.toTown(point))?.id
  }

  function pickAgent(point: Point): AgentId | undefined {
    const { scale, ratio } = camera.view()
    return figureAt(figures, camera.toTown(point), (4 * ratio) / scale)?.resident.id
  }
}

function selectedFigure(figures: readonly Figure[], store: Store): Figure | undefined {
  const id = store.selected.peek()
  return id === undefined ? undefined : figures.find(({ resident }) => resident.id === id)
}

function sizeOf({ tiled }: Town): { width: number; height: number } {
  return { width: tiled.width * tiled.tilewidth, height: tiled.height * tiled.tileheight }
}

function newCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.tabIndex = 0
  canvas.setAttribute('role', 'application')
  canvas.setAttribute(
    'aria-label',
    'The town. Arrow keys move the view, plus and minus zoom. The list of agents says who is there and what they do.',
  )
  return canvas
}
