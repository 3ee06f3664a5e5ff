import { Application, Assets, Sprite, type Texture } from 'pixi.js'
import { Viewport } from 'pixi-viewport'
import { createPeople, type World } from './people.ts'

const tilePixels = 16
const zoomMax = 6

// The page as one would write it first: everything in the scene, an interpolated sprite and a text for each agent. The
// address says how large the canvas is and what is in its middle, so that it shows the same part as the viewer.
const asked = new URLSearchParams(location.search)
const askedNumber = (name: string, fallback: number) => Number(asked.get(name) ?? fallback)
const [width, height] = [askedNumber('width', innerWidth), askedNumber('height', innerHeight)]

const app = new Application()
await app.init({ width, height, background: '#24382e', antialias: false, preference: 'webgl' })
document.body.append(app.canvas)
Assets.setPreferences({ preferWorkers: false }) // what a worker fetches, the bench can't count
const picture = await Assets.load<Texture>({ src: './town.png', data: { scaleMode: 'nearest' } })
const viewport = addViewport()
const people = createPeople(viewport, tilePixels)
app.ticker.add(() => people.draw(performance.now()))
const socket = new WebSocket(location.origin.replace('http', 'ws'))
socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
  people.hear(JSON.parse(data) as World, performance.now())
  document.documentElement.dataset['village'] = 'live'
})

function addViewport(): Viewport {
  const { width: worldWidth, height: worldHeight } = picture
  const size = { screenWidth: width, screenHeight: height, worldWidth, worldHeight }
  const viewport = new Viewport({ ...size, events: app.renderer.events })
  viewport.drag().pinch().wheel().decelerate().clamp({ direction: 'all', underflow: 'center' })
  viewport.addChild(new Sprite(picture))
  app.stage.addChild(viewport)
  const middle = { x: askedNumber('x', worldWidth / 2), y: askedNumber('y', worldHeight / 2) }
  let zoom = askedNumber('zoom', 2)
  look()
  window.addEventListener('keydown', ({ key }) => {
    if (key === '+') zoom = Math.min(zoomMax, zoom + 1)
    if (key === '-') zoom = Math.max(1, zoom - 1)
    look()
  })
  return viewport

  function look(): void {
    viewport.setZoom(zoom)
    viewport.moveCenter(middle.x, middle.y)
  }
}
