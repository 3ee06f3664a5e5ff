import type { WorldView } from '#messages/views'
import { VillageError } from './errors.ts'

/** Reads the whole village once, without a token: its size, places, agents and time. `url` is the village's address. */
export async function worldOf(url: string): Promise<WorldView> {
  const response = await fetch(new URL('/api/world', url))
  if (!response.ok) throw new VillageError('village_unavailable', `GET /api/world answered ${response.status}`)
  return (await response.json()) as WorldView
}
