// Runs one agent in JavaScript or TypeScript. It says `ready`, then serves questions from its input, one line each:
//
//   <nonce> load {"main": "agent.js", "files": {"agent.js": "<base64>"}}
//   <nonce> init|act|onResult <argument as JSON>
//
// and answers each with one line: `<nonce> returned <JSON>`, or `<nonce> crash|invalid_reply|memory <reason as JSON>`.
// Between questions it blocks in reading, so that nothing on the agent's main thread goes on. Agent code runs in the same
// realm: what is needed after loading is taken beforehand, and what the host believes is decided by the host.
import { closeSync, mkdirSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import * as path from 'node:path'
import { pathToFileURL } from 'node:url'

const { parse, stringify } = JSON
const { concat } = Buffer
const { construct } = Reflect
const { isFinite } = Number
const { min } = Math
const toText = String
const chunkBytes = 65_536
const reasonCharsMax = 300
const newline = 10
const folder = '/tmp/agent'

// What the agent prints goes where errors go; its replies have a way of their own.
const input = moved(0, '/dev/null', 'r')
const output = moved(1, '/proc/self/fd/2', 'w')
let rest = Buffer.alloc(0)
let agent

setInterval(() => {}, 2 ** 30) // a promise that never settles runs out of time, and does not end the process
if (process.argv[2] === 'typescript') stripTypeScriptTypes('') // its first use takes a while
say(`ready 1 node ${process.versions.node}`)
for (;;) {
  const line = readLine()
  const first = line.indexOf(' ')
  const second = line.indexOf(' ', first + 1)
  const nonce = line.slice(0, first)
  say(`${nonce} ${await answerTo(line.slice(first + 1, second), line.slice(second + 1))}`)
}

/** Another descriptor for what `fd` leads to; `fd` itself leads to `file` from then on. Where that can't be, `fd`. */
function moved(fd, file, flags) {
  let copy
  try {
    copy = openSync(`/proc/self/fd/${fd}`, flags)
    closeSync(fd)
  } catch {
    return fd
  }
  try {
    openSync(file, flags) // takes the lowest number, which is the one just closed
  } catch {
    openSync('/dev/null', flags)
  }
  return copy
}

function say(line) {
  let bytes = Buffer.from(`${line}\n`)
  while (bytes.length > 0) bytes = bytes.subarray(writeSync(output, bytes))
}

function readLine() {
  const chunks = []
  for (let chunk = rest; ; chunk = readChunk()) {
    const end = chunk.indexOf(newline)
    if (end < 0) {
      chunks[chunks.length] = chunk
      continue
    }
    chunks[chunks.length] = chunk.subarray(0, end)
    rest = chunk.subarray(end + 1)
    return concat(chunks).toString()
  }
}

function readChunk() {
  const chunk = Buffer.allocUnsafe(chunkBytes)
  const length = readSync(input, chunk)
  if (length === 0) process.reallyExit(0) // the host has gone
  return chunk.subarray(0, length)
}

async function answerTo(name, argument) {
  try {
    if (name === 'load') return await load(parse(argument))
    if (typeof agent[name] !== 'function')
      return name === 'act' ? 'crash "the agent has no function act"' : 'returned null'
    return written(name, await agent[name](parse(argument)))
  } catch (error) {
    return reason('crash', error)
  }
}

async function load({ main, files }) {
  for (const [name, content] of Object.entries(files)) write(inside(name), Buffer.from(content, 'base64'))
  process.chdir(folder)
  const exported = await import(pathToFileURL(inside(main)).href)
  agent = 'default' in exported ? await unwrapped(exported.default) : exported
  if (typeof agent !== 'object' || agent === null) throw new TypeError('the main file exports no agent')
  return 'returned null'
}

function inside(name) {
  const file = path.join(folder, name)
  if (!file.startsWith(`${folder}/`)) throw new Error(`${name} leads out of the program`)
  return file
}

function write(file, content) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
}

function unwrapped(exported) {
  if (typeof exported !== 'function') return exported
  return isConstructor(exported) ? construct(exported, []) : exported()
}

function isConstructor(callee) {
  try {
    construct(Object, [], callee)
    return true
  } catch {
    return false
  }
}

// Answers of init and onResult are of no interest, and not even read.
function written(name, answer) {
  if (name !== 'act') return 'returned null'
  if (typeof answer === 'number' && !isFinite(answer)) return `invalid_reply "act gave ${answer}"`
  try {
    const text = stringify(answer)
    return text === undefined ? `invalid_reply "act gave ${typeof answer}"` : `returned ${text}`
  } catch (error) {
    return reason('invalid_reply', error)
  }
}

function reason(kind, error) {
  try {
    const text = typeof error === 'object' && error !== null ? `${error.name}: ${error.message}` : toText(error)
    const isMemory = error instanceof RangeError && /allocation failed|out of memory/i.test(error.message)
    return `${isMemory ? 'memory' : kind} ${stringify(text.slice(0, min(text.length, reasonCharsMax)))}`
  } catch {
    return `${kind} "something was thrown that cannot be told"`
  }
}
