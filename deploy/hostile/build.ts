import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import createWabt from 'wabt'

const folder = fileURLToPath(new URL('wasm/', import.meta.url))
const features = {
  bulk_memory: true,
  exceptions: true,
  memory64: true,
  multi_memory: true,
  reference_types: true,
  tail_call: true,
  threads: true,
}

/** The hostile modules as they have to lie beside their sources: by file name, what `.wat` and `.hex` files come to. */
export async function compileModules(): Promise<Map<string, Uint8Array>> {
  const wabt = await createWabt()
  const compiled = new Map<string, Uint8Array>()
  for (const file of readdirSync(folder)) {
    const { name, ext } = path.parse(file)
    const source = () => readFileSync(path.join(folder, file), 'utf8')
    if (ext === '.wat') compiled.set(`${name}.wasm`, wabt.parseWat(file, source(), features).toBinary({}).buffer)
    if (ext === '.hex') compiled.set(`${name}.wasm`, Buffer.from(source().replaceAll(/#.*|\s/g, ''), 'hex'))
  }
  return compiled
}

// Bytes that no text format can say are written in hexadecimal.
if (import.meta.main) for (const [file, bytes] of await compileModules()) writeFileSync(path.join(folder, file), bytes)
