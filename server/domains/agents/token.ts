import { createHash, randomBytes } from 'node:crypto'

const prefix = 'avt_'
const secretBytes = 32

/** A new secret for an agent. It has 256 random bits, so a plain hash of it is enough to store. */
export function newToken(): string {
  return prefix + randomBytes(secretBytes).toString('base64url')
}

/** What is stored of a token: its SHA-256 in hexadecimal. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Whether text has the shape of a token; what has not needs no look-up. */
export function isTokenShaped(text: string): boolean {
  return text.length === prefix.length + 43 && text.startsWith(prefix)
}
