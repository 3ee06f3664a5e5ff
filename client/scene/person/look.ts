import type { hairStyles } from './hair.ts'
import type { hats } from './hats.ts'

/** Two shades of one colour, as 0xRRGGBB: lit and in shadow. */
export type Shades = readonly [number, number]

/** How someone looks; a seed always gives the same. */
export type Look = {
  skin: Shades
  hair: Shades
  top: Shades
  second: Shades
  trousers: Shades
  boots: Shades
  hatColour: Shades
  hairStyle: keyof typeof hairStyles
  hat: keyof typeof hats
  outfit: 'plain' | 'bands' | 'apron' | 'skirt' | 'scarf'
  beard: boolean
}

const skins: Shades[] = [
  [0xf7d7b5, 0xe0b08c],
  [0xf0c297, 0xd29a6e],
  [0xdca06d, 0xb97c4d],
  [0xc08552, 0x9b633b],
  [0xa06a45, 0x7b4d31],
  [0x815339, 0x613c2a],
]
const hairs: Shades[] = [
  [0x3b2a2a, 0x281c20],
  [0x5a3825, 0x40261c],
  [0x8a5530, 0x683c22],
  [0xb9773a, 0x8f5629],
  [0xe0b357, 0xb98a3c],
  [0xc2502f, 0x943722],
  [0xd8d2c4, 0xaaa397],
  [0x4a4e63, 0x343748],
  [0x7b4a78, 0x5b345a],
  [0x3f7a7a, 0x2b5a5e],
]
const cloths: Shades[] = [
  [0xd15b4a, 0xa63f3a],
  [0xe58a3c, 0xbd6a2c],
  [0xf0c453, 0xc79a37],
  [0x7fae4c, 0x5c8a3c],
  [0x3f8f6b, 0x2c6d56],
  [0x4ba3b5, 0x347e94],
  [0x4a78c2, 0x375a9c],
  [0x7c62b8, 0x5d4792],
  [0xc56a9a, 0x9c4d7a],
  [0xefe6d2, 0xcdbfa5],
  [0x8b8f9c, 0x686c7c],
  [0x9a6b48, 0x784f35],
]
const trouserCloths: Shades[] = [
  [0x46557f, 0x343f62],
  [0x5b4636, 0x443328],
  [0x4b4b55, 0x37373f],
  [0x6b6f4a, 0x515538],
  [0x7a4a43, 0x5c3633],
  [0x8a7a62, 0x6a5c4a],
]
const leathers: Shades[] = [
  [0x5a3d2b, 0x432c20],
  [0x3a3238, 0x2a242a],
  [0x7a4b32, 0x5b3624],
]
const straws: Shades = [0xe8c877, 0xc49f55]
const creams: Shades = [0xf6eedd, 0xd5c8b0]

const someHairStyles = ['short', 'short', 'long', 'long', 'bun', 'spiky', 'curly', 'curly', 'bald'] as const
const someHats = ['none', 'none', 'none', 'none', 'none', 'straw', 'wool', 'cap'] as const
const someOutfits = ['plain', 'plain', 'bands', 'apron', 'skirt', 'scarf'] as const

/** The look that a seed of 32 bits stands for. */
export function lookOf(seed: number): Look {
  const next = numbersFrom(seed)
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)]!
  const hat = pick(someHats)
  const hairStyle = pick(someHairStyles)
  const outfit = pick(someOutfits)
  const top = pick(cloths)
  return {
    skin: pick(skins),
    hair: pick(hairs),
    top,
    second: outfit === 'apron' ? creams : pick(cloths.filter((cloth) => cloth !== top)),
    trousers: pick(trouserCloths),
    boots: pick(leathers),
    hatColour: hat === 'straw' ? straws : pick(cloths),
    // Tall hair would stick out of a hat.
    hairStyle: hat !== 'none' && hairStyle !== 'long' && hairStyle !== 'bald' ? 'short' : hairStyle,
    hat,
    outfit,
    beard: outfit !== 'skirt' && hairStyle !== 'long' && hairStyle !== 'bun' && next() < 0.25,
  }
}

// Mulberry32: small, and good enough to tell neighbouring seeds apart.
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
