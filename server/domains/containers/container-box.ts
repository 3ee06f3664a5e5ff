import { setTimeout as sleep } from 'node:timers/promises'
import type { Duplex } from 'node:stream'
import { InfrastructureFault } from '#match/contract'
import { within, type Docker } from '#platform/docker'
import { createFrameParser } from '#platform/docker-frames'
import type { DockerWatch } from '#platform/docker-watch'
import { causeOfDeath, type Death } from './container-death.ts'
import { createOptionsOf, type BoxSpec } from './container-flags.ts'
import { createLineReader } from './container-lines.ts'

/** Who hears what a container says. After a flood or the end nothing more comes. */
export type Ears = { line(text: string): void; flood(detail: string): void; end(): void }

/** How long a line of a container may be, and how much it may write to its second stream in all. */
export type Bounds = { lineBytesMax: number; stderrBytesMax: number }

/** A running container with a runner in it that waits for questions. */
export type Box = {
  spec: BoxSpec
  /** What runs the agent in it, such as `node 24.21.0`. */
  version: string
  /** From now on these hear it, within these bounds or those of a container at rest. */
  listen(ears: Ears, bounds?: Bounds): void
  send(line: string): void
  /** Why it ended; only to be asked after it did. */
  death(): Promise<Death>
  /** Ends and removes it. It never throws. */
  end(): Promise<void>
}

/** Where boxes come from. */
export type BoxSource = { docker: Docker; watch: DockerWatch }

const askMsMax = 10_000
const startMsMax = 20_000
const removeTries = 3
const removeAgainMs = 500
const stderrKeptBytes = 4_096
const protocol = 'ready 1 '
const boundsAtRest: Bounds = { lineBytesMax: 200, stderrBytesMax: 65_536 }

/** Starts a container and waits until its runner is ready. Throws an InfrastructureFault that says why it can't be. */
export async function startBox(source: BoxSource, spec: BoxSpec): Promise<Box> {
  const lossesBefore = source.watch.losses()
  const creating = source.docker.createContainer(createOptionsOf(spec))
  const container = await within(askMsMax, 'making a container', creating).catch((error: Error) => {
    void creating.then((late) => late.remove({ force: true })).catch(() => {}) // it came too late
    throw faultOf(spec, error)
  })
  let stream: Duplex | undefined
  try {
    const attaching = container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true })
    stream = (await within(askMsMax, 'attaching to a container', attaching)) as Duplex
    const ready = openBox(source, spec, container.id, stream, lossesBefore)
    await within(startMsMax, 'starting a container', container.start())
    return await within(startMsMax, 'the runner in a container', ready)
  } catch (error) {
    void endContainer(source.docker, container.id, stream)
    throw faultOf(spec, error as Error)
  }
}

function faultOf(spec: BoxSpec, error: Error): InfrastructureFault {
  return new InfrastructureFault(`no container of ${spec.image} on ${spec.runtime}: ${error.message.trim()}`)
}

/** The box around an attached container; it is there when the runner says so. */
function openBox(
  source: BoxSource,
  spec: BoxSpec,
  id: string,
  stream: Duplex,
  lossesBefore: number | undefined,
): Promise<Box> {
  const { promise, resolve, reject } = Promise.withResolvers<Box>()
  promise.catch(() => {}) // the start may fail first
  let ears: Ears = { line: begin, flood: fail, end: () => fail('the runner ended at once') }
  let bounds = boundsAtRest
  let stderrBytes = 0
  let stderrTail = ''
  let hasEnded = false
  let dying: Promise<Death> | undefined
  let ending: Promise<void> | undefined
  const take = createLineReader(
    () => bounds.lineBytesMax,
    hear,
    () => flood('a longer line than an answer may be'),
  )
  stream.on('data', createFrameParser({ stdout: take, stderr: takeError }))
  stream.on('error', () => {}) // 'close' follows
  stream.on('close', () => lastly(() => ears.end()))
  return promise

  function begin(line: string): void {
    if (!line.startsWith(protocol)) return fail('another runner than this server knows')
    resolve({ spec, version: line.slice(protocol.length), listen, send, death, end })
  }

  function fail(reason: string): void {
    reject(new Error(`${reason} ${stderrTail}`))
  }

  function listen(nextEars: Ears, nextBounds: Bounds = boundsAtRest): void {
    ears = nextEars
    bounds = nextBounds
    stderrBytes = 0
    if (hasEnded) ears.end()
  }

  function hear(line: string): void {
    if (!hasEnded) ears.line(line)
  }

  function takeError(bytes: Buffer): void {
    if (hasEnded) return
    stderrBytes += bytes.length
    stderrTail = (stderrTail + bytes.toString()).slice(-stderrKeptBytes)
    if (stderrBytes > bounds.stderrBytesMax) flood('more errors than may be written')
  }

  function flood(detail: string): void {
    lastly(() => ears.flood(detail))
    stream.destroy()
  }

  function lastly(tell: () => void): void {
    if (hasEnded) return
    hasEnded = true
    dying = causeOfDeath(source, { id, runtime: spec.runtime }, lossesBefore, () => stderrTail)
    tell()
  }

  function send(line: string): void {
    stream.write(`${line}\n`)
  }

  function death(): Promise<Death> {
    return dying ?? Promise.resolve({ by: 'infrastructure', detail: 'the container still runs' })
  }

  function end(): Promise<void> {
    hasEnded = true
    ending ??= endContainer(source.docker, id, stream)
    return ending
  }
}

// Docker's remove waits for ever while somebody is attached and doesn't read.
async function endContainer(docker: Docker, id: string, stream: Duplex | undefined): Promise<void> {
  stream?.destroy()
  for (let tried = 0; tried < removeTries; tried += 1) {
    try {
      return void (await within(askMsMax, 'Docker', docker.getContainer(id).remove({ force: true, v: true })))
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 404) return
      await sleep(removeAgainMs, undefined, { ref: false })
    }
  }
}
