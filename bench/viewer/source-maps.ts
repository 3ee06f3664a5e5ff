import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { build } from 'vite'

/** Where a function of the built viewer is in its sources, and its name if that can be told; undefined for other code. */
export type Naming = (url: string, line: number, column: number) => { name?: string; source: string } | undefined

const lineCharsMax = 300
const keywords = new Set(['if', 'for', 'while', 'switch', 'return', 'function', 'catch'])

/** Builds the viewer once more, with source maps and into a folder of its own that is gone when this returns. */
export async function nameSources(): Promise<Naming> {
  const dir = mkdtempSync(path.join(tmpdir(), 'village-bench-'))
  try {
    const options = { outDir: dir, emptyOutDir: true, sourcemap: 'hidden' } as const
    await build({ configFile: 'client/vite.config.ts', logLevel: 'error', build: options })
    return namingOf(readMaps(path.join(dir, 'assets')), path.join(dir, 'assets'))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function readMaps(dir: string): Map<string, SourceMapPayload> {
  const files = readdirSync(dir).filter((file) => file.endsWith('.js.map'))
  return new Map(
    files.map((file) => [file.slice(0, -'.map'.length), JSON.parse(readFileSync(path.join(dir, file), 'utf8'))]),
  )
}

function namingOf(payloads: Map<string, SourceMapPayload>, dir: string): Naming {
  const maps = new Map([...payloads].map(([file, payload]) => [file, new SourceMap(payload)]))
  return (url, line, column) => {
    const file = url.slice(url.lastIndexOf('/') + 1)
    const entry = maps.get(file)?.findEntry(line, column)
    if (entry === undefined || !('originalSource' in entry)) return undefined
    const { originalSource, originalLine } = entry
    const { sources, sourcesContent } = payloads.get(file)!
    const text = sourcesContent[sources.indexOf(originalSource)]?.split('\n')[originalLine] ?? ''
    const name = nameIn(text)
    return {
      ...(name === undefined ? {} : { name }),
      source: `${shorten(path.resolve(dir, originalSource))}:${originalLine + 1}`,
    }
  }
}

// The line on which a function begins names it, unless a whole library is on one line.
function nameIn(line: string): string | undefined {
  if (line.length > lineCharsMax) return undefined
  const match = /(?:function\s+|const\s+|get\s+|set\s+)?([\w$#]+)\s*(?:=\s*(?:async\s*)?\(|\()/.exec(line)
  return match === null || keywords.has(match[1]!) ? undefined : match[1]
}

function shorten(file: string): string {
  const within = /.*node_modules\/(.*)/.exec(file)
  return within?.[1] ?? path.relative('.', file)
}
