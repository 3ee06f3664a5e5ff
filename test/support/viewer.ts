import type { Page } from 'playwright-core'
import { freePort } from './free-port.ts'
import { until } from './until.ts'
import { startVillageServer, type VillageServer } from './village-server.ts'

export const administrator = { email: 'ops@example.org', password: 'only the operators know' }

/** Starts a server at an address that links in letters lead to, with an administrator. */
export async function startPublicServer(): Promise<VillageServer> {
  const port = String(await freePort())
  return startVillageServer({
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ADMIN_EMAIL: administrator.email,
    ADMIN_PASSWORD: administrator.password,
    SIGN_INS_PER_MINUTE: '1000',
  })
}

/** The newest link in a letter to someone, which in development goes to the log. */
export function linkTo({ output }: VillageServer, email: string, holding: string): Promise<string> {
  return until(`a link for ${email}`, () => {
    const letters = output()
      .split('\n')
      .filter((line) => line.includes(`"to":"${email}"`) && line.includes(holding))
    return /"link":"([^"]+)"/.exec(letters.at(-1) ?? '')?.[1]
  })
}

/** Notes what goes wrong within a page: errors, and what the content security policy forbids. */
export function notingFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // The browser reports every answer that is a refusal.
    if (message.type() === 'error' && !message.text().includes('the server responded with')) faults.push(message.text())
  })
  return faults
}

/** Signs someone in through the form of the account's page. */
export async function signInOn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.locator('.drawer').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}
