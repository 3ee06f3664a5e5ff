import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { View } from '#client/scene/camera.ts'
import type { Figure } from '#client/scene/figures.ts'
import { cssScale } from './label-layer.ts'
import { hideCollisions } from './collisions.ts'

const namesMax = 160
const nameZoomMin = 2
const nameHeight = 16
const tidyEveryMs = 200

/** A name under somebody's feet; the box is where it stands, in the layer's pixels. */
export type NameLabel = {
  element: HTMLElement
  text: string
  width: number
  x: number
  y: number
  important: boolean
  hidden: boolean
  drawnAt: number
}

/** Writes names under people's feet, from a zoom at which there is room; elements are kept and used again. */
export function createNames(store: Store, parent: HTMLElement) {
  const layer = parent.appendChild(document.createElement('div'))
  const labels = new Map<AgentId, NameLabel>()
  const spare: NameLabel[] = []
  const measure = createMeasure(parent)
  let frame = 0
  let tidiedAt = 0
  return { draw }

  function draw(figures: readonly Figure[], view: View, hovered: AgentId | undefined, now: Millis): void {
    frame += 1
    const named = store.zoom.peek() >= nameZoomMin
    const selected = store.selected.peek()
    for (const figure of figures) {
      const { id } = figure.resident
      const important = id === selected || id === hovered
      if (important || (named && (labels.has(id) || labels.size < namesMax))) place(figure, view, important)
    }
    for (const [id, label] of labels) if (label.drawnAt !== frame) putAside(id, label)
    if (now - tidiedAt < tidyEveryMs) return
    tidiedAt = now
    hideCollisions([...labels.values()], nameHeight)
  }

  function place({ resident, feet }: Figure, view: View, important: boolean): void {
    const label = labels.get(resident.id) ?? takeLabel(resident.id)
    label.drawnAt = frame
    if (label.text !== resident.name) write(label, resident.name)
    if (label.important !== important) label.element.classList.toggle('important', important)
    label.important = important
    const scale = cssScale(view)
    const x = Math.round(feet.x * scale - label.width / 2)
    const y = Math.round((feet.y + 3) * scale)
    if (x === label.x && y === label.y) return
    label.x = x
    label.y = y
    label.element.style.transform = `translate(${x}px, ${y}px)`
  }

  function write(label: NameLabel, text: string): void {
    label.text = text
    label.element.textContent = text
    label.width = measure(text)
  }

  function takeLabel(id: AgentId): NameLabel {
    const label = spare.pop() ?? newLabel(layer)
    label.element.style.display = ''
    label.hidden = false
    label.element.classList.remove('hidden')
    labels.set(id, label)
    return label
  }

  function putAside(id: AgentId, label: NameLabel): void {
    label.element.style.display = 'none'
    labels.delete(id)
    spare.push(label)
  }
}

function newLabel(layer: HTMLElement): NameLabel {
  const element = document.createElement('div')
  element.className = 'name'
  layer.append(element)
  return { element, text: '', width: 0, x: NaN, y: NaN, important: false, hidden: false, drawnAt: 0 }
}

// Measured on a canvas, since asking an element for its width would lay the page out again for each name.
function createMeasure(parent: HTMLElement): (text: string) => number {
  const probe = parent.appendChild(document.createElement('div'))
  probe.className = 'name'
  const { font, paddingLeft, paddingRight } = getComputedStyle(probe)
  const context = document.createElement('canvas').getContext('2d')!
  context.font = font
  const padding = parseFloat(paddingLeft) + parseFloat(paddingRight)
  probe.remove()
  return (text) => Math.ceil(context.measureText(text).width + padding)
}
