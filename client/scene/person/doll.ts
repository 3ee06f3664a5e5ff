/**
 * The paper doll that people are put together from: parts of 16 columns, laid over one another from the legs up. A dot
 * is see-through; letters are colours of a look: o outline, s S skin, c cheek, e eye, h H hair, t T top, a A second
 * colour of the clothes, p P trousers, b boots, y Y hat, r its ribbon.
 */
export type Part = { top: number; rows: readonly string[] }

export const dollWidth = 16
export const dollHeight = 24

/** The directions that are drawn; west is east in the mirror. */
export type Side = 'south' | 'north' | 'east'
/** Standing, and the two steps of a walk. */
export type Step = 'stand' | 'left' | 'right'

type BySide = Record<Side, Part>

export const heads: BySide = {
  south: part(2, [
    '.....oooooo.....',
    '....osssssso....',
    '...osssssssso...',
    '...osssssssso...',
    '...osssssssso...',
    '...ossessesso...',
    '...ossessesso...',
    '...oscsssscSo...',
    '....osssssSo....',
    '.....oooooo.....',
  ]),
  north: part(2, [
    '.....oooooo.....',
    '....osssssso....',
    '...osssssssso...',
    '...osssssssso...',
    '...osssssssso...',
    '...osssssssSo...',
    '...osssssssSo...',
    '...oSsssssSSo...',
    '....oSSSSSSo....',
    '.....oooooo.....',
  ]),
  east: part(2, [
    '.....oooooo.....',
    '....osssssso....',
    '...osssssssso...',
    '...osssssssso...',
    '...osssssssso...',
    '...osssssseso...',
    '...ossSssseso...',
    '...osssssscso...',
    '....oSssssso....',
    '.....oooooo.....',
  ]),
}

const standing: Record<'front' | 'side', Part> = {
  front: part(11, [
    '....otttttto....',
    '...otttttttTo...',
    '...otTttttTTo...',
    '...otTttttTTo...',
    '...osTttttTSo...',
    '....oTttttTo....',
  ]),
  side: part(11, [
    '.....otttto.....',
    '.....ottttTo....',
    '.....otTTtTo....',
    '.....otTTtTo....',
    '.....otSstTo....',
    '.....otttTTo....',
  ]),
}

const stepping: Record<'front' | 'side', Part> = {
  front: part(11, [
    '....otttttto....',
    '...otttttttTo...',
    '...otTttttTTo...',
    '...osTttttTTo...',
    '....oTttttTSo...',
    '....oTttttToo...',
  ]),
  side: part(11, [
    '.....otttto.....',
    '.....ottttTo....',
    '.....otTTtTo....',
    '.....ottTTTo....',
    '.....otttSso....',
    '.....otttTo.....',
  ]),
}

const steppingBack: Part = part(11, [
  '.....otttto.....',
  '.....ottttTo....',
  '.....oTTttTo....',
  '....otTtttTo....',
  '....osSotttTo...',
  '.....otttTTo....',
])

/** Body and arms. In a step the arm opposite to the leg swings forward. */
export const torsos: Record<Side, Record<Step, Part>> = {
  south: { stand: standing.front, left: stepping.front, right: mirrored(stepping.front) },
  north: { stand: standing.front, left: mirrored(stepping.front), right: stepping.front },
  east: { stand: standing.side, left: stepping.side, right: steppingBack },
}

const legsFront = part(17, [
  '....oppppPPo....',
  '....oppPpPPo....',
  '....oppooPPo....',
  '....obbooBBo....',
  '.....oo..oo.....',
])
const legsFrontStep = part(17, [
  '....oppppPPo....',
  '....oppPpPPo....',
  '....oppoobBo....',
  '....oppo.oo.....',
  '....obbo........',
  '.....oo.........',
])
const legsSide = part(17, [
  '.....oppppo.....',
  '.....oppPPo.....',
  '.....oppPPo.....',
  '.....obbbBo.....',
  '......oooo......',
])
const legsSideStep = part(17, [
  '.....oppppo.....',
  '....oPPppppo....',
  '...oPPoooppo....',
  '...oBBo..obbo...',
  '....oo....oo....',
])

export const legs: Record<Side, Record<Step, Part>> = {
  south: { stand: legsFront, left: legsFrontStep, right: mirrored(legsFrontStep) },
  north: { stand: legsFront, left: legsFrontStep, right: mirrored(legsFrontStep) },
  east: { stand: legsSide, left: legsSideStep, right: recoloured(legsSideStep, 'pPbB', 'PpBb') },
}

