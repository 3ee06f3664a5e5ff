type Bytes = Uint8Array<ArrayBuffer>

/** Whether a raw Ed25519 key has signed these bytes (RFC 8032), by WebCrypto, so here and in the browser. */
export async function hasSigned(key: Bytes, signature: Bytes, bytes: Bytes): Promise<boolean> {
  try {
    const publicKey = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', publicKey, signature, bytes)
  } catch {
    return false // 32 bytes that are no point of the curve
  }
}
