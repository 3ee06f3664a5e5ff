import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Where the package that can be published is written. */
export const packageDir = fileURLToPath(new URL('./dist', import.meta.url))

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('..', import.meta.url))
type Manifest = Record<string, unknown> & { dependencies: Record<string, string> }

/** Writes the SDK as a package of its own: one module, its types, its manifest. Nothing in it needs this repository. */
export async function buildSdk(): Promise<void> {
  const source = JSON.parse(readFileSync(`${here}package.json`, 'utf8')) as Manifest
  rmSync(packageDir, { recursive: true, force: true })
  await bundle(Object.keys(source.dependencies))
  execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', `${here}tsconfig.types.json`])
  writeFileSync(`${packageDir}/package.json`, `${JSON.stringify(published(source), null, 2)}\n`)
  cpSync(`${here}README.md`, `${packageDir}/README.md`)
  cpSync(`${root}LICENSE`, `${packageDir}/LICENSE`)
}

async function bundle(external: string[]): Promise<void> {
  await build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    build: {
      lib: { entry: `${here}index.ts`, formats: ['es'], fileName: 'index' },
      target: 'node20',
      minify: false,
      outDir: packageDir,
      emptyOutDir: false,
      rolldownOptions: { external },
    },
  })
}

// The types keep the names they have here; the package maps them to its own files.
function published({ name, version, description, license, dependencies, engines }: Manifest): object {
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    exports: { '.': { types: './types/agents-sdk/index.d.ts', default: './index.js' } },
    imports: {
      '#kernel/*': { types: './types/shared/kernel/*.d.ts' },
      '#messages/*': { types: './types/shared/messages/*.d.ts' },
      '#match/*': { types: './types/shared/match/*.d.ts' },
      '#games/*': { types: './types/shared/games/*.d.ts' },
    },
    dependencies,
    engines,
  }
}

if (import.meta.main) await buildSdk()