/** A long skirt in place of the trousers; the feet show below it. */
export const skirts: Record<Side, Part> = {
  south: part(16, ['....oTttttTo....', '...otttttttTo...', '...otttttttTo...', '..ottttttttTTo..', '..oaaaaaaaaAAo..']),
  north: part(16, ['....oTttttTo....', '...otttttttTo...', '...otttttttTo...', '..ottttttttTTo..', '..oaaaaaaaaAAo..']),
  east: part(16, ['.....otttTTo....', '....ottttTTo....', '....ottttTTo....', '...otttttTTTo...', '...oaaaaaAAAo...']),
}

/** An apron over the front, with a strap behind. */
export const aprons: Record<Side, Part> = {
  south: part(12, [
    '.....a....a.....',
    '.....aaaaaa.....',
    '.....aaaaaA.....',
    '.....aaaaaA.....',
    '.....aaaaaA.....',
    '.....aaaaAA.....',
  ]),
  north: part(12, ['.....A....A.....', '......A..A......', '.......AA.......', '......A..A......', '.....AAAAAA.....']),
  east: part(13, ['.........aa.....', '.........aa.....', '.........aA.....', '........aaA.....', '........aaA.....']),
}

/** Two bands around the top. */
export const bands: Record<Side, Part> = {
  south: part(13, ['.....aaaaAA.....', '................', '.....aaaaAA.....']),
  north: part(13, ['.....aaaaAA.....', '................', '.....aaaaAA.....']),
  east: part(13, ['......a..aA.....', '................', '......a..aA.....']),
}

/** A scarf around the neck. */
export const scarves: Record<Side, Part> = {
  south: part(11, ['....oaaaaaAo....', '.....oaaAAo.....', '......oaAo......', '......oaAo......']),
  north: part(11, ['....oaaaaaAo....', '.....oooooo.....']),
  east: part(11, ['.....oaaaAo.....', '....oaAooo......', '...oaAo.........', '....oo..........']),
}

export const beards: Record<Side, Part> = {
  south: part(8, ['....h......H....', '....hhHHHHHH....', '....ohhhhhHo....', '.....oHHHHo.....', '......oooo......']),
  north: part(8, []),
  east: part(8, ['.......h........', '.......hhhhHH...', '......ohhhhHo...', '.......oHHHo....', '........ooo.....']),
}

const shortHair: BySide = {
  south: part(1, [
    '.....oooooo.....',
    '....ohhhhhho....',
    '...ohhhhhhhho...',
    '...ohhhhhhHHo...',
    '...ohhhhhHsHo...',
    '...ohHHsssSHo...',
    '...oh......Ho...',
  ]),
  north: part(1, [
    '.....oooooo.....',
    '....ohhhhhho....',
    '...ohhhhhhhho...',
    '...ohhhhhhhHo...',
    '...ohhhhhhhHo...',
    '...ohhhhhhHHo...',
    '...ohhhhhhHHo...',
    '...oHhhhhHHHo...',
    '...oSHHHHHHSo...',
  ]),
  east: part(1, [
    '.....oooooo.....',
    '....ohhhhhho....',
    '...ohhhhhhhho...',
    '...ohhhhhhhho...',
    '...ohhhhhhhs....',
    '...ohhhhhHss....',
    '...ohhhHH.......',
    '...ohhH.........',
    '...oHHs.........',
  ]),
}

const longHair: BySide = {
  south: part(1, [
    '.....oooooo.....',
    '....ohhhhhho....',
    '...ohhhhhhhho...',
    '..ohhhhhhhhHHo..',
    '..ohhhHsshhHHo..',
    '..ohhHssssHHHo..',
    '..ohh......HHo..',
    '..ohh......HHo..',
    '..ohh......HHo..',
    '..ohho....oHHo..',
    '..ohhoooooHHHo..',
    '..oHHo....oHHo..',
    '...oo......oo...',
  ]),
  north: part(1, [
    '.....oooooo.....',
    '....ohhhhhho....',
    '...ohhhhhhhho...',
    '..ohhhhhhhhhHo..',
    '..ohhhhhhhhHHo..',
    '..ohhhhhhhhHHo..',
    '..ohhhhhhhhHHo..',
    '..ohhhhhhhhHHo..',
    '..ohhhhhhhhHHo..',
    '..ohhhhhhhHHHo..',
    '..ohhhhhhhHHHo..',
    '..oHhHhhHhHHHo..',
    '...oHoHHoHHHo...',
    '....o.oo.ooo....',
  ]),
  east: part(1, [
    '.....oooooo.....',
    '....ohhhhhho....',
    '...ohhhhhhhho...',
    '..ohhhhhhhhho...',
    '..ohhhhhhhHs....',
    '..ohhhhhhHss....',
    '..ohhhhhH.......',
    '..ohhhhH........',
    '..ohhhhH........',
    '..ohhhHH........',
    '..ohhhHo........',
    '..oHHHo.........',
    '...ooo..........',
  ]),
}

