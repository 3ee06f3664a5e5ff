import type { Millis } from '#kernel/time'

const samplesPerRound = 4
const samplesKept = 8
const sampleGapMs = 150

type Sample = { roundTripMs: Millis; offsetMs: Millis }

/** Asks the server for its time, in milliseconds since the Unix epoch. */
export type AskTime = () => Promise<Millis>

/**
 * Estimates the server's clock as NTP does: of a few questions the one with the shortest round trip knows best. What it
 * promises is the number to add to this page's `performance.now()`. Rejects when the server does not answer.
 */
export function createServerClock(askTime: AskTime): { sampleOnce(): Promise<Millis>; sampleRound(): Promise<Millis> } {
  const samples: Sample[] = []
  return { sampleOnce, sampleRound }

  async function sampleOnce(): Promise<Millis> {
    const askedAt = performance.now()
    const serverAt = await askTime()
    const answeredAt = performance.now()
    samples.push({ roundTripMs: answeredAt - askedAt, offsetMs: serverAt - (askedAt + answeredAt) / 2 })
    if (samples.length > samplesKept) samples.shift()
    return best(samples).offsetMs
  }

  async function sampleRound(): Promise<Millis> {
    for (let sample = 1; sample < samplesPerRound; sample++) {
      await sampleOnce()
      await new Promise((resolve) => setTimeout(resolve, sampleGapMs))
    }
    return sampleOnce()
  }
}

function best(samples: Sample[]): Sample {
  return samples.reduce((best, sample) => (sample.roundTripMs < best.roundTripMs ? sample : best))
}
