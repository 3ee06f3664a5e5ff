import { readFile } from 'node:fs/promises'
import { readTownMap } from '#world/read-map'
import type { TownMap } from '#world/town-map'

const shippedMap = new URL('../shared/maps/village.json', import.meta.url)

/** Loads the town from MAP_FILE or the shipped map. Throws with every fault found, each saying what and where. */
export async function loadTownMap(file: string | undefined): Promise<{ map: TownMap; tiled: unknown }> {
  const tiled: unknown = JSON.parse(await readFile(file ?? shippedMap, 'utf8'))
  const result = readTownMap(tiled)
  if (result.status === 'faulty') {
    throw new Error(`the map ${file ?? 'shared/maps/village.json'} can't be used:\n  ${result.faults.join('\n  ')}`)
  }
  return { map: result.map, tiled }
}
