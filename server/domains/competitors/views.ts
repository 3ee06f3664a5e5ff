import type { AgentId, VersionId } from '#kernel/ids'
import type { SourceFile, VersionSource, VersionView } from '#messages/competitors'
import type { Content } from './canonical.ts'
import type { VersionRow } from './tables.ts'

/** A version as anyone may know it: nothing of its source. */
export type Version = VersionView & { id: VersionId; agentId: AgentId }

export function toVersion(row: VersionRow, isActive: boolean): Version {
  const { id, agentId, game, number, kind, language, digest, bytes, state, failure, createdAt } = row
  const about = { id, agentId, game, number, kind, language, digest, bytes, state, failure }
  return { ...about, isActive, createdAt: createdAt.getTime() }
}

/** What a version is made of, as its owner is told. */
export function toSource(content: Content): VersionSource {
  if (content.kind === 'hook') return { main: null, files: [], hook: content.hook }
  const { main, files } = content.program
  return { main, files: [...files].map(([path, bytes]) => toFile(path, bytes)), hook: null }
}

function toFile(path: string, bytes: Uint8Array): SourceFile {
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { path, base64: Buffer.from(bytes).toString('base64') }
  }
}
