import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gameOf, games } from '#games'
import { checkFolder } from './new-agent.ts'
import { CommandFailure } from './office.ts'

const starters = fileURLToPath(new URL('../../agents-sdk/starters', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))

const mains = new Map([
  ['javascript', { main: 'agent.js', onResult: 'onResult' }],
  ['typescript', { main: 'agent.ts', onResult: 'onResult' }],
  ['python', { main: 'agent.py', onResult: 'on_result' }],
])

export type StarterOptions = { language: string; game: string }

/** Writes a folder with an agent that competes, and a README that says what to do with it. */
export function writeStarter(given: string, { language, game }: StarterOptions, print: (line: string) => void): void {
  const starter = mains.get(language)
  if (starter === undefined) throw new CommandFailure(`--language: expected one of ${[...mains.keys()].join(', ')}`)
  if (gameOf(game) === undefined)
    throw new CommandFailure(`--game: expected one of ${games.map(({ id }) => id).join(', ')}`)
  // npm runs scripts in the repository; the folder belongs where the person stood.
  const folder = path.resolve(process.env.INIT_CWD ?? '.', given)
  checkFolder(folder)
  mkdirSync(folder, { recursive: true })
  cpSync(path.join(starters, language, starter.main), path.join(folder, starter.main))
  const name = path.basename(folder)
  const shell = {
    agent: word(name),
    folder: word(fromRoot(folder)),
    file: word(fromRoot(path.join(folder, starter.main))),
  }
  const words = { ...starter, ...shell, game, name }
  const readme = readFileSync(path.join(starters, 'README.md'), 'utf8')
  writeFileSync(path.join(folder, 'README.md'), fill(readme, words))
  print(`${path.join(folder, starter.main)} is ready; ${path.join(folder, 'README.md')} says what to do with it`)
}

function fromRoot(folder: string): string {
  const relative = path.relative(root, folder)
  return relative.startsWith(`..${path.sep}`) ? folder : relative
}

/** A word for a shell, in quotes if it needs them. */
function word(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function fill(text: string, words: Record<string, string>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, word: string) => words[word] ?? whole)
}
