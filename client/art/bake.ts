import { writeFile } from 'node:fs/promises'
import { readTownMap } from '#world/read-map'
import { encodePng } from './png.ts'
import { drawTown, writeMap } from './tiled-map.ts'
import { layTown } from './town.ts'

// Writes shared/maps/tiles.png and shared/maps/village.json, unless the map could not be lived in.
const town = layTown()
const { map, tiles, crowns } = drawTown(town)
const result = readTownMap(map)

if (result.status === 'faulty') {
  for (const fault of result.faults) console.error(fault)
  process.exitCode = 1
} else {
  await writeFile(new URL(import.meta.resolve('#maps/tiles.png')), encodePng(tiles))
  await writeFile(new URL(import.meta.resolve('#maps/crowns.png')), encodePng(crowns))
  await writeFile(new URL(import.meta.resolve('#maps/village.json')), writeMap(map, town.plot.grid.width))
  const open = result.map.grid.open.reduce((sum, one) => sum + one, 0)
  console.log(
    `${result.map.places.size} places, ${open} of ${result.map.grid.open.length} tiles open, sheet ${tiles.width}×${tiles.height}`,
  )
}
