import type { Page } from 'playwright-core'

type Credentials = { email: string; password: string }

/** The administrator that every server in development has. */
export const administrator: Credentials = { email: 'admin@village.local', password: 'village-administrator' }

/** Signs a page's browser in as the administrator; the page has to show the village already. */
export async function signInAsAdministrator(page: Page): Promise<void> {
  const answer = await ask(page, 'POST', '/api/auth/sign-in/email', administrator)
  if (answer.user?.email !== administrator.email) throw new Error(`not signed in: ${JSON.stringify(answer)}`)
}

/** Signs someone in through the form of the account's page. */
export async function signInOn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.locator('.drawer').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** Calls the API from within a page, as the page itself would. */
export async function ask(page: Page, method: string, path: string, body?: object): Promise<any> {
  return page.evaluate(
    async ([method, path, body]) => {
      const sent = body === null ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      const answer = await fetch(path, { method, ...sent })
      return answer.json()
    },
    [method, path, body ?? null] as const,
  )
}
