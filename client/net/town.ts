import { parse } from '#kernel/parse'
import { readTownMap } from '#world/read-map'
import { tiledMapSchema, type TiledMap } from '#world/tiled'
import type { TownMap } from '#world/town-map'
import { wait, waitMsAfter } from './patience.ts'

/** The town as it is drawn: the map to live in, its layers of tiles, and the picture of each tileset. */
export type Town = { map: TownMap; tiled: TiledMap; pictures: ImageBitmap[] }

/** Loads the town, trying for ever; `failed` hears why an attempt came to nothing. */
export async function loadTown(failed: (reason: string) => void): Promise<Town> {
  for (let failures = 0; ; failures++) {
    try {
      return await fetchTown()
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error))
      await wait(waitMsAfter(failures))
    }
  }
}

async function fetchTown(): Promise<Town> {
  const answer = await fetchFrom('/api/map')
  const json: unknown = await answer.json()
  const tiled = parse(tiledMapSchema, json)
  if (tiled.status === 'refused') throw new Error(tiled.detail)
  const read = readTownMap(json)
  if (read.status === 'faulty') throw new Error(read.faults.join('; '))
  const pictures = await Promise.all(tiled.value.tilesets.map((tileset) => fetchPicture(tileset.image)))
  return { map: read.map, tiled: tiled.value, pictures }
}

// Tiled names a picture relative to its map, which is served in /maps/.
async function fetchPicture(image: string): Promise<ImageBitmap> {
  const answer = await fetchFrom(new URL(image, new URL('/maps/', location.origin)).href)
  return createImageBitmap(await answer.blob())
}

async function fetchFrom(address: string): Promise<Response> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return answer
}
