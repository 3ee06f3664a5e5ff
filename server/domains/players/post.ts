import type { SigningKey } from '#platform/signing-key'
import type { Exchanged } from './exchange.ts'

/** Calls hooks: each request is signed, so that a hook knows by whom it is asked. */
export type HookCaller = {
  key: SigningKey
  now(): number
}

export type HookRequest = { url: string; body: object; replyBytesMax: number; signal: AbortSignal }

/**
 * Posts JSON to a hook and reads what it answers, up to `replyBytesMax`. Redirects are not followed: the host was allowed,
 * not where it points. The signature is Ed25519 over `<seconds>.<body>` (docs/AGENTS.md).
 */
export async function postToHook(
  caller: HookCaller,
  { url, body, replyBytesMax, signal }: HookRequest,
): Promise<Exchanged> {
  const text = JSON.stringify(body)
  const seconds = Math.floor(caller.now() / 1000)
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal,
    body: text,
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'User-Agent': 'ai-village',
      'Village-Timestamp': String(seconds),
      'Village-Key': caller.key.publicKey.toString('hex'),
      'Village-Signature': caller.key.sign(Buffer.from(`${seconds}.${text}`)).toString('hex'),
    },
  })
  const answer = await bounded(response, replyBytesMax)
  if (answer === undefined) return { status: 'failed', verdict: 'flood', detail: `more than ${replyBytesMax} bytes` }
  if (!response.ok) return { status: 'failed', verdict: 'crash', detail: `answered ${response.status}` }
  return { status: 'answered', value: parsed(answer) }
}

/** The body as text; undefined if it is longer, of which no more is read. */
async function bounded(response: Response, bytesMax: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > bytesMax) return undefined // leaving the loop cancels the body
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

// What is no JSON is no move either, which the engine says.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
