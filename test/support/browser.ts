import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

// Software WebGL, and none of the connections that Chromium makes by itself.
const args = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Why browser tests can't run here, if they can't; in CI a missing browser is a failure, so this is empty there. */
export function noBrowser(): string {
  if (existsSync(executablePath) || process.env.CI === 'true') return ''
  return `no Chromium at ${executablePath}; install it or set CHROMIUM`
}

/** Skips the tests of a suite where there is no browser, and says why; to be called in its `before`. */
export function skipWithoutBrowser(suite: Mocha.Context): void {
  const reason = noBrowser()
  if (reason === '') return
  process.stdout.write(`  skipped: ${reason}\n`)
  suite.skip()
}

export type TestBrowser = BrowserContext & { dispose(): Promise<void> }
export type Size = { width: number; height: number }
export type Device = Pick<BrowserContextOptions, 'hasTouch' | 'isMobile' | 'deviceScaleFactor' | 'reducedMotion'>

/** The screen of a desktop, and that of a phone. */
export const wide: Size = { width: 1440, height: 900 }
export const narrow: Size = { width: 390, height: 844 }

/** A browser with an empty profile; `dispose` takes both away. */
export async function openBrowser(viewport = wide, device: Device = {}): Promise<TestBrowser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'village-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args,
    viewport,
    headless: true,
    ...device,
  })
  const dispose = async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return Object.assign(context, { dispose })
}
