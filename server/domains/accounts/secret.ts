import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'

const secretBytes = 32

/**
 * The secret of this installation: the configured one, or one of its own under `dataDir` that only its owner may read,
 * made once, so that sessions survive a restart.
 */
export function authSecretOf(configured: string | undefined, dataDir: string): string {
  if (configured !== undefined) return configured
  const file = path.join(dataDir, 'auth-secret')
  mkdirSync(dataDir, { recursive: true })
  try {
    return readSecret(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  writeOnce(file, randomBytes(secretBytes).toString('base64url'))
  return readSecret(file)
}

function readSecret(file: string): string {
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < secretBytes) throw new Error(`${file}: expected at least ${secretBytes} characters`)
  chmodSync(file, 0o600)
  return secret
}

// Whole or not at all, and of two processes that start together both take that of the first.
function writeOnce(file: string, secret: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${secret}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}
