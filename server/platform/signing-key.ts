import { createHash, createPrivateKey, createPublicKey, hkdfSync, randomBytes, sign } from 'node:crypto'
import { keptSecret } from './kept-secret.ts'

/** Signs bytes with Ed25519. Only `sign` reaches the private key, so that it is never logged. `publicKey` is raw. */
export type SigningKey = { id: string; publicKey: Buffer; sign(bytes: Uint8Array): Buffer }

/** Where an installation's secret for signing comes from: 32 bytes in Base64, or one that is kept under `dataDir`. */
export type SigningSecret = { secret: string | undefined; dataDir: string }

export const keyBytes = 32
// An Ed25519 private key is its 32 bytes behind this (RFC 8410, 7); in a public key they are the last 32.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key of the ledger: the installation's secret itself. */
export function loadSigningKey(given: SigningSecret): SigningKey {
  return keyFrom(secretOf(given))
}

/** Another key from the same secret, for one purpose (HKDF, RFC 5869): whoever has it can't sign for any other. */
export function deriveSigningKey(given: SigningSecret, purpose: string): SigningKey {
  return keyFrom(Buffer.from(hkdfSync('sha256', secretOf(given), '', `ai-village ${purpose}`, keyBytes)))
}

/** A key is named by the beginning of its SHA-256. */
export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
}

function secretOf({ secret, dataDir }: SigningSecret): Buffer {
  const text = secret ?? keptSecret(dataDir, 'ledger-signing-key', () => randomBytes(keyBytes).toString('base64'))
  const seed = Buffer.from(text, 'base64')
  if (seed.length !== keyBytes) throw new Error(`the signing key: expected ${keyBytes} bytes in Base64`)
  return seed
}

function keyFrom(seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-keyBytes)
  return { id: keyIdOf(publicKey), publicKey, sign: (bytes) => sign(null, bytes, privateKey) }
}
