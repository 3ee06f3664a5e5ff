import { eachSide, part, type Part, type Side } from './doll.ts'

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
