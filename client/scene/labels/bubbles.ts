import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { View } from '#client/scene/camera.ts'
import { figureHeight, type Figure } from '#client/scene/figures.ts'
import { isBubbleShown } from '#world/doing'
import { cssScale } from './label-layer.ts'
import { stack, type Room } from './stack.ts'

const bubblesMax = 24
const edge = 6
const nameHeight = 22

/** What somebody says and where it is drawn, in the layer's pixels. */
export type Bubble = {
  element: HTMLElement
  text: string
  saidAt: Millis
  width: number
  height: number
  /** The speaker: from the top of the head to below the name. */
  speakerX: number
  speakerTop: number
  speakerBottom: number
  left: number
  top: number
  stance: 'above' | 'below' | 'hidden'
  drawn: string
  drawnAt: number
}

/** Writes what people say, above their heads where there is room: of too many the newest, never one over another. */
export function createBubbles(parent: HTMLElement) {
  const layer = parent.appendChild(document.createElement('div'))
  const bubbles = new Map<AgentId, Bubble>()
  const watchSize = createSizes()
  let frame = 0
  return { draw }

  function draw(figures: readonly Figure[], view: View, moment: Millis): void {
    frame += 1
    for (const figure of newestSpeakers(figures, moment)) aim(write(figure), figure, view)
    for (const [id, bubble] of bubbles) if (bubble.drawnAt !== frame) remove(id, bubble)
    const known = [...bubbles.values()].filter(({ height }) => height > 0)
    stack(known, roomIn(view))
    for (const bubble of known) place(bubble)
  }

  function write({ resident }: Figure): Bubble {
    let bubble = bubbles.get(resident.id)
    if (bubble === undefined) {
      bubbles.set(resident.id, (bubble = newBubble(layer)))
      watchSize(bubble)
    }
    if (bubble.text === resident.said && bubble.saidAt === resident.saidAt) return bubble
    bubble.text = resident.said
    bubble.saidAt = resident.saidAt
    bubble.element.firstElementChild!.textContent = resident.said
    return bubble
  }

  function aim(bubble: Bubble, { feet }: Figure, view: View): void {
    const scale = cssScale(view)
    bubble.drawnAt = frame
    bubble.speakerX = Math.round(feet.x * scale)
    bubble.speakerTop = Math.round((feet.y - figureHeight) * scale)
    bubble.speakerBottom = Math.round(feet.y * scale) + nameHeight
  }

  function remove(id: AgentId, bubble: Bubble): void {
    bubble.element.remove() // who observes it forgets it
    bubbles.delete(id)
  }
}

function newestSpeakers(figures: readonly Figure[], moment: Millis): Figure[] {
  const speakers = figures.filter(({ resident }) => isBubbleShown(resident, moment))
  if (speakers.length <= bubblesMax) return speakers
  return speakers.sort((a, b) => b.resident.saidAt - a.resident.saidAt).slice(0, bubblesMax)
}

function roomIn({ corner, ratio, width }: View): Room {
  return { left: corner.x / ratio + edge, right: (corner.x + width) / ratio - edge, top: corner.y / ratio + edge }
}

function newBubble(layer: HTMLElement): Bubble {
  const element = document.createElement('div')
  element.className = 'bubble'
  element.dataset['stance'] = 'hidden'
  element.append(document.createElement('p'))
  layer.append(element)
  const said = { text: '', saidAt: 0, width: 0, height: 0 }
  const place = { speakerX: 0, speakerTop: 0, speakerBottom: 0, left: 0, top: 0, stance: 'hidden' as const }
  return { element, ...said, ...place, drawn: '', drawnAt: 0 }
}

/**
 * Keeps the sizes of bubbles, 0 until they are known. The browser tells them after it has laid out a frame: asking would
 * make it lay out the page at once.
 */
function createSizes(): (bubble: Bubble) => void {
  const watched = new WeakMap<Element, Bubble>()
  const observer = new ResizeObserver((entries) => {
    for (const { target, borderBoxSize } of entries) {
      const { inlineSize = 0, blockSize = 0 } = borderBoxSize[0] ?? {}
      Object.assign(watched.get(target)!, { width: Math.ceil(inlineSize), height: Math.ceil(blockSize) })
    }
  })
  return (bubble) => {
    watched.set(bubble.element, bubble)
    observer.observe(bubble.element, { box: 'border-box' })
  }
}

function place(bubble: Bubble): void {
  const { element, left, top, stance } = bubble
  const tail = bubble.speakerX - left
  const drop = bubble.speakerTop - top - bubble.height
  const drawn = `${stance},${left},${top},${tail},${drop}`
  if (drawn === bubble.drawn) return
  bubble.drawn = drawn
  element.dataset['stance'] = stance
  element.style.transform = `translate(${left}px, ${top}px)`
  element.style.setProperty('--tail', `${tail}px`)
  element.style.setProperty('--drop', `${drop}px`)
}
