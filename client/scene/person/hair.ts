import { eachSide, part, type Part, type Side } from './doll.ts'

export const beards: Record<Side, Part> = {
  south: part(8, ['....h......H....', '....hhHHHHHH....', '....ohhhhhHo....', '.....oHHHHo.....', '......oooo......']),
  north: part(8, []),
  east: part(8, ['.......h........', '.......hhhhHH...', '......ohhhhHo...', '.......oHHHo....', '........ooo.....']),
}

const shortHair: Record<Side, Part> = {
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

const longHair: Record<Side, Part> = {
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
const curls: Record<Side, Part> = {
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
