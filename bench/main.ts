import process from 'node:process'

/** Measures what DESIGN.md promises: `npm run bench -- <name> [options]`. Never part of the tests: numbers need a quiet machine. */
const benches: Record<string, () => Promise<{ run(args: string[]): Promise<void> }>> = {
  history: () => import('./history/run.ts'),
  ledger: () => import('./ledger/run.ts'),
  matches: () => import('./matches/run.ts'),
  village: () => import('./village/run.ts'),
  viewer: () => import('./viewer/run.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const load = benches[name]
if (load === undefined) {
  const asked = name === '' ? 'no bench was named' : `there is no bench ${JSON.stringify(name)}`
  console.error(`${asked}\nusage: npm run bench -- <${Object.keys(benches).join('|')}> [options]`)
  process.exit(2)
}
const bench = await load()
await bench.run(args).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
