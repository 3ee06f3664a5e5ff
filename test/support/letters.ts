import { freePort } from './free-port.ts'
import { until } from './until.ts'
import type { VillageServer } from './village-server.ts'

/** Settings of a server whose letters lead to itself, and at which one may sign in as often as tests do. */
export async function lettersLeadHere(): Promise<Record<string, string>> {
  const port = String(await freePort())
  return { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, SIGN_INS_PER_MINUTE: '1000' }
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
