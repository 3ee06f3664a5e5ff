import { randomBytes } from 'node:crypto'
import { keptSecret } from '#platform/kept-secret'

const secretBytes = 32

/** The secret that sessions are signed with: the configured one, or one that is kept under `dataDir`. */
export function authSecretOf(configured: string | undefined, dataDir: string): string {
  if (configured !== undefined) return configured
  const secret = keptSecret(dataDir, 'auth-secret', () => randomBytes(secretBytes).toString('base64url'))
  if (secret.length < secretBytes) throw new Error(`auth-secret: expected at least ${secretBytes} characters`)
  return secret
}
