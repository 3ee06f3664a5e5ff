import { parseArgs } from 'node:util'

/** What a bench was asked for, by the names of its options. */
export type Arguments<Count extends string, Text extends string> = {
  /** A whole number above 0. */
  count(name: Count): number
  /** Such numbers, between commas. */
  counts(name: Count): number[]
  text(name: Text): string | undefined
}

type Options = Record<string, { type: 'string'; default?: string }>

/** Reads options, numbers with their usual values and texts that may be missing. Throws with the usage if they are not so. */
export function readArguments<Count extends string, Text extends string = never>(
  args: string[],
  usage: string,
  usual: Record<Count, string>,
  texts: readonly Text[] = [],
): Arguments<Count, Text> {
  const options: Options = {}
  for (const [name, value] of Object.entries<string>(usual)) options[name] = { type: 'string', default: value }
  for (const name of texts) options[name] = { type: 'string' }
  const given = parse(args, usage, options)
  return {
    count: (name) => toCount(name, given[name]!),
    counts: (name) => given[name]!.split(',').map((text) => toCount(name, text)),
    text: (name) => given[name],
  }

  function toCount(name: Count, text: string): number {
    const value = Number(text)
    if (Number.isInteger(value) && value > 0) return value
    throw new Error(`--${name}: expected a whole number above 0, not ${JSON.stringify(text)}\n${usage}`)
  }
}

function parse(args: string[], usage: string, options: Options): Record<string, string | undefined> {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`, { cause: error })
  }
}
