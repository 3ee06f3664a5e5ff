/** The light of a moment: the colour that everything is multiplied by, and how dark it is, from 0 to 1. */
export type Sky = { tint: number; dark: number }

const hour = 60
const skies: readonly (Sky & { minute: number })[] = [
  { minute: 0, tint: 0x4a5a96, dark: 1 },
  { minute: 4.5 * hour, tint: 0x4f5f9a, dark: 1 },
  { minute: 5.7 * hour, tint: 0xa08fb4, dark: 0.7 },
  { minute: 6.6 * hour, tint: 0xffcfae, dark: 0.15 },
  { minute: 8 * hour, tint: 0xffffff, dark: 0 },
  { minute: 16.5 * hour, tint: 0xffffff, dark: 0 },
  { minute: 18 * hour, tint: 0xffdfae, dark: 0.1 },
  { minute: 19.2 * hour, tint: 0xf0a88e, dark: 0.5 },
  { minute: 20.2 * hour, tint: 0x9a86ba, dark: 0.85 },
  { minute: 21.5 * hour, tint: 0x5465a4, dark: 1 },
  { minute: 24 * hour, tint: 0x4a5a96, dark: 1 },
]

/** The light at a minute of the town's day, from 0 to 1440; a fraction of a minute counts. */
export function skyAt(minute: number): Sky {
  const next = Math.max(
    1,
    skies.findIndex((sky) => sky.minute > minute),
  )
  const from = skies[next - 1]!
  const to = skies[next]!
  const part = Math.min(1, (minute - from.minute) / (to.minute - from.minute))
  return { tint: mix(from.tint, to.tint, part), dark: from.dark + (to.dark - from.dark) * part }
}

function mix(from: number, to: number, part: number): number {
  const channel = (shift: number) => {
    const start = (from >> shift) & 0xff
    return Math.round(start + (((to >> shift) & 0xff) - start) * part) << shift
  }
  return channel(16) | channel(8) | channel(0)
}
