/** What a sound is made of, in the words of zzfx; times in seconds, frequencies in hertz. */
type Ingredients = {
  volume: number
  frequency: number
  attack?: number
  sustain?: number
  release: number
  shape?: keyof typeof shapes
  slide?: number
  pitchJump?: number
  pitchJumpTime?: number
  repeatTime?: number
  tremolo?: number
  /** What is let through: below this if negative, above it if positive. */
  filter?: number
}

const shapes = { sine: 0, triangle: 1, noise: 4 } as const

const ingredients = {
  voice: { volume: 0.5, frequency: 330, attack: 0.012, sustain: 0.03, release: 0.11, shape: 'triangle', slide: 0.6 },
  door: { volume: 0.4, frequency: 523, attack: 0.004, release: 0.5, pitchJump: -131, pitchJumpTime: 0.16 },
  bird: { volume: 0.22, frequency: 2_300, attack: 0.02, sustain: 0.2, release: 0.08, slide: 9, repeatTime: 0.09 },
  cricket: { volume: 0.12, frequency: 4_300, attack: 0.05, sustain: 0.4, release: 0.1, repeatTime: 0.035, tremolo: 1 },
  water: { volume: 0.9, frequency: 90, attack: 1, sustain: 0.6, release: 1.2, shape: 'noise', filter: -420 },
} satisfies Record<string, Ingredients>

/** The sounds there are. */
export type SoundName = keyof typeof ingredients

/** The parameters from which zzfx makes a sound, in its order, without chance in them. */
export function recipeOf(name: SoundName): (number | undefined)[] {
  const of: Ingredients = ingredients[name]
  const { volume, frequency, attack, sustain, release, slide, pitchJump, pitchJumpTime, repeatTime } = of
  const shape = shapes[of.shape ?? 'sine']
  const tone = [volume, 0, frequency, attack, sustain, release, shape, undefined, slide, undefined]
  const changes = [pitchJump, pitchJumpTime, repeatTime, undefined, undefined, undefined, undefined]
  return [...tone, ...changes, undefined, undefined, of.tremolo, of.filter]
}
