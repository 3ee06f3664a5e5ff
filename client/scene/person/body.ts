import { mirrored, part, recoloured, type Part, type Side, type Step } from './doll.ts'

export const heads: Record<Side, Part> = {
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

const legsFrontSitting = part(16, ['...opppppPPPo...', '...oppPooPPPo...', '....obbooBBo....', '.....oo..oo.....'])
const legsSideSitting = part(16, ['.....oppppppo...', '.....oPPPPppo...', '......ooooobbo..', '...........ooo..'])

/** Legs of somebody who sits; as the body they are drawn lower. */
export const sittingLegs: Record<Side, Part> = {
  south: legsFrontSitting,
  north: legsFrontSitting,
  east: legsSideSitting,
}
