import { execFile } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { promisify } from 'node:util'
import { librariesOf, type ImageFile } from '#platform/system-image'

const run = promisify(execFile)

type Python = { executable: string; library: string; modules: string; cacheTag: string }

const question = `import json, os, sys, sysconfig
print(json.dumps({
  'executable': os.path.realpath(sys.executable),
  'library': sysconfig.get_path('stdlib'),
  'modules': sysconfig.get_config_var('DESTSHARED'),
  'cacheTag': sys.implementation.cache_tag,
}))`

// Tests, tools and windows: nothing that an agent imports.
const left =
  /^(test|tests|idlelib|lib2to3|ensurepip|turtledemo|tkinter|pydoc_data|venv|curses|site-packages|dist-packages|__pycache__|config-.*|_test.*|_ctypes_test.*|xxlimited.*|_tkinter.*|_curses.*|readline.*|.*\.(a|exe))$/

/** A Python of this machine as files of an image: the interpreter, its standard library, and what they are linked with. */
export async function pythonFiles(command: string): Promise<ImageFile[]> {
  const python = JSON.parse((await run(command, ['-c', question])).stdout) as Python
  // Python finds its library by where it lies itself.
  const library = `/usr/${path.basename(path.dirname(python.library))}/${path.basename(python.library)}`
  const sources = await filesBelow(python.library)
  const compiled = await Promise.all(sources.filter(isSource).map((file) => compiledOf(file, python)))
  const extensions = (await readdir(python.modules)).filter((name) => name.endsWith('.so') && !left.test(name))
  const modules = extensions.map((name) => path.join(python.modules, name))
  return [
    { path: '/usr/bin/python3', content: python.executable, isExecutable: true },
    ...sources.map((file) => ({ path: path.join(library, path.relative(python.library, file)), content: file })),
    ...compiled.flat().map((file) => ({ ...file, path: path.join(library, path.relative(python.library, file.path)) })),
    ...modules.map((file) => ({ path: path.join(library, 'lib-dynload', path.basename(file)), content: file })),
    ...(await librariesOf([python.executable, ...modules])),
  ]
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !left.test(name))
  const found = entries.map(async (entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'lib-dynload' ? [] : filesBelow(file)
    const isFile = entry.isFile() || (await stat(file).catch(() => undefined))?.isFile()
    return isFile ? [file] : []
  })
  return (await Promise.all(found)).flat()
}

function isSource(file: string): boolean {
  return file.endsWith('.py')
}

/**
 * The compiled form of a source, if this machine has it and it is not out of date. Its header (PEP 552) is changed to say
 * that it holds without a look at the source, whose time the image doesn't keep: it halves the time to start.
 */
async function compiledOf(source: string, python: Python): Promise<ImageFile[]> {
  const name = path.join(path.dirname(source), '__pycache__', `${path.basename(source, '.py')}.${python.cacheTag}.pyc`)
  const content = await readFile(name).catch(() => undefined)
  if (content === undefined || content.length < 16) return []
  const { mtimeMs, size } = await stat(source)
  const isDated = content.readUInt32LE(4) === 0
  if (!isDated || content.readUInt32LE(8) !== Math.floor(mtimeMs / 1_000) || content.readUInt32LE(12) !== size)
    return []
  content.writeUInt32LE(1, 4)
  content.fill(0, 8, 16)
  return [{ path: name, content }]
}
