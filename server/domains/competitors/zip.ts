import { crc32 } from 'node:zlib'
import * as yauzl from 'yauzl'
import { drain, quoted, type EntryKind, type Intake } from './files.ts'

/** Takes the files of a zip; answers what was expected of it, if it is refused. Throws if it is damaged. */
export async function readZip(bytes: Buffer, intake: Intake): Promise<string | undefined> {
  const zip = await yauzl.fromBufferPromise(bytes, { strictFileNames: true, decodeStrings: true })
  for await (const entry of zip.eachEntry()) {
    const expected = await takeEntry(zip, entry, intake)
    if (expected !== undefined) return expected
  }
  return undefined
}

async function takeEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, intake: Intake): Promise<string | undefined> {
  const verdict = intake.look(entry.fileName, kindOf(entry), entry.uncompressedSize)
  if (verdict.status === 'bad') return verdict.expected
  if (verdict.status === 'skip') return undefined
  if (entry.isEncrypted()) return `expected no encryption, but ${quoted(entry.fileName)} is encrypted`
  if (!entry.canDecodeFileData()) return `expected files that are stored or deflated, unlike ${quoted(entry.fileName)}`
  const content = await drain(await zip.openReadStreamPromise(entry), intake.room())
  if (content === undefined) return intake.tooLarge()
  if (crc32(content) !== entry.crc32) return `expected an undamaged archive, unlike ${quoted(entry.fileName)} in it`
  intake.put(verdict.path, content)
  return undefined
}

const typeMask = 0o170_000
const types: Record<number, EntryKind> = { 0o100_000: 'file', 0o040_000: 'folder', 0o120_000: 'link' }

// Zips made on Unix say in the upper half of the attributes what a file is (stat's st_mode).
function kindOf({ fileName, externalFileAttributes }: yauzl.Entry): EntryKind {
  const type = (externalFileAttributes >>> 16) & typeMask
  if (type !== 0) return types[type] ?? 'special'
  return fileName.endsWith('/') ? 'folder' : 'file'
}
