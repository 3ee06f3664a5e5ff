import type { Runtime } from '#domain/sandbox'
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
