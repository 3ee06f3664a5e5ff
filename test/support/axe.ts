import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { narrow, wide } from './browser.ts'

const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe-core finds wrong with a page as it is now: one line for each fault and element. */
export async function faultsFoundByAxe(page: Page): Promise<string[]> {
  await page.evaluate(source)
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ['violations'] })`)
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${impact} ${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

/** The same for the screen of a desktop and that of a phone; leaves the page on the desktop. */
export async function faultsOnBothScreens(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const size of [narrow, wide]) {
    await page.setViewportSize(size)
    for (const fault of await faultsFoundByAxe(page)) faults.push(`${size.width} pixels wide: ${fault}`)
  }
  return faults
}
