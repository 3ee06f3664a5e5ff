import type { Verdict } from '#match/verdict'
import { shortDetail } from '#domain/sandbox'

/** What an agent answered, or its fault; what it used is still to be added. */
export type Answer = { status: 'returned'; text: string } | { status: 'fault'; verdict: Verdict; detail: string }

/** What a runner may say of its agent. */
const admitted: readonly string[] = ['crash', 'invalid_reply', 'memory'] satisfies Verdict[]

/**
 * Reads the line of a runner (deploy/images/runner): `<nonce> returned <JSON>` or `<nonce> <verdict> <reason as JSON>`. The
 * agent shares the runner's process, so nothing is believed but what anyone may say of himself.
 */
export function parseReply(line: string, nonce: string, replyBytesMax: number): Answer {
  const [word, text] = wordsOf(line, nonce)
  if (word === 'returned') return checked(text, replyBytesMax)
  if (!admitted.includes(word)) return fault('violation', 'it spoke out of turn')
  const reason = jsonOf(text)
  return fault(word as Verdict, typeof reason === 'string' ? reason : 'no reason was given')
}

// A line with another nonce has no word that is known.
function wordsOf(line: string, nonce: string): [word: string, text: string] {
  if (!line.startsWith(`${nonce} `)) return ['', '']
  const rest = line.slice(nonce.length + 1)
  const end = rest.indexOf(' ')
  return end < 0 ? ['', ''] : [rest.slice(0, end), rest.slice(end + 1)]
}

function checked(text: string, replyBytesMax: number): Answer {
  if (Buffer.byteLength(text) > replyBytesMax) return fault('flood', 'a longer answer than it may give')
  if (jsonOf(text) === undefined) return fault('invalid_reply', 'its answer is not JSON')
  return { status: 'returned', text }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function fault(verdict: Verdict, detail: string): Answer {
  return { status: 'fault', verdict, detail: shortDetail(detail) }
}
