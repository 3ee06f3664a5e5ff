import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Language, Program, Runtime } from '#domain/sandbox'
import { bounds } from './bounds.ts'
import type { Case } from './case.ts'
import { javascriptCases, typescriptCases } from './javascript-cases.ts'
import { pythonCases } from './python-cases.ts'
import { wasmCases } from './wasm-cases.ts'

/** The hostile suite: everything that is tried on a runtime before it may play for ratings. */
export const suite: readonly Case[] = [...javascriptCases, ...typescriptCases, ...pythonCases, ...wasmCases]

/** The cases that a runtime has to hold. */
export function casesFor({ id, languages }: Pick<Runtime, 'id' | 'languages'>, cases: readonly Case[]): Case[] {
  return cases.filter(({ language, runtimes }) => languages.includes(language) && runtimes.includes(id))
}

const folder = new URL('../../../deploy/hostile/', import.meta.url)
const extensions: Record<Language, string> = { javascript: 'js', typescript: 'ts', python: 'py', wasm: 'wasm' }

/** The program of a case, or the sane one of its language, as an agent's. */
export function programOf({ name, language }: Pick<Case, 'name' | 'language'>): Program {
  const main = `main.${extensions[language]}`
  return { language, main, files: new Map([[main, bytesOf({ name, language })]]) }
}

/** SHA-256 over the cases, their programs and what they are given, in hexadecimal: another suite, another digest. */
export function digestOf(cases: readonly Case[]): string {
  const hash = createHash('sha256').update(JSON.stringify([bounds, cases]))
  for (const one of cases) hash.update(`${one.language}/${one.name}\0`).update(bytesOf(one))
  return hash.digest('hex')
}

function bytesOf({ name, language }: Pick<Case, 'name' | 'language'>): Buffer {
  return readFileSync(new URL(`${language}/${name}.${extensions[language]}`, folder))
}
