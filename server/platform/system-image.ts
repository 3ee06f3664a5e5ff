import type Docker from 'dockerode'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { pack, type Pack } from 'tar-stream'
import { within } from './docker.ts'

const run = promisify(execFile)
const epoch = new Date(0)
const pieceBytes = 2 ** 20

/** A file of an image: its path there, its content here (a file's path, or the bytes), and whether it can be run. */
export type ImageFile = { path: string; content: string | Uint8Array; isExecutable?: boolean }

/** The folder of an image in which `librariesOf` puts what programs are linked with; the dynamic linker has to be told. */
export const librariesFolder = '/usr/lib/agent'

/** What the programs of this machine load when they start: their shared libraries, and what loads those. */
export async function librariesOf(programs: readonly string[]): Promise<ImageFile[]> {
  const { stdout } = await run('ldd', [...programs], { maxBuffer: 2 ** 24 })
  const linked = [...stdout.matchAll(/=> (\/\S+) \(/g)].map((match) => match[1]!)
  const linkers = [...stdout.matchAll(/^\s+(\/\S+) \(/gm)].map((match) => match[1]!)
  return [
    ...[...new Set(linked)].map((file) => ({ path: `${librariesFolder}/${path.basename(file)}`, content: file })),
    ...[...new Set(linkers)].map((file) => ({ path: file, content: file, isExecutable: true })),
  ]
}

/** The same for the same files, wherever they come from and in whatever order: 64 hexadecimal digits (SHA-256). */
export async function digestOf(files: readonly ImageFile[]): Promise<string> {
  const whole = createHash('sha256')
  for (const file of sorted(files)) whole.update(`${file.path} ${modeOf(file)} ${await digestOfFile(file)}\n`)
  return whole.digest('hex')
}

// In pieces: other work gets its turn in between.
async function digestOfFile({ content }: ImageFile): Promise<string> {
  const own = createHash('sha256')
  if (typeof content !== 'string') own.update(content)
  else if ((await stat(content)).size <= pieceBytes) own.update(await readFile(content))
  else await pipeline(createReadStream(content, { highWaterMark: pieceBytes }), own)
  return own.digest('hex')
}

/** Makes an image of one layer from files and empty `folders`, without a registry: the same files give the same layer. */
export async function importImage(
  docker: Docker,
  name: string,
  files: readonly ImageFile[],
  folders: readonly string[],
  msMax: number,
): Promise<void> {
  const [repo, tag] = name.split(':')
  const tar = pack()
  const packed = packAll(tar, files, folders).catch((error: Error) => tar.destroy(error))
  const imported = docker.importImage(Readable.from(tar), { repo, tag }).then((answer) => lastWord(answer as Readable))
  const told = await within(msMax, `making the image ${name}`, imported).finally(() => tar.destroy())
  await packed
  if (/"error"/.test(told)) throw new Error(`making the image ${name}: ${told.trim()}`)
}

async function packAll(tar: Pack, files: readonly ImageFile[], folders: readonly string[]): Promise<void> {
  for (const name of foldersOf(files, folders)) await packFolder(tar, name)
  for (const file of sorted(files)) await packFile(tar, file)
  tar.finalize()
}

function packFolder(tar: Pack, name: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  tar.entry({ name: `${name.slice(1)}/`, type: 'directory', mode: 0o755, mtime: epoch }, () => resolve())
  return promise
}

async function packFile(tar: Pack, file: ImageFile): Promise<void> {
  const { content } = file
  const size = typeof content === 'string' ? (await stat(content)).size : content.length
  const entry = tar.entry({ name: file.path.slice(1), size, mode: modeOf(file), mtime: epoch })
  if (typeof content === 'string') await pipeline(createReadStream(content), entry)
  else entry.end(content)
}

function foldersOf(files: readonly ImageFile[], folders: readonly string[]): string[] {
  const found = new Set(folders)
  for (const file of files)
    for (let name = path.posix.dirname(file.path); name !== '/'; name = path.posix.dirname(name)) found.add(name)
  return [...found].sort()
}

function sorted(files: readonly ImageFile[]): ImageFile[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

function modeOf(file: ImageFile): number {
  return file.isExecutable ? 0o755 : 0o644
}

async function lastWord(answer: Readable): Promise<string> {
  let told = ''
  for await (const bytes of answer) told = (told + String(bytes)).slice(-2_000)
  return told
}
