import { round } from '#bench/village/summary'
import { openBrowser } from '#test/support/browser'
import { readDraws, watchDraws, type Draws } from './draws.ts'
import { watchWire, type Kind } from './wire.ts'

/** Opening a page with nothing cached until town and people are drawn: how long, what came over the wire, and draw calls. */
export type PictureReading = { ms: number; bytes: Record<Kind, number>; drawCallsPerFrame: number }

const drawWatchMs = 1_500
const pictureMsMax = 30_000

/** Opens a page in a new browser and waits for the first frame that has the town and its people. */
export async function readPicture(address: string): Promise<PictureReading> {
  const browser = await openBrowser()
  try {
    const page = browser.pages()[0] ?? (await browser.newPage())
    const wire = await watchWire(await browser.newCDPSession(page))
    await page.addInitScript(watchDraws)
    await page.goto(address)
    await page.waitForFunction(isDrawn, undefined, { timeout: pictureMsMax })
    await page.waitForTimeout(drawWatchMs)
    const { pictureAt, liveCalls, liveFrames } = await page.evaluate(readDraws)
    const drawCallsPerFrame = round(liveCalls / liveFrames)
    return { ms: round(pictureAt), bytes: wire.until(pictureAt), drawCallsPerFrame }
  } finally {
    await browser.dispose()
  }
}

function isDrawn(): boolean {
  return (globalThis as unknown as { draws: Draws }).draws.pictureAt > 0
}
