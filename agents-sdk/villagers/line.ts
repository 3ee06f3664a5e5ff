import { limits } from '#kernel/limits'
import { pick } from './chance.ts'
import type { Part } from './memory.ts'
import { valuesOf, type Scene, type Values } from './scene.ts'

/** What a villager is about to say. */
export type Line = {
  text: string
  parts: Part[]
  /** Whether it ends with a question to the other. */
  asks: boolean
  /** Whether it takes leave. */
  leaves: boolean
}

/** Fills the places of a template; undefined when a value is missing. A place written with a capital gets a capital. */
export function fill(template: string, values: Values): string | undefined {
  let isComplete = true
  const text = template.replace(/\{(\w)(\w*)\}/g, (_, first: string, rest: string) => {
    const value = values[first.toLowerCase() + rest] ?? ''
    if (value === '') isComplete = false
    return first === first.toLowerCase() ? value : value.charAt(0).toUpperCase() + value.slice(1)
  })
  return isComplete ? text : undefined
}

/** One sentence of several templates that is fresh in this scene, rather one of a template not used lately; or none. */
export function choose(
  scene: Scene,
  templates: readonly string[],
  you?: string,
  values: Values = {},
): Part | undefined {
  const { memory, chance, moment } = scene
  const all = { ...valuesOf(scene, you), ...values }
  const fresh: Part[] = []
  for (const template of templates) {
    const text = fill(template, all)
    if (text !== undefined && memory.isFresh(text, moment.at)) fresh.push({ text, from: template })
  }
  const unworn = fresh.filter((part) => !memory.isWorn(part.from, moment.at))
  return pick(chance, unworn.length > 0 ? unworn : fresh)
}

/** As `choose`, but only while nothing was said lately about the same matter. */
export function chooseOnce(
  scene: Scene,
  about: string,
  templates: readonly string[],
  you?: string,
  values: Values = {},
): Part | undefined {
  if (scene.memory.isWorn(about, scene.moment.at)) return undefined
  const part = choose(scene, templates, you, values)
  return part === undefined ? undefined : { ...part, about }
}

/** Puts sentences together, as many as fit into one say; `you` is called by name once. */
export function lineOf(parts: readonly (Part | undefined)[], leaves = false, you?: string): Line | undefined {
  const kept: Part[] = []
  let text = ''
  for (const part of parts) {
    if (part === undefined) continue
    const words = you !== undefined && text.includes(you) ? part.text.replaceAll(`, ${you}`, '') : part.text
    const longer = text === '' ? words : `${text} ${words}`
    if (longer.length > limits.sayCharsMax) continue
    text = longer
    kept.push(part)
  }
  return text === '' ? undefined : { text, parts: kept, asks: text.endsWith('?'), leaves }
}
