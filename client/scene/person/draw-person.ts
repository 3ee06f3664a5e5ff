import { heads, legs, sittingLegs, torsos } from './body.ts'
import { aprons, bands, scarves, skirts } from './clothes.ts'
import { dollHeight, dollWidth, type Part, type Side, type Step } from './doll.ts'
import { poseOf, type Gesture } from './gestures.ts'
import { beards, hairStyles } from './hair.ts'
import { hats } from './hats.ts'
import type { Look } from './look.ts'
import { toolPart, type Tool } from './tools.ts'

const outline = 0x33222b
const eyes = 0x2a1d26
// Of what is held, and an open mouth.
const always = [
  ['m', 0x7a2f36],
  ['M', 0xc0564f],
  ['w', 0xfdf7e8],
  ['z', 0xd3cfc8],
  ['Z', 0x86818d],
  ['n', 0x74473d],
  ['N', 0xc99561],
] as const
const shadowRows = [
  { y: 21, from: 4, to: 11 },
  { y: 22, from: 3, to: 12 },
  { y: 23, from: 4, to: 11 },
]
const shadowAlpha = 0x50
const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/** How somebody is to be drawn: seen from which side, doing what with their arms, on their feet or on a seat. */
export type Stance = { side: Side; gesture: Gesture; sits: boolean; tool: Tool }

/** Somebody who stands there and looks at us. */
export const atEase: Stance = { side: 'south', gesture: 'stand', sits: false, tool: 'none' }

const sitsLower = 3

/** Draws a person in one stance: 16 × 24 pixels as red, green, blue and alpha, with the shadow they cast on the ground. */
export function drawPerson(look: Look, stance: Stance): Uint8ClampedArray<ArrayBuffer> {
  const { side, gesture, sits } = stance
  const step = gesture === 'left' || gesture === 'right' ? gesture : 'stand'
  const pixels = new Uint32Array(dollWidth * dollHeight)
  const colours = coloursOf(look)
  // Feet apart, the body is a little lower.
  const sinks = sits ? sitsLower : step === 'stand' ? 0 : 1
  drawShadow(pixels)
  drawPart(pixels, colours, sits ? sittingLegs[side] : legs[side][step], sits ? sitsLower : 0)
  for (const part of upperParts(look, stance, step)) drawPart(pixels, colours, part, sinks)
  return new Uint8ClampedArray(pixels.buffer)
}

function upperParts(look: Look, { side, gesture, tool }: Stance, step: Step): Part[] {
  const pose = poseOf(gesture, side)
  const held = toolPart(tool, gesture, side)
  const outfits = {
    plain: [],
    bands: [bands[side]],
    apron: [aprons[side]],
    skirt: [skirts[side]],
    scarf: [scarves[side]],
  }
  const parts = [
    pose?.torso ?? torsos[side][step],
    ...outfits[look.outfit],
    heads[side],
    ...hairStyles[look.hairStyle][side],
  ]
  if (look.outfit === 'scarf') parts.push(scarves[side])
  if (look.beard) parts.push(beards[side])
  parts.push(...hats[look.hat][side], ...(pose?.over ?? []))
  return held === undefined ? parts : [...parts, held]
}

// By the code of a letter; 0 is see-through.
function coloursOf(look: Look): Uint32Array {
  const { skin, hair, top, second, trousers, boots, hatColour } = look
  const colours = new Uint32Array(128)
  const given = [
    ['o', outline],
    ['e', eyes],
    ['s', skin[0]],
    ['S', skin[1]],
    ['c', mix(skin[0], 0xe0685c)],
    ['h', hair[0]],
    ['H', hair[1]],
    ['t', top[0]],
    ['T', top[1]],
    ['a', second[0]],
    ['A', second[1]],
    ['p', trousers[0]],
    ['P', trousers[1]],
    ['b', boots[0]],
    ['B', boots[1]],
    ['y', hatColour[0]],
    ['Y', hatColour[1]],
    ['r', second[1]],
    ...always,
  ] as const
  for (const [letter, colour] of given) colours[letter.charCodeAt(0)] = pixelOf(colour, 0xff)
  return colours
}

// The four bytes of a pixel as one number, in this machine's order.
function pixelOf(colour: number, alpha: number): number {
  const [red, green, blue] = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]
  const pixel = isLittleEndian
    ? (alpha << 24) | (blue << 16) | (green << 8) | red
    : (red << 24) | (green << 16) | (blue << 8) | alpha
  return pixel >>> 0
}

function mix(a: number, b: number): number {
  const part = (shift: number) => (((((a >> shift) & 0xff) * 3 + ((b >> shift) & 0xff)) >> 2) & 0xff) << shift
  return part(16) | part(8) | part(0)
}

function drawShadow(pixels: Uint32Array): void {
  const shadow = pixelOf(0, shadowAlpha)
  for (const { y, from, to } of shadowRows) pixels.fill(shadow, y * dollWidth + from, y * dollWidth + to + 1)
}

function drawPart(pixels: Uint32Array, colours: Uint32Array, { rows, top }: Part, sinks: number): void {
  const rowsShown = Math.min(rows.length, dollHeight - top - sinks)
  for (let at = 0; at < rowsShown; at++) {
    const row = rows[at]!
    const left = (top + at + sinks) * dollWidth
    for (let x = 0; x < dollWidth; x++) {
      const colour = colours[row.charCodeAt(x)]!
      if (colour !== 0) pixels[left + x] = colour
    }
  }
}
