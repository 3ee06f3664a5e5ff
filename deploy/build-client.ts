import { existsSync, globSync, statSync } from 'node:fs'
import { build } from 'vite'

// The viewer is the only part that is built. Done before a start if its sources are newer than the last build.
const built = 'client/dist/index.html'
const sources = globSync(['client/**/*.{ts,tsx,css,html,svg}', 'shared/**/*.ts', 'package-lock.json'], {
  exclude: (path) => path.includes('dist') || path.includes('node_modules'),
})
const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0
if (sources.some((file) => statSync(file).mtimeMs > builtAt)) {
  await build({ configFile: 'client/vite.config.ts', logLevel: 'warn' })
}
