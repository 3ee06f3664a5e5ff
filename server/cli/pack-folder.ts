import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { isUtf8 } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import * as tar from 'tar-stream'
import { isIgnored } from '#domain/competitors'
import { limits } from '#kernel/limits'
import type { PushInput } from '#messages/competitors'
import { CommandFailure } from './office.ts'

type Code = Pick<PushInput, 'source' | 'module' | 'archive' | 'main'>

/** Reads what is to be pushed: a folder, an archive, a module, or one file of source. Links are refused, not followed. */
export async function readCode(target: string): Promise<Code> {
  const stats = statOf(target)
  if (stats.isDirectory()) return { archive: (await packFolder(target)).toString('base64') }
  if (!stats.isFile()) throw new CommandFailure(`${target} is neither a file nor a folder`)
  if (stats.size > limits.archiveBytesMax)
    throw new CommandFailure(`${target} has ${stats.size} bytes; expected at most ${limits.archiveBytesMax}`)
  const bytes = readFileSync(target)
  if (/\.(zip|tar|tgz|tar\.gz)$/.test(target)) return { archive: bytes.toString('base64') }
  const main = path.basename(target)
  if (target.endsWith('.wasm')) return { module: bytes.toString('base64'), main }
  if (!isUtf8(bytes)) throw new CommandFailure(`${target}: expected UTF-8`)
  return { source: bytes.toString(), main }
}

async function packFolder(folder: string): Promise<Buffer> {
  const pack = tar.pack()
  const chunks: Buffer[] = []
  const packed = collect(pack as AsyncIterable<Buffer>, chunks)
  for (const file of filesIn(folder))
    pack.entry({ name: file, mtime: new Date(0) }, readFileSync(path.join(folder, file)))
  pack.finalize()
  await packed
  return gzipSync(Buffer.concat(chunks))
}

async function collect(stream: AsyncIterable<Buffer>, chunks: Buffer[]): Promise<void> {
  for await (const chunk of stream) chunks.push(chunk)
}

/** The files of a folder and those below it, but what is left out of a program; looked at before any is read. */
function filesIn(folder: string): string[] {
  const files: string[] = []
  let bytes = 0
  visit('')
  return files

  function visit(below: string): void {
    for (const name of readdirSync(path.join(folder, below)).sort()) {
      const relative = below === '' ? name : `${below}/${name}`
      if (!isIgnored(relative)) take(relative)
    }
  }

  function take(relative: string): void {
    const stats = statOf(path.join(folder, relative))
    if (stats.isDirectory()) return visit(relative)
    if (!stats.isFile()) throw new CommandFailure(`${relative}: expected files and folders only`)
    files.push(relative)
    bytes += stats.size
    if (files.length > limits.programFilesMax)
      throw new CommandFailure(`${folder}: expected at most ${limits.programFilesMax} files`)
    if (bytes > limits.programBytesMax)
      throw new CommandFailure(`${folder}: expected at most ${limits.programBytesMax} bytes`)
  }
}

function statOf(target: string) {
  const stats = lstatSync(target, { throwIfNoEntry: false })
  if (stats === undefined) throw new CommandFailure(`there is nothing at ${target}`)
  if (stats.isSymbolicLink()) throw new CommandFailure(`${target} is a link; expected files and folders only`)
  return stats
}
