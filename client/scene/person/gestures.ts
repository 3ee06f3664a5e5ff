import { mirrored, part, type Part, type Side } from './doll.ts'

/** What the arms do: hang down and swing as one walks, or show what somebody is about. */
export const gestures = [
  'stand',
  'left',
  'right',
  'talk',
  'think',
  'work',
  'workUp',
  'cheer',
  'wave',
  'waveIn',
] as const
export type Gesture = (typeof gestures)[number]

/** A body for arms that are elsewhere, and what is laid over body and head. */
export type Pose = { torso: Part; over: readonly Part[] }

const armlessFront = part(11, [
  '....otttttto....',
  '....otttttTo....',
  '....otttttTo....',
  '....otttttTo....',
  '....oTttttTo....',
  '....oTttttTo....',
])
const armlessSide = part(11, [
  '.....otttto.....',
  '.....ottttTo....',
  '.....ottttTo....',
  '.....ottttTo....',
  '.....ottttTo....',
  '.....otttTTo....',
])
const oneArmFront = part(11, [
  '....otttttto....',
  '...ottttttTo....',
  '...otTttttTo....',
  '...otTttttTo....',
  '...osTttttTo....',
  '....oTttttTo....',
])

const mouths: Record<Side, readonly Part[]> = {
  south: [part(9, ['.......mm.......'])],
  north: [],
  east: [part(9, ['..........mm....'])],
}
const talkingArms: Record<Side, Part> = {
  south: part(12, ['..........ttoo..', '..........otTso.', '...........ooo..']),
  north: part(12, ['..ootT..........', '.osTto..........', '..ooo...........']),
  east: part(12, ['.......tTTToo...', '.......oTTTTso..', '........oooooo..']),
}
const thinkingArms: Record<Side, Part> = {
  south: part(9, ['........oss.....', '........osso....', '........otto....', '.........ottTo..', '..........otTo..']),
  north: part(12, ['...otT..........', '...otTo.........', '....oo..........']),
  east: part(10, ['..........oso...', '..........osso..', '.......TTTTTo...', '........oTTo....']),
}
const raisedArm = part(4, [
  '.............oo.',
  '............osso',
  '............osso',
  '............otTo',
  '...........otTo.',
  '...........otTo.',
  '...........otTo.',
  '..........otTo..',
])
const raisedArmIn = part(4, [
  '............oo..',
  '...........osso.',
  '...........osso.',
  '...........otTo.',
  '...........otTo.',
  '...........otTo.',
  '...........otTo.',
  '..........otTo..',
])
const raisedArmSide = part(4, [
  '.............oo.',
  '............osso',
  '............osso',
  '............otTo',
  '............otTo',
  '............otTo',
  '...........otTo.',
  '..........otTo..',
  '.........otTo...',
  '.........oTo....',
])
const raisedArmSideIn = part(4, [
  '............oo..',
  '............osso',
  '............osso',
  '............oto.',
  '............otTo',
  '............otTo',
  '...........otTo.',
  '..........otTo..',
  '.........otTo...',
  '.........oTo....',
])
const workingArms: Record<Side, readonly Part[]> = {
  south: [part(12, ['...ottt....Tto..', '...otT......To..', '...osso....oso..', '....oo......o...'])],
  north: [part(12, ['...otttttttTo...', '...oTTttttTTo...', '....oo....oo....'])],
  east: [part(12, ['.......tTTTo....', '.......oTTTTso..', '........oooooo..'])],
}

/** How somebody holds themselves in a gesture, seen from one side; undefined for standing and walking. */
export function poseOf(gesture: Gesture, side: Side): Pose | undefined {
  const armless = side === 'east' ? armlessSide : armlessFront
  const oneArm = side === 'east' ? armlessSide : side === 'north' ? mirrored(oneArmFront) : oneArmFront
  switch (gesture) {
    case 'talk':
      return { torso: oneArm, over: [talkingArms[side], ...mouths[side]] }
    case 'think':
      return { torso: oneArm, over: [thinkingArms[side]] }
    case 'work':
      return { torso: armless, over: workingArms[side] }
    case 'workUp':
      return { torso: armless, over: workingArms[side].map(raised) }
    case 'cheer':
      return { torso: armless, over: [side === 'east' ? raisedArmSide : raisedArm, mirrored(raisedArm)] }
    case 'wave':
      return { torso: side === 'north' ? oneArmFront : oneArm, over: [side === 'east' ? raisedArmSide : raisedArm] }
    case 'waveIn':
      return { torso: side === 'north' ? oneArmFront : oneArm, over: [side === 'east' ? raisedArmSideIn : raisedArmIn] }
    default:
      return undefined
  }
}

function raised({ top, rows }: Part): Part {
  return { top: top - 1, rows }
}
