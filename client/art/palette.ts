/** A colour as 0xRRGGBBAA; 0 is clear. */
export type Colour = number

/** Colours from dark to light. */
export type Ramp = readonly Colour[]

export const ink = 0x2a2135ff
export const white = 0xfdf7e8ff
export const cream = 0xf1e3c4ff
export const dusk = 0xd2b78fff

export const leaf = [0x21493fff, 0x35704bff, 0x569a50ff, 0x7cb55aff, 0x9bcb6cff] as const
export const water = [0x2f5d8cff, 0x3f7fb0ff, 0x5fa8cdff, 0xa6dbe3ff] as const
export const earth = [0x85603fff, 0xb78d5cff, 0xdab780ff, 0xeed9a6ff] as const
export const stone = [0x5b5666ff, 0x86818dff, 0xafabb0ff, 0xd3cfc8ff] as const
export const wood = [0x4b3036ff, 0x74473dff, 0xa06a47ff, 0xc99561ff] as const
export const red = [0x8e3a46ff, 0xc0564fff, 0xe08362ff] as const
export const violet = [0x54406fff, 0x8063a0ff, 0xae90c6ff] as const
export const gold = [0xd99a3dff, 0xf6d26eff] as const
export const pink = [0xd2708fff, 0xf3aebfff] as const

/** Darkens whatever lies under it. */
export const shade = 0x2a213550
/** Marks a blocked tile in the collision layer. */
export const warning = 0xff2a2a80

/** One letter for each colour, for small pictures written as rows of text; any other character is clear. */
export const letters: Readonly<Record<string, Colour>> = {
  k: ink,
  w: white,
  c: cream,
  d: dusk,
  '-': shade,
  ...lettered('12345', leaf),
  ...lettered('6789', water),
  ...lettered('efhi', earth),
  ...lettered('stSZ', stone),
  ...lettered('mnop', wood),
  ...lettered('rRq', red),
  ...lettered('uUv', violet),
  ...lettered('yY', gold),
  ...lettered('xX', pink),
}

function lettered(names: string, ramp: Ramp): Record<string, Colour> {
  return Object.fromEntries([...names].map((name, at) => [name, ramp[at]!]))
}
