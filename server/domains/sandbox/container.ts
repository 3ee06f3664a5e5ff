import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { InfrastructureFault } from '#match/contract'
import { describeDocker, type Docker, type DockerStanding } from '#platform/docker'
import { watchDocker } from '#platform/docker-watch'
import type { Log } from '#platform/log'
import { startBox, type BoxSource } from './container-box.ts'
import type { ContainerRuntimeId } from './container-flags.ts'
import { ensureImage, imageKinds, type ImageKind, type ImageOptions } from './container-images.ts'
import { leaseBox } from './container-lease.ts'
import { labelsOfOwner, removeLeftovers, sandboxLabel } from './container-leftovers.ts'
import { createPool } from './container-pool.ts'
import { proveLimits } from './container-proof.ts'
import type { Language, Lease, LeaseLimits, Program, Runtime } from './contract.ts'

export type ContainerOptions = {
  docker: Docker
  id: ContainerRuntimeId
  log: Log
  /** Which languages it is for; all by default. One whose image can't be had is left out, and the log says why. */
  languages?: readonly Language[]
  /** How many containers of each image wait for a lease. */
  poolSize?: number
  /** How many containers there may be in all. */
  containersMax?: number
  /** The memory of those that wait. A lease with another limit starts a container of its own, which takes longer. */
  memoryBytesMax?: number
  images?: ImageOptions
}

/** A runtime whose instances are containers. */
export type ContainerRuntime = Runtime & {
  /** How many containers of a language wait for a lease. */
  waiting(language: Language): number
}

const kindOf: Partial<Record<Language, ImageKind>> = { javascript: 'node', typescript: 'node', python: 'python' }
const defaults = { poolSize: 2, containersMax: 16, memoryBytesMax: 64 * 2 ** 20 }
const run = promisify(execFile)

/**
 * A runtime in Docker containers, one match each. It is there when its images are, one container of each has started, and
 * one was seen to be stopped by its memory limit; otherwise it throws an InfrastructureFault that says what is missing.
 */
export async function createContainerRuntime(options: ContainerOptions): Promise<ContainerRuntime> {
  const { docker, id, log, poolSize, containersMax, memoryBytesMax } = { ...defaults, ...options }
  const standing = await standingWith(docker, id)
  const images = await imagesFor(options)
  await removeLeftovers(docker, Date.now())
  const runtimeId = randomUUID()
  const source: BoxSource = { docker, watch: await watchDocker(docker, `${sandboxLabel}=${runtimeId}`) }
  const labels = labelsOfOwner(runtimeId)
  const start = (kind: ImageKind, memoryBytesMax: number) =>
    startBox(source, { kind, image: images.get(kind)!, runtime: id, memoryBytesMax, labels })
  const versions = await proveLimits([...images.keys()], memoryBytesMax, start).catch((error: Error) => {
    source.watch.stop()
    throw error
  })
  const pool = createPool({
    sizes: { node: images.has('node') ? poolSize : 0, python: images.has('python') ? poolSize : 0 },
    containersMax,
    memoryBytesMax,
    start,
    onRefillFailed: (error) => log.warn({ err: error.message }, 'sandbox: no container to keep in readiness'),
  })
  return {
    id,
    version: [`${id} ${await versionOf(id, standing)}`, ...versions].join(', '),
    languages: wanted(options).filter((language) => images.has(kindOf[language]!)),
    isMetered: false,
    waiting: (language) => pool.waiting(kindOf[language]!),
    lease,
    stop,
  }

  async function lease(program: Program, limits: LeaseLimits): Promise<Lease> {
    const kind = kindOf[program.language]
    if (kind === undefined || !images.has(kind)) throw new InfrastructureFault(`${id} runs no ${program.language} here`)
    const box = await pool.take(kind, limits.memoryBytesMax)
    return leaseBox(box, program, limits, () => pool.giveBack(box))
  }

  async function stop(): Promise<void> {
    await pool.stop()
    source.watch.stop()
  }
}

type Standing = DockerStanding & { available: true }

async function standingWith(docker: Docker, id: ContainerRuntimeId): Promise<Standing> {
  const standing = await describeDocker(docker)
  if (!standing.available) throw new InfrastructureFault(standing.reason)
  if (!standing.runtimes.has(id))
    throw new InfrastructureFault(`Docker has no runtime ${id} (see /etc/docker/daemon.json)`)
  return standing
}

function wanted({ languages }: ContainerOptions): Language[] {
  return (languages ?? (Object.keys(kindOf) as Language[])).filter((language) => kindOf[language] !== undefined)
}

async function imagesFor(options: ContainerOptions): Promise<Map<ImageKind, string>> {
  const kinds = imageKinds.filter((kind) => wanted(options).some((language) => kindOf[language] === kind))
  const ensured = await Promise.all(kinds.map((kind) => ensureImage(options.docker, kind, options.images)))
  const reasons = ensured.flatMap((image) => (image.status === 'missing' ? [image.reason] : []))
  if (reasons.length === kinds.length) throw new InfrastructureFault(reasons.join('; '))
  for (const reason of reasons) options.log.warn({ reason }, 'sandbox: a language is left out')
  return new Map(kinds.flatMap((kind, at) => (ensured[at]!.status === 'ready' ? [[kind, ensured[at]!.image]] : [])))
}

// Docker knows the version of runc; that of runsc only its program does, if it is on this machine.
async function versionOf(id: ContainerRuntimeId, { runcVersion, runtimes }: Standing): Promise<string> {
  if (id === 'runc') return runcVersion
  const told = await run(runtimes.get(id)!, ['--version']).catch(() => ({ stdout: '' }))
  return /version (\S+)/.exec(told.stdout)?.[1] ?? 'unknown'
}