const bun = part(0, ['......oooo......', '.....ohhhHo.....', '....oohhHHoo....'])
const spikes = part(0, ['....o..o..o.....', '...ohoohooho....', '...ohhhhhhhho...'])
const curls: BySide = {
  south: part(0, [
    '....ooo.ooo.....',
    '...ohhhohhhoo...',
    '..ohhhhhhhhhho..',
    '..ohHhhhHhhhHo..',
    '..ohhhHhhhHhHo..',
    '..ohHhsshshHHo..',
    '..ohhssssssHHo..',
    '..ohh......HHo..',
    '...oH......Ho...',
  ]),
  north: part(0, [
    '....ooo.ooo.....',
    '...ohhhohhhoo...',
    '..ohhhhhhhhhho..',
    '..ohHhhhHhhhHo..',
    '..ohhhHhhhHhHo..',
    '..ohHhhhHhhHHo..',
    '..ohhhHhhhHhHo..',
    '..ohHhhHhhHHHo..',
    '..oHhhhhHhHHHo..',
    '...oHHHHHHHHo...',
  ]),
  east: part(0, [
    '....ooo.ooo.....',
    '...ohhhohhhoo...',
    '..ohhhhhhhhhho..',
    '..ohHhhhHhhhho..',
    '..ohhhHhhhhHs...',
    '..ohHhhhHhHss...',
    '..ohhhHhHH......',
    '..ohHhhH........',
    '..oHhhH.........',
    '...oHH..........',
  ]),
}

/** Parts of one hair style, in the order in which they are laid on. */
export const hairStyles: Record<
  'bald' | 'short' | 'long' | 'bun' | 'spiky' | 'curly',
  Record<Side, readonly Part[]>
> = {
  bald: { south: [], north: [], east: [] },
  short: eachSide((side) => [shortHair[side]]),
  long: eachSide((side) => [longHair[side]]),
  bun: eachSide((side) => [bun, shortHair[side]]),
  spiky: eachSide((side) => [shortHair[side], spikes]),
  curly: eachSide((side) => [curls[side]]),
}

const strawHat = part(0, [
  '.....oooooo.....',
  '....oyyyyyYo....',
  '....oyyyyyYo....',
  '....orrrrrro....',
  '..ooyyyyyyyyoo..',
  '.oyyyyyyyyyyYYo.',
  '..oooooooooooo..',
])
const woolHat = part(0, [
  '......oyyo......',
  '.....oyyyYo.....',
  '....oyyyyyYo....',
  '...oyyyyyyyYo...',
  '...oyyyyyyyYo...',
  '...orrrrrrrro...',
])
const capFront = part(1, [
  '.....oooooo.....',
  '....oyyyyyYo....',
  '...oyyyyyyyYo...',
  '...oyyyrryyYo...',
  '...oYYYYYYYYo...',
  '....oooooooo....',
])
const capBack = part(1, [
  '.....oooooo.....',
  '....oyyyyyYo....',
  '...oyyyyyyyYo...',
  '...oyyyyyyyYo...',
  '...oyyyyyyYYo...',
])
const capSide = part(1, [
  '.....oooooo.....',
  '....oyyyyyYo....',
  '...oyyyyyyyYo...',
  '...oyyyyyyyYo...',
  '...oyyyyyYYYYYo.',
  '.......oooooooo.',
])

export const hats: Record<'none' | 'straw' | 'wool' | 'cap', Record<Side, readonly Part[]>> = {
  none: { south: [], north: [], east: [] },
  straw: eachSide(() => [strawHat]),
  wool: eachSide(() => [woolHat]),
  cap: { south: [capFront], north: [capBack], east: [capSide] },
}

function part(top: number, rows: readonly string[]): Part {
  for (const row of rows) if (row.length !== dollWidth) throw new RangeError(`doll row of ${row.length}: ${row}`)
  return { top, rows }
}

function mirrored({ top, rows }: Part): Part {
  return { top, rows: rows.map((row) => [...row].reverse().join('')) }
}

function recoloured({ top, rows }: Part, from: string, to: string): Part {
  return { top, rows: rows.map((row) => [...row].map((letter) => to[from.indexOf(letter)] ?? letter).join('')) }
}

function eachSide(partsOf: (side: Side) => Part[]): Record<Side, readonly Part[]> {
  return { south: partsOf('south'), north: partsOf('north'), east: partsOf('east') }
}
