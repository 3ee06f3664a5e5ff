import { Container, WebGLRenderer } from 'pixi.js'
import 'pixi.js/unsafe-eval'
import type { Town } from '#client/net/town.ts'
import { momentShown } from '#client/state/moments.ts'
import { positionOf } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import { createAir } from './air.ts'
import { createCamera, type Camera, type Point } from './camera.ts'
import { createCircles } from './circles.ts'
import { createCoins } from './coins.ts'
import { conversationsOf, turnToOneAnother } from './conversations.ts'
import { createCrowns } from './crowns.ts'
import { effectsIn } from './effects.ts'
import { feetAt, figureAt, figuresIn, type Figure } from './figures.ts'
import { createFollowing } from './following.ts'
import { everyFrame } from './frames.ts'
import { createGlyphs } from './glyphs.ts'
import { groundOf } from './ground.ts'
import { createKeyboard } from './keyboard.ts'
import { createLabels } from './labels/labels.ts'
import { createLife } from './life/life.ts'
import { createLight } from './light/light.ts'
import { createNotes } from './notes.ts'
import { createPeople } from './people.ts'
import { createPointer } from './pointer.ts'
import { createRing } from './ring.ts'
import { watchScreen, type Screen } from './screen.ts'
import { seatsOf } from './seats.ts'
import { createSendPart } from './send-part.ts'
import { placeUnder, tellSeen } from './seen.ts'
import { createPostures } from './stances.ts'
import { createTownLayers } from './town-layers.ts'
import { createWays } from './ways.ts'
import { createWeather } from './weather/weather.ts'

const beyondTown = '#24382e'
/**
 * The shader asks for each pixel which texture of its batch it takes. Drawn in software all of them are asked, so that
 * sixteen, as pixi.js would take, halve the frames a second; a graphics card doesn't mind the few more draw calls.
 */
const texturesPerBatch = 4

/** A canvas that can be drawn on. */
export type Drawing = { canvas: HTMLCanvasElement; renderer: WebGLRenderer; screen: () => Screen }

/** Opens a canvas in `host`, which can be done before the town is known. Rejects when this browser can't draw with WebGL. */
export async function openDrawing(host: HTMLElement): Promise<Drawing> {
  const canvas = host.appendChild(newCanvas())
  const renderer = new WebGLRenderer()
  await renderer.init({ canvas, background: beyondTown, antialias: false, resolution: 1, skipExtensionImports: true })
  renderer.limits.maxBatchableTextures = texturesPerBatch
  const screen = watchScreen(host)
  renderer.resize(screen().width, screen().height)
  // The graphics card takes a while to be ready for the first picture, which is better spent before there is one.
  renderer.render(new Container())
  return { canvas, renderer, screen }
}

/** Draws the town into `host` for as long as the page is open, as the store has it. */
export function startScene(store: Store, town: Town, host: HTMLElement, drawing: Drawing): void {
  const { canvas, renderer, screen } = drawing
  const camera = createCamera(store, sizeOf(town), feetAt(town.map.spawn, town.map.tilePixels))
  const drawTown = createTown(store, town, host, camera, drawing)
  everyFrame((now, sinceMs) => {
    // A resized canvas is blank, so it is resized only when it is drawn at once.
    const { width, height, ratio } = screen()
    if (width !== canvas.width || height !== canvas.height) renderer.resize(width, height)
    camera.setScreen(width, height, ratio)
    renderer.render(drawTown(now, sinceMs))
  })
}

function createTown(store: Store, town: Town, host: HTMLElement, camera: Camera, { canvas, renderer }: Drawing) {
  const send = createSendPart(renderer)
  const { tilePixels } = town.map
  const under = createTownLayers(town, ['ground', 'buildings'])
  const ring = createRing()
  const circles = createCircles()
  const over = createTownLayers(town, ['tops'])
  const crowns = createCrowns(town)
  const effects = effectsIn(town)
  const groundAt = groundOf(town)
  const people = createPeople(store, send, createPostures(town.map, seatsOf(effects, tilePixels)))
  const life = createLife(effects, { ...sizeOf(town), groundAt, tilePixels })
  const weather = createWeather(groundAt)
  const light = createLight(effects)
  const glyphs = createGlyphs()
  const coins = createCoins(store)
  const notes = createNotes(store, effects)
  const labels = createLabels(store, town, host, send)
  const following = createFollowing(camera)
  const keyboard = createKeyboard(host, camera, store)
  const pointer = createPointer(canvas, camera, store, { agent: pickAgent, place: pickPlace })
  const ways = createWays(tilePixels)
  const airAt = createAir(store)
  const stage = new Container()
  stage.addChild(
    under.layer,
    notes.layer,
    life.ground,
    weather.ground,
    circles.layer,
    ring.layer,
    people.layer,
    over.layer,
    crowns.layer,
  )
  stage.addChild(life.air, weather.air, light.layer, life.dark, ways.layer, glyphs.layer, coins.layer)
  const picture = new Container()
  picture.addChild(stage, labels.layer)
  let figures: Figure[] = []
  return draw

  function draw(now: Millis, sinceMs: Millis): Container {
    const moment = momentShown(store)
    moveCamera(now, sinceMs, moment)
    const air = airAt(moment, now)
    const view = camera.view()
    tellSeen(store, view, tilePixels)
    figures = figuresIn(store, view, tilePixels, moment)
    const talks = conversationsOf(figures)
    for (const talk of talks) turnToOneAnother(talk)
    stage.scale.set(view.scale)
    stage.position.set(-view.corner.x, -view.corner.y)
    under.draw(view, air)
    over.draw(view, air)
    crowns.draw(view, air)
    ring.draw(selectedFigure(figures, store), view)
    circles.draw(talks, view, air)
    ways.draw(store, view, moment)
    people.draw(figures, view, air)
    light.draw(view, air)
    life.draw(figures, view, air)
    weather.draw(view, air)
    glyphs.draw(figures, view, moment)
    coins.draw(figures, view, air)
    notes.draw()
    labels.draw(figures, view, pointer.hovered(), moment)
    return picture
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

  function pickAgent(point: Point, reach = 4): AgentId | undefined {
    const { scale, ratio } = camera.view()
    return figureAt(figures, camera.toTown(point), (reach * ratio) / scale)?.resident.id
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
    'The town. Arrow keys move the view, plus and minus zoom, N goes to the next agent in view, Enter follows it.',
  )
  return canvas
}
