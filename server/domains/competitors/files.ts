import { limits } from '#kernel/limits'
import { isPlainLine } from '#kernel/text'

/** The files of a program by their path: relative, in slashes. */
export type Files = ReadonlyMap<string, Uint8Array>

/** A path as the program has it, or what was expected of it. */
export type CheckedPath = { status: 'fine'; path: string } | { status: 'bad'; expected: string }

/** Looks at a path before anything is done with it. A folder's is without the slash at its end, the root's is empty. */
export function checkPath(given: string): CheckedPath {
  const path = given.replace(/^(\.\/+)+/, '').replace(/\/+$/, '')
  const expected = path === '' || path === '.' ? faultOfRoot(given) : faultOf(path)
  return expected === undefined ? { status: 'fine', path: path === '.' ? '' : path } : { status: 'bad', expected }
}

// An archive of a folder begins with the folder itself, as `./`.
function faultOfRoot(given: string): string | undefined {
  return /^\.(\/\.?)*$/.test(given) ? undefined : `expected a path instead of ${quoted(given)}`
}

function faultOf(path: string): string | undefined {
  if (!isPlainLine(path)) return `expected no control characters in the path ${quoted(path)}`
  if (path.includes('\\')) return `expected slashes instead of backslashes in ${quoted(path)}`
  if (/^(\/|[A-Za-z]:)/.test(path)) return `expected a relative path instead of ${quoted(path)}`
  if (Buffer.byteLength(path) > limits.programPathBytesMax)
    return `expected paths of at most ${limits.programPathBytesMax} bytes, unlike ${quoted(path)}`
  const isOdd = path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.trim() !== part)
  return isOdd ? `expected a plain path, without . and .., instead of ${quoted(path)}` : undefined
}

/** A name from outside as it can be shown. */
export function quoted(name: string): string {
  return JSON.stringify(shown(name, 80))
}

/** Text from outside as it can be shown: not too long, and nothing in it that rewrites the text around it. */
export function shown(text: string, charsMax: number): string {
  const plain = Array.from(text.slice(0, charsMax), (one) => (isPlainLine(one) ? one : '?')).join('')
  return text.length > charsMax ? `${plain}…` : plain
}

const ignored = new Set(['__MACOSX', '__pycache__', 'node_modules', 'Thumbs.db', 'desktop.ini'])

/** Whether a path is left out: what systems and tools leave behind, and whatever begins with a dot, such as secrets. */
export function isIgnored(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || ignored.has(part))
}

/** What stands at a path of an archive or a disk. Only files and folders are taken. */
export type EntryKind = 'file' | 'folder' | 'link' | 'special'

/** What to do with an entry: take its content, pass over it, or refuse it all. */
export type Verdict = { status: 'take'; path: string } | { status: 'skip' } | { status: 'bad'; expected: string }

/** Takes the files of an archive one by one, each looked at before its content is read. */
export type Intake = ReturnType<typeof createIntake>

/** An intake of at most `bytesMax` bytes, whatever the archive says of itself. */
export function createIntake(bytesMax: number) {
  const files = new Map<string, Uint8Array>()
  let entries = 0
  let left = bytesMax
  return { files, look, room: () => left, put, tooLarge }

  function look(name: string, kind: EntryKind, bytes: number): Verdict {
    entries += 1
    if (entries > limits.archiveEntriesMax) return bad(`expected at most ${limits.archiveEntriesMax} entries`)
    const checked = checkPath(name)
    if (checked.status === 'bad') return checked
    const { path } = checked
    if (isIgnored(path)) return { status: 'skip' }
    if (kind === 'folder' || (kind === 'file' && name.endsWith('/'))) return { status: 'skip' }
    if (kind === 'link') return bad(`expected no links, but ${quoted(path)} is one`)
    if (kind === 'special' || path === '') return bad(`expected files and folders only, unlike ${quoted(path)}`)
    if (files.has(path)) return bad(`expected each file once, but there are two of ${quoted(path)}`)
    if (files.size >= limits.programFilesMax) return bad(`expected at most ${limits.programFilesMax} files`)
    return bytes > left ? bad(tooLarge()) : { status: 'take', path }
  }

  function put(path: string, content: Uint8Array): void {
    files.set(path, content)
    left -= content.length
  }

  function tooLarge(): string {
    return bytesMax < limits.programBytesMax
      ? `expected an archive that unpacks to at most ${limits.archiveSwellMax} times its size`
      : `expected at most ${limits.programBytesMax} bytes when unpacked`
  }
}

function bad(expected: string): Verdict {
  return { status: 'bad', expected }
}

/** Reads a stream of bytes to its end, or gives up as soon as there is more than `bytesMax`. */
export async function drain(stream: AsyncIterable<unknown>, bytesMax: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A file that would have to be a folder too, if there is one. */
export function fileAndFolder(files: Files): string | undefined {
  return [...files.keys()].find((path) => foldersOf(path).some((folder) => files.has(folder)))
}

function foldersOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}

/** The folder that all files are in, if there is one. */
export function commonFolder(files: Files): string | undefined {
  const tops = new Set([...files.keys()].map((path) => path.slice(0, path.indexOf('/') + 1)))
  const [top = ''] = tops
  return tops.size === 1 && top !== '' ? top.slice(0, -1) : undefined
}
