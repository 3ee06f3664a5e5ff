import type { Page } from 'playwright-core'
import { readDraws, watchDraws } from './draws.ts'

/** Calls that draw: of a page that is seen, and of one that is told that nobody sees it, in the same time. */
export type HiddenReading = { seconds: number; seenDraws: number; hiddenDraws: number }

/**
 * Counts what a page draws once it is told that it is hidden. Headless pages never are, and the browser goes on calling
 * for frames, so what is counted is what the page itself does.
 */
export async function readHidden(page: Page, seconds: number): Promise<HiddenReading> {
  await page.evaluate(watchDraws)
  const seenDraws = await drawsIn(page, seconds)
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: true })
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  return { seconds, seenDraws, hiddenDraws: await drawsIn(page, seconds) }
}

async function drawsIn(page: Page, seconds: number): Promise<number> {
  const before = await page.evaluate(readDraws)
  await page.waitForTimeout(seconds * 1000)
  return (await page.evaluate(readDraws)).calls - before.calls
}
