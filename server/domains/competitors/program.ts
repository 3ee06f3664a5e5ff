import { isUtf8 } from 'node:buffer'
import { limits } from '#kernel/limits'
import type { Refusal } from '#kernel/refusal'
import { codeLanguages, type CodeLanguage, type Push } from '#messages/competitors'
import type { Program } from '#domain/sandbox'
import { checkPath, quoted, type Files } from './files.ts'
import { refuseField } from './hook.ts'
import { unpack } from './unpack.ts'

export type ReadProgram = { status: 'read'; program: Program } | Refusal

const endings: Record<CodeLanguage, readonly [string, ...string[]]> = {
  javascript: ['.js', '.mjs'],
  typescript: ['.ts', '.mts'],
  python: ['.py'],
  wasm: ['.wasm'],
}
const mainNames = ['agent', 'index', 'main']
const wasmMagic = '0061736d01000000'

/** Makes a program of what was pushed: a source, a module or an archive. */
export async function readProgram({ source, module, archive, language, main }: Push): Promise<ReadProgram> {
  if (source !== undefined) return programOfSource(source, language, main)
  const field = module === undefined ? 'archive' : 'module'
  const bytes = fromBase64((module ?? archive)!)
  if (bytes === undefined) return refuseField(field, 'expected Base64')
  if (bytes.length > limits.archiveBytesMax)
    return refuseField(field, `expected at most ${limits.archiveBytesMax} bytes`)
  return module === undefined ? programOfArchive(bytes, language, main) : programOfModule(bytes, language, main)
}

function programOfSource(source: string, language: CodeLanguage | undefined, main: string | undefined): ReadProgram {
  const written = language ?? languageOf(main ?? '')
  if (written === undefined) return refuseField('language', `expected one of ${codeLanguages.join(', ')}`)
  if (written === 'wasm') return refuseField('source', 'expected a module, not a source, for wasm')
  if (!source.isWellFormed()) return refuseField('source', 'expected well-formed Unicode')
  const path = main ?? `agent${endings[written][0]}`
  return programOfFile(path, Buffer.from(source), written, 'source')
}

function programOfModule(bytes: Buffer, language: CodeLanguage = 'wasm', main = 'agent.wasm'): ReadProgram {
  if (language !== 'wasm') return refuseField('language', 'expected wasm for a module')
  return programOfFile(main, bytes, language, 'module')
}

function programOfFile(main: string, bytes: Buffer, language: CodeLanguage, field: string): ReadProgram {
  const checked = checkPath(main)
  if (checked.status === 'bad') return refuseField('main', checked.expected)
  return decideProgram(new Map([[checked.path, bytes]]), { language, main: checked.path, field })
}

async function programOfArchive(bytes: Buffer, language: CodeLanguage | undefined, main: string | undefined) {
  const unpacked = await unpack(bytes)
  if (unpacked.status === 'bad') return refuseField('archive', unpacked.expected)
  const { files, folder } = unpacked
  const isInFolder = main !== undefined && !files.has(main) && folder !== '' && main.startsWith(`${folder}/`)
  return decideProgram(files, { language, main: isInFolder ? main.slice(folder.length + 1) : main, field: 'archive' })
}

type Wish = { language: CodeLanguage | undefined; main: string | undefined; field: string }

function decideProgram(files: Files, { language, main, field }: Wish): ReadProgram {
  const chosen = main === undefined ? chooseMain(files, language) : checkMain(files, main)
  if (typeof chosen !== 'string') return chosen
  const written = languageOf(chosen)
  if (written === undefined || (language !== undefined && written !== language))
    return refuseField('main', `expected a file ending in ${endingsOf(language).join(', ')}`)
  const expected = faultOfFiles(files) ?? faultOfMain(files.get(chosen)!, written)
  return expected === undefined
    ? { status: 'read', program: { language: written, main: chosen, files } }
    : refuseField(field, expected)
}

function checkMain(files: Files, main: string): string | Refusal {
  const checked = checkPath(main)
  if (checked.status === 'bad') return refuseField('main', checked.expected)
  return files.has(checked.path)
    ? checked.path
    : refuseField('main', `expected a file that is there, not ${quoted(main)}`)
}

/** The file that is begun with, by its name, or since it is the only one with code. */
function chooseMain(files: Files, language: CodeLanguage | undefined): string | Refusal {
  const asked = language === undefined ? codeLanguages : [language]
  const named = asked.flatMap((one) => namesFor(one).find((name) => files.has(name)) ?? [])
  const code = [...files.keys()].filter((path) => asked.includes(languageOf(path)!))
  const candidates = named.length > 0 ? named : code
  const [first] = candidates
  if (first !== undefined && candidates.length === 1) return first
  const found = candidates.slice(0, 3).map(quoted).join(' or ')
  return refuseField(
    'main',
    `expected the file that is begun with: ${found === '' ? `none is named ${mainNames.join(', ')}` : `is it ${found}?`}`,
  )
}

function namesFor(language: CodeLanguage): string[] {
  return mainNames.flatMap((name) => endings[language].map((ending) => name + ending))
}

/** The language of a file by its ending, if it is code. */
function languageOf(path: string): CodeLanguage | undefined {
  return codeLanguages.find((language) => endings[language].some((ending) => path.endsWith(ending)))
}

function endingsOf(language: CodeLanguage | undefined): string[] {
  return language === undefined ? Object.values(endings).flat() : [...endings[language]]
}

function faultOfFiles(files: Files): string | undefined {
  for (const [path, bytes] of files) {
    const language = languageOf(path)
    if (language === undefined || language === 'wasm') continue
    if (bytes.length > limits.sourceBytesMax)
      return `expected at most ${limits.sourceBytesMax} bytes in ${quoted(path)}`
    if (!isUtf8(bytes)) return `expected UTF-8 in ${quoted(path)}`
  }
  return undefined
}

function faultOfMain(bytes: Uint8Array, language: CodeLanguage): string | undefined {
  const head = Buffer.from(bytes.subarray(0, wasmMagic.length / 2)).toString('hex')
  if (language === 'wasm') return head === wasmMagic ? undefined : 'expected a WebAssembly module'
  return Buffer.from(bytes).toString().trim() === '' ? 'expected code, not blanks' : undefined
}

// Strictly: Node reads over what is no Base64.
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
