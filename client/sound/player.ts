import type { Millis } from '#kernel/time'
import { recipeOf, type SoundName } from './recipes.ts'

const loudness = 0.35
const soundsPerSecondMax = 5

/** How a sound is played: `volume` from 0 to 1, `rate` 1 as it was made, `pan` from -1, left, to 1, right. */
export type Manner = { volume: number; rate: number; pan: number }

/** Plays the sounds of the town, at most `soundsPerSecondMax`; what is more is left out. */
export type Player = {
  play(name: SoundName, manner: Manner): void
  /** Lets sounds be heard; a browser may refuse until somebody presses something. Until then they are left out. */
  wake(): void
  sleep(): void
}

/** Loads what makes sounds. Only somebody's wish may call this: it opens the audio device. */
export async function loadPlayer(): Promise<Player> {
  const { ZZFX } = await import('zzfx')
  const made = new Map<SoundName, number[]>()
  let played: Millis[] = []
  ZZFX.volume = loudness
  return { play, wake, sleep }

  function play(name: SoundName, { volume, rate, pan }: Manner): void {
    const now = performance.now()
    played = played.filter((at) => at > now - 1_000)
    if (played.length >= soundsPerSecondMax || ZZFX.audioContext.state !== 'running') return
    played.push(now)
    ZZFX.playSamples([samplesOf(name)], volume, rate, pan)
  }

  function samplesOf(name: SoundName): number[] {
    const samples = made.get(name) ?? ZZFX.buildSamples(...recipeOf(name))
    made.set(name, samples)
    return samples
  }

  function wake(): void {
    if (ZZFX.audioContext.state !== 'running') void ZZFX.audioContext.resume()
  }

  function sleep(): void {
    void ZZFX.audioContext.suspend()
  }
}
