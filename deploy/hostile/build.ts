/** Compiles the hostile modules; with --check it only says which are not up to date. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

const isCheck = process.argv.includes('--check')
const compiled = await compileModules()
const stale = [...compiled].filter(([file, bytes]) => !isKept(path.join(folder, file), bytes))
if (!isCheck) for (const [file, bytes] of stale) writeFileSync(path.join(folder, file), bytes)
for (const [file] of stale) console.log(isCheck ? `${file} is not what its source comes to` : file)
process.exitCode = isCheck && stale.length > 0 ? 1 : 0

/** The modules by file name: what `.wat` files come to, and `.hex` files, which say bytes that no text format can. */
async function compileModules(): Promise<Map<string, Uint8Array>> {
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

function isKept(file: string, bytes: Uint8Array): boolean {
  return existsSync(file) && readFileSync(file).equals(bytes)
}
