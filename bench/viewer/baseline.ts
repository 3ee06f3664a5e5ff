import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { startChild } from '#bench/village/child'
import { decodePng, encodePng } from '#client/art/png.ts'
import { createPicture, dot, pixelAt, type Picture } from '#client/art/picture.ts'
import { tileLayerNamed, tiledMapSchema, type TiledMap } from '#world/tiled'
import type { BaselineServer } from './baseline-server.ts'
import { agentsAt, type Shown } from './shown.ts'

const maps = new URL('../../shared/maps/', import.meta.url)
const layersShown = ['ground', 'buildings', 'tops']

/** The same number of agents on the same walks, drawn by the page in `baseline/`. */
export async function openBaseline(agents: number): Promise<Shown> {
  const dir = mkdtempSync(path.join(tmpdir(), 'village-bench-'))
  await buildPage(dir)
  const server = startChild<BaselineServer>(new URL('./baseline-server.ts', import.meta.url).href, 0)
  try {
    const { url } = await server.ask('start', { agents, dir })
    return { url, agents: () => agentsAt(url), pids: [], end }
  } catch (error) {
    await end()
    throw error
  }

  async function end(): Promise<void> {
    await server.end()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function buildPage(dir: string): Promise<void> {
  const root = fileURLToPath(new URL('./baseline/', import.meta.url))
  const options = { outDir: dir, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 900 }
  await build({ configFile: false, root, base: './', logLevel: 'warn', build: options })
  writeFileSync(path.join(dir, 'town.png'), encodePng(paintTown()))
}

// All tiles as one picture, so that the baseline draws its town with a single sprite.
function paintTown(): Picture {
  const tiled = tiledMapSchema.parse(JSON.parse(readFileSync(new URL('village.json', maps), 'utf8')))
  const sheet = decodePng(readFileSync(new URL(tiled.tilesets[0]!.image, maps)))
  const town = createPicture(tiled.width * tiled.tilewidth, tiled.height * tiled.tileheight)
  for (const name of layersShown) {
    for (const [at, gid] of (tileLayerNamed(tiled, name)?.data ?? []).entries()) {
      if (gid !== 0) paintTile(town, sheet, tiled, at, gid)
    }
  }
  return town
}

function paintTile(
  town: Picture,
  sheet: Picture,
  { width, tilewidth: side, tilesets }: TiledMap,
  at: number,
  gid: number,
) {
  const { firstgid, columns } = tilesets[0]!
  const from = { x: ((gid - firstgid) % columns) * side, y: Math.floor((gid - firstgid) / columns) * side }
  const to = { x: (at % width) * side, y: Math.floor(at / width) * side }
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      dot(town, to.x + x, to.y + y, pixelAt(sheet, from.x + x, from.y + y))
    }
  }
}
