import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandFailure } from './office.ts'

const template = fileURLToPath(new URL('../../agents-sdk/template', import.meta.url))

/** Refuses a folder that already holds something, before anything is created for it. */
export function checkFolder(folder: string): void {
  if (existsSync(folder)) throw new CommandFailure(`${folder} exists already; choose another name`)
}

/** Builds the SDK as a package and answers where its archive is, so that a build that fails leaves nothing behind. */
export async function packSdk(): Promise<string> {
  const { buildSdk, packageDir } = await import('#sdk/build')
  await buildSdk()
  const into = mkdtempSync(path.join(tmpdir(), 'village-sdk-'))
  const output = execFileSync('npm', ['pack', packageDir, '--pack-destination', into, '--json'], { encoding: 'utf8' })
  const [{ filename }] = JSON.parse(output) as [{ filename: string }]
  return path.join(into, path.basename(filename))
}

/** Writes a folder with an agent that runs: its code, the SDK as a package, and its address and token in .env. */
export function writeAgentFolder(folder: string, sdkArchive: string, env: { url: string; token: string }): void {
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
  mkdirSync(path.join(folder, 'vendor'))
  cpSync(sdkArchive, path.join(folder, 'vendor', 'ai-village-sdk.tgz'))
}
