import { Fault, readerAt, sectionsOf, type Reader, type Section } from '#domain/sandbox'

const moduleBytesMax = 4 * 1024 * 1024
const pageBytes = 65_536
const tableElementsMax = 10_000

/** Sections that need no look: names, functions, globals, exports, start, elements, code, data, how much data. */
const harmless = new Set([0, 3, 6, 7, 8, 9, 10, 11, 12])
const functionType = 0x60
/** Numbers, vectors, and references that are handed on but not looked into. Whatever else there is lives on the host's heap. */
const plainTypes = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f])
const tableTypes = new Set([0x70, 0x6f])
const withMaximum = 1

/**
 * Reads a module before anything is made of it, and refuses with a Fault what an agent may not have: imports, a memory that
 * is shared, one of several, unbounded or too large, tables without a small maximum, types that live on the host's heap.
 * What it lets pass may still be no valid WebAssembly.
 */
export function checkModule(bytes: Uint8Array, memoryBytesMax: number): void {
  if (bytes.length > moduleBytesMax) throw refusal(`a module has at most ${moduleBytesMax} bytes`)
  const sections = readOrCrash(() => sectionsOf(bytes))
  if (!sections.some(({ id }) => id === 5)) throw refusal('a module needs a memory of its own')
  for (const section of sections) readOrCrash(() => checkSection(bytes, section, memoryBytesMax))
}

function checkSection(bytes: Uint8Array, { id, from, to }: Section, memoryBytesMax: number): void {
  const reader = readerAt(bytes, from, to)
  if (id === 1) return checkTypes(reader)
  if (id === 2) return checkImports(reader)
  if (id === 4) return checkTables(reader)
  if (id === 5) return checkMemory(reader, memoryBytesMax)
  if (!harmless.has(id)) throw refusal('exceptions and newer kinds of sections are not taken')
}

function checkTypes(reader: Reader): void {
  for (let left = reader.number(); left > 0; left -= 1) {
    if (reader.byte() !== functionType) throw refusal('types other than of functions are not taken')
    checkValues(reader)
    checkValues(reader)
  }
}

function checkValues(reader: Reader): void {
  for (let left = reader.number(); left > 0; left -= 1)
    if (!plainTypes.has(reader.byte())) throw refusal('only numbers, vectors, funcref and externref are taken')
}

function checkImports(reader: Reader): void {
  if (reader.number() !== 0) throw refusal('a module imports nothing: there is nothing to be had')
}

function checkTables(reader: Reader): void {
  let elements = 0
  for (let left = reader.number(); left > 0; left -= 1) {
    if (!tableTypes.has(reader.byte())) throw refusal('a table holds funcref or externref')
    elements += maximumOf(reader, 'a table')
    if (elements > tableElementsMax) throw refusal(`tables have at most ${tableElementsMax} elements`)
  }
}

function checkMemory(reader: Reader, memoryBytesMax: number): void {
  if (reader.number() !== 1) throw refusal('a module has one memory')
  if (maximumOf(reader, 'the memory') * pageBytes > memoryBytesMax)
    throw refusal(`the memory has a maximum of at most ${Math.floor(memoryBytesMax / pageBytes)} pages`)
}

function maximumOf(reader: Reader, what: string): number {
  if (reader.byte() !== withMaximum) throw refusal(`${what} declares a maximum, and is neither shared nor of 64 bits`)
  reader.number()
  return reader.number()
}

function refusal(detail: string): Fault {
  return new Fault('violation', detail)
}

function readOrCrash<Read>(read: () => Read): Read {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('crash', `the module cannot be read: ${error.message}`)
    throw error
  }
}
