import { stripTypeScriptTypes } from 'node:module'
import * as path from 'node:path/posix'
import { type Program, Fault } from '#domain/sandbox'

/** The files of a program as its modules: which file an import means, and the JavaScript in it. */
export type Imports = {
  resolve(importer: string, request: string): string
  /** What it throws, the importer sees. */
  load(file: string): string
}

const relative = /^\.\.?\//
const plainFile = /\.[cm]?js$/

/** Imports stay among the program's own files: `./` and `../` from the importing one, with the ending. */
export function importsOf({ files, language }: Program): Imports {
  return { resolve, load }

  // The engine has no way to refuse here: what is no file of the program stays as it was written, and is refused by `load`.
  function resolve(importer: string, request: string): string {
    const file = path.join(path.dirname(importer), request)
    return relative.test(request) && files.has(file) ? file : `import of ${named(request)}`
  }

  function load(file: string): string {
    const bytes = files.get(file)
    if (bytes === undefined)
      throw new Error(`${file}: not a file of the program (begin with ./ or ../, write the ending)`)
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (source.includes('\0')) throw new Error(`${named(file)} is not text`)
    return language === 'typescript' && !plainFile.test(file) ? stripped(source) : source
  }
}

let isStripperBroken = false

/** Whether a program broke the tool that takes types off, for the whole thread: deep nesting does. */
export function hasBrokenStripper(): boolean {
  return isStripperBroken
}

function stripped(source: string): string {
  try {
    return stripTypeScriptTypes(source)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_INTERNAL_ASSERTION') throw error
    isStripperBroken = true
    throw new Fault('crash', 'it is nested too deeply to take its types off')
  }
}

function named(text: string): string {
  return JSON.stringify(text.slice(0, 100))
}
