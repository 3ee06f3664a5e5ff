import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { limits } from '#kernel/limits'
import { commonFolder, createIntake, fileAndFolder, quoted, shown, type Files, type Intake } from './files.ts'
import { readTar } from './tar.ts'
import { readZip } from './zip.ts'

/** The files of an archive without the folder that all were in, and its name; or what was expected of the archive. */
export type Unpacked = { status: 'unpacked'; files: Files; folder: string } | { status: 'bad'; expected: string }

// A tar has a header of a block or a few for each entry, pads to whole blocks, and ends with up to 20 empty ones.
const tarBytesPerEntry = 2_048
const tarEndBytes = 10_240

/** Unpacks a .tar, .tar.gz or .zip in memory: nothing is written anywhere, and never more than a program may have. */
export async function unpack(archive: Buffer): Promise<Unpacked> {
  const intake = createIntake(Math.min(limits.programBytesMax, archive.length * limits.archiveSwellMax))
  try {
    const expected = await readInto(archive, intake)
    return expected === undefined ? finish(intake) : { status: 'bad', expected }
  } catch (error) {
    // What the libraries can't make sense of, they throw, in words of their own.
    return {
      status: 'bad',
      expected: `expected an archive that can be read: ${shown((error as Error).message, 200)}`,
    }
  }
}

function readInto(archive: Buffer, intake: Intake): Promise<string | undefined> {
  if (startsWith(archive, 'PK')) return readZip(archive, intake)
  if (startsWith(archive, '\x1f\x8b')) return readTarGz(archive, intake)
  return readTar(archive, intake)
}

function startsWith(bytes: Buffer, magic: string): boolean {
  return bytes.subarray(0, magic.length).toString('latin1') === magic
}

async function readTarGz(archive: Buffer, intake: Intake): Promise<string | undefined> {
  const maxOutputLength = intake.room() + limits.archiveEntriesMax * tarBytesPerEntry + tarEndBytes
  try {
    return await readTar(await promisify(gunzip)(archive, { maxOutputLength }), intake)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_BUFFER_TOO_LARGE') throw error
    return intake.tooLarge()
  }
}

function finish({ files }: Intake): Unpacked {
  if (files.size === 0) return { status: 'bad', expected: 'expected at least one file' }
  const both = fileAndFolder(files)
  if (both !== undefined) return { status: 'bad', expected: `expected no file where ${quoted(both)} needs a folder` }
  const folder = commonFolder(files)
  if (folder === undefined) return { status: 'unpacked', files, folder: '' }
  const inside = [...files].map(([path, content]) => [path.slice(folder.length + 1), content] as const)
  return { status: 'unpacked', files: new Map(inside), folder }
}
