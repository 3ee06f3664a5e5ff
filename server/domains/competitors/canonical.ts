import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { CodeLanguage, Hook } from '#messages/competitors'
import type { Program } from '#domain/sandbox'

/** What a version is made of. */
export type Content = { kind: 'code'; program: Program } | { kind: 'hook'; hook: Hook }

/**
 * A content as bytes, the same for the same content: what is stored, and what the digest is taken of. For code it is
 * `village-program 1 <language> <main>`, then each file as `<bytes> <path>` and its content, in the order of the paths'
 * UTF-8; each of these ends with a line feed. For a hook it is `village-hook 1 <protocol> <url>` and a line feed.
 */
export function encode(content: Content): Buffer {
  if (content.kind === 'hook') return Buffer.from(`village-hook 1 ${content.hook.protocol} ${content.hook.url}\n`)
  const { language, main, files } = content.program
  const paths = [...files.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const parts = paths.flatMap((path) => {
    const bytes = files.get(path)!
    return [Buffer.from(`${bytes.length} ${path}\n`), bytes, Buffer.from('\n')]
  })
  return Buffer.concat([Buffer.from(`village-program 1 ${language} ${main}\n`), ...parts])
}

/** The name of a content: SHA-256 of its canonical bytes, in hexadecimal. */
export function digestOf(encoded: Buffer): string {
  return createHash('sha256').update(encoded).digest('hex')
}

/** The name of a content that is not encoded yet. */
export function digestOfContent(content: Content): string {
  return digestOf(encode(content))
}

/** Reads what `encode` wrote. */
export function decode(encoded: Buffer): Content {
  const head = lineAt(encoded, 0)
  const [, form, first, second] = /^village-(program|hook) 1 (\S+) (.+)$/.exec(head.text) ?? []
  assert(first !== undefined && second !== undefined, 'expected a canonical form')
  if (form === 'hook') return { kind: 'hook', hook: { url: second, protocol: first as Hook['protocol'] } }
  const files = filesFrom(encoded, head.next)
  return { kind: 'code', program: { language: first as CodeLanguage, main: second, files } }
}

function filesFrom(encoded: Buffer, start: number): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  for (let at = start; at < encoded.length;) {
    const { text, next } = lineAt(encoded, at)
    const space = text.indexOf(' ')
    const end = next + Number(text.slice(0, space))
    files.set(text.slice(space + 1), new Uint8Array(encoded.subarray(next, end)))
    at = end + 1
  }
  return files
}

function lineAt(bytes: Buffer, at: number): { text: string; next: number } {
  const end = bytes.indexOf('\n', at)
  assert(end >= 0, 'expected a line in a canonical form')
  return { text: bytes.toString('utf8', at, end), next: end + 1 }
}
