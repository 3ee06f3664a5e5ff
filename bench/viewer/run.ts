import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { machine } from '#bench/village/machine'
import { noBrowser, openBrowser } from '#test/support/browser'
import { openBaseline } from './baseline.ts'
import { readOptions, type Options } from './options.ts'
import { describe } from './report.ts'
import type { Pair, Results } from './results.ts'
import { measurePage, type Reading } from './scenario.ts'
import type { Shown } from './shown.ts'
import { nameSources, type Naming } from './source-maps.ts'
import type { View } from './view.ts'
import { openVillage } from './village.ts'

const resultsDir = new URL('../results/', import.meta.url)
const warmUpMs = 8_000 // until walkers have spread from where all come in
const usualView: View = { width: 1140, height: 852, x: 640, y: 480 }

/** The viewer in a browser against a page as one would write it first, with the same town and as many agents. */
export async function run(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (noBrowser() !== '') throw new Error(noBrowser())
  execFileSync(process.execPath, ['deploy/build-client.ts'], { stdio: 'inherit' })
  const pairs = await measureAll(options, await nameSources())
  if (options.only !== undefined) return console.log(JSON.stringify(pairs, undefined, 2))
  publish({
    machine: { ...machine(), browser: await browserName() },
    load: { seconds: options.seconds, loads: options.loads },
    pairs: pairs as Results['pairs'],
  })
}

async function measureAll(options: Options, naming: Naming): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (const agents of options.agents) pairs.push(await measurePair(agents, options, naming))
  return pairs
}

async function measurePair(agents: number, options: Options, naming: Naming): Promise<Pair> {
  let view = usualView
  const pair: Pair = { agents, viewer: undefined, baseline: undefined }
  if (options.only !== 'baseline') {
    const { view: seen, ...reading } = await measureIn(
      () => openVillage(agents),
      `viewer, ${agents} agents`,
      (shown) => measurePage(shown, { address: shown.url, naming, isTold: true }, options),
    )
    view = seen
    pair.viewer = reading
  }
  if (options.only === 'viewer') return pair
  const asked = new URLSearchParams(Object.entries(view).map(([name, value]) => [name, String(value)]))
  const { view: _, ...reading } = await measureIn(
    () => openBaseline(agents),
    `baseline, ${agents} agents`,
    (shown) => measurePage(shown, { address: `${shown.url}/?${asked}`, naming: undefined, isTold: false }, options),
  )
  return { ...pair, baseline: reading }
}

type Measured = Reading & { view: View }

async function measureIn(
  open: () => Promise<Shown>,
  name: string,
  measure: (shown: Shown) => Promise<Measured>,
): Promise<Measured> {
  console.log(`measuring ${name}`)
  const shown = await open()
  try {
    await new Promise((resolve) => setTimeout(resolve, warmUpMs))
    return await measure(shown)
  } finally {
    await shown.end()
  }
}

async function browserName(): Promise<string> {
  const browser = await openBrowser()
  const version = browser.browser()?.version() ?? ''
  await browser.dispose()
  return `Chromium ${version.split('.')[0]}`
}

function publish(results: Results): void {
  const text = describe(results)
  mkdirSync(resultsDir, { recursive: true })
  writeFileSync(new URL('viewer.json', resultsDir), `${JSON.stringify(results, undefined, 2)}\n`)
  writeFileSync(new URL('viewer.md', resultsDir), text)
  console.log(text)
}
