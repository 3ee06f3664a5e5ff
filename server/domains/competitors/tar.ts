import * as tar from 'tar-stream'
import { drain, type EntryKind, type Intake } from './files.ts'

type Entry = tar.ExtractEvents['entry'][1]

const blockBytes = 512

/** Takes the files of a tar (POSIX or GNU); answers what was expected of it, if it is refused. Throws if it is damaged. */
export async function readTar(bytes: Buffer, intake: Intake): Promise<string | undefined> {
  // Nothing else would tell that it was cut off between two files.
  if (bytes.subarray(-blockBytes).some((byte) => byte !== 0)) return 'expected a whole .tar, with an end'
  const extract = tar.extract()
  extract.end(bytes)
  for await (const entry of extract) {
    const expected = await takeEntry(entry, intake)
    if (expected !== undefined) return expected
  }
  return undefined
}

async function takeEntry(entry: Entry, intake: Intake): Promise<string | undefined> {
  const verdict = intake.look(entry.header.name, kindOf(entry.header), entry.header.size)
  if (verdict.status === 'bad') return verdict.expected
  if (verdict.status === 'skip') return void entry.resume()
  const content = await drain(entry, intake.room())
  if (content === undefined) return intake.tooLarge()
  intake.put(verdict.path, content)
  return undefined
}

function kindOf({ type, pax }: tar.Header): EntryKind {
  if (Object.keys(pax ?? {}).some((name) => name.startsWith('GNU.sparse'))) return 'special'
  if (type === 'file' || type === 'contiguous-file') return 'file'
  if (type === 'directory') return 'folder'
  return type === 'link' || type === 'symlink' ? 'link' : 'special'
}
