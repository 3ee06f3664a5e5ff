import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { drawMinimap } from '#client/scene/minimap-picture.ts'
import { lookAt } from '#client/state/choose.ts'
import { positionOf } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'

const pixelsPerTile = 2

/** The whole town, small: everyone as a dot, the view as a frame. A press moves the view there. */
export function Minimap({ store }: { store: Store }) {
  const picture = useRef<HTMLCanvasElement>(null)
  const dots = useRef<HTMLCanvasElement>(null)
  useSignalEffect(() => {
    if (store.town.value !== undefined) drawMinimap(picture.current!, store.town.value, pixelsPerTile)
  })
  useSignalEffect(() => {
    if (store.town.value !== undefined) drawDots(store, dots.current!)
  })
  const grid = store.town.value?.map.grid
  if (grid === undefined) return null
  const size = { width: grid.width * pixelsPerTile, height: grid.height * pixelsPerTile }

  function go(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if ((event.buttons & 1) === 0) return
    const box = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * grid!.width
    const y = ((event.clientY - box.top) / box.height) * grid!.height
    lookAt(store, { x: x - 0.5, y: y - 1 })
  }

  return (
    // Keys move the view on the town itself, so this is for pointers only.
    <div class="minimap" aria-hidden="true" onPointerDown={go} onPointerMove={go}>
      <canvas ref={picture} {...size} />
      <canvas ref={dots} {...size} />
      <Frame store={store} grid={grid} />
    </div>
  )
}

function Frame({ store, grid }: { store: Store; grid: { width: number; height: number } }) {
  const { x, y, width, height } = store.seen.value
  const across = (tiles: number) => `${(Math.max(0, Math.min(grid.width, tiles)) / grid.width) * 100}%`
  const down = (tiles: number) => `${(Math.max(0, Math.min(grid.height, tiles)) / grid.height) * 100}%`
  const place = { left: across(x), top: down(y), width: across(width), height: down(height) }
  return <div class="minimap-frame" style={place} />
}

function drawDots(store: Store, canvas: HTMLCanvasElement): void {
  const moment = store.second.value
  const selected = store.selected.value
  const context = canvas.getContext('2d')!
  context.clearRect(0, 0, canvas.width, canvas.height)
  for (const [id, signal] of store.residents) {
    const { x, y } = positionOf(signal.peek(), moment)
    const size = id === selected ? 5 : 3
    context.fillStyle = '#2b2026'
    context.fillRect(x * pixelsPerTile - 1, y * pixelsPerTile - 1, size + 1, size + 1)
    context.fillStyle = id === selected ? '#ffd23f' : '#fff'
    context.fillRect(x * pixelsPerTile, y * pixelsPerTile, size - 1, size - 1)
  }
}
