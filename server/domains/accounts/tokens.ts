import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose'
import type { MemberId } from '#kernel/ids'

export type TokenHolder = { id: MemberId; name: string }

const refetchMsMin = 5_000

/** Checks tokens for rooms against our own keys, which are read again when a token names one that is not known. */
export function createTokenVerifier(publicUrl: string, readKeys: () => Promise<JSONWebKeySet>) {
  let keys: { set: ReturnType<typeof createLocalJWKSet>; at: number } | undefined
  return verify

  async function verify(token: string): Promise<TokenHolder | undefined> {
    try {
      const { payload } = await jwtVerify(token, keyFor, {
        issuer: publicUrl,
        audience: publicUrl,
        algorithms: ['EdDSA'],
        requiredClaims: ['sub', 'exp'],
      })
      return { id: payload.sub as MemberId, name: typeof payload.name === 'string' ? payload.name : '' }
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }

  async function keyFor(...given: Parameters<ReturnType<typeof createLocalJWKSet>>) {
    const known = (keys ??= await read())
    try {
      return await known.set(...given)
    } catch (error) {
      // Forged key names must not make us ask the database each time.
      if (!(error instanceof errors.JWKSNoMatchingKey) || Date.now() - known.at < refetchMsMin) throw error
      keys = await read()
      return keys.set(...given)
    }
  }

  async function read() {
    return { set: createLocalJWKSet(await readKeys()), at: Date.now() }
  }
}
