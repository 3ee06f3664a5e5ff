import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandFailure } from './office.ts'

const template = fileURLToPath(new URL('../../agents-sdk/template', import.meta.url))

/** Refuses a folder that already holds something, before anything is created for it. */
export function checkFolder(folder: string): void {
  if (existsSync(folder)) throw new CommandFailure(`${folder} exists already; choose another name`)
}

/** Writes a folder with an agent that runs: its code, the SDK as a package, and its address and token in .env. */
export async function writeAgentFolder(folder: string, env: { url: string; token: string }): Promise<void> {
  mkdirSync(folder, { recursive: true })
  cpSync(template, folder, { recursive: true })
  renameSync(path.join(folder, 'gitignore'), path.join(folder, '.gitignore'))
  const name = path
    .basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
  for (const file of ['package.json', 'README.md']) {
    const target = path.join(folder, file)
    writeFileSync(target, readFileSync(target, 'utf8').replaceAll('{{name}}', name))
  }
  // Only its owner may read the token.
  writeFileSync(path.join(folder, '.env'), `VILLAGE_URL=${env.url}\nVILLAGE_TOKEN=${env.token}\n`, { mode: 0o600 })
  await packSdk(path.join(folder, 'vendor'))
}

async function packSdk(into: string): Promise<void> {
  const { buildSdk, packageDir } = await import('#sdk/build')
  await buildSdk()
  mkdirSync(into, { recursive: true })
  const output = execFileSync('npm', ['pack', packageDir, '--pack-destination', into, '--json'], { encoding: 'utf8' })
  const [{ filename }] = JSON.parse(output) as [{ filename: string }]
  renameSync(path.join(into, path.basename(filename)), path.join(into, 'ai-village-sdk.tgz'))
}
