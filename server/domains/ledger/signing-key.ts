import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import { keptSecret } from '#platform/kept-secret'

/** Signs batches. Only `sign` reaches the private key, so that it is never logged. `publicKey` is raw. */
export type SigningKey = { id: string; publicKey: Buffer; sign(bytes: Uint8Array): Buffer }

export const keyBytes = 32
// An Ed25519 private key is its 32 bytes behind this (RFC 8410, 7); in a public key they are the last 32.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key of the setting, 32 bytes in Base64; without it, one that is kept under `dataDir`. */
export function loadSigningKey({ secret, dataDir }: { secret: string | undefined; dataDir: string }): SigningKey {
  const text = secret ?? keptSecret(dataDir, 'ledger-signing-key', () => randomBytes(keyBytes).toString('base64'))
  const seed = Buffer.from(text, 'base64')
  if (seed.length !== keyBytes) throw new Error(`the ledger's signing key: expected ${keyBytes} bytes in Base64`)
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-keyBytes)
  return { id: keyIdOf(publicKey), publicKey, sign: (bytes) => sign(null, bytes, privateKey) }
}

/** A key is named by the beginning of its SHA-256. */
export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
}
