import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { InfrastructureFault } from '#match/contract'
import { describeDocker, type Docker, type DockerStanding } from '#platform/docker'
import { watchDocker } from '#platform/docker-watch'
import type { Log } from '#platform/log'
import { startBox, type BoxSource } from './container-box.ts'
import type { ContainerRuntimeId } from './container-flags.ts'
import {
  containerLanguages,
  ensureImage,
  imageKindOf,
  imageKinds,
  type ContainerLanguage,
  type ImageOptions,
} from './container-images.ts'
import { leaseBox } from './container-lease.ts'
import { labelsOfOwner, removeLeftovers, sandboxLabel } from './container-leftovers.ts'
import { createPool } from './container-pool.ts'
import { proveLimits } from './container-proof.ts'
import type { Lease, LeaseLimits, Program, Runtime } from '#domain/sandbox'

export type ContainerOptions = {
  docker: Docker
  id: ContainerRuntimeId
  log: Log
  /** Which languages it is for; all by default. One whose image can't be had is left out, and the log says why. */
  languages?: readonly ContainerLanguage[]
  /** How many containers for each language wait for a lease. */
  poolSize?: number
  /** How many containers there may be in all. */
  containersMax?: number
  /** The memory of those that wait. A lease with another limit starts a container of its own, which takes longer. */
  memoryBytesMax?: number
  images?: ImageOptions
}

/** A runtime whose instances are containers. */
export type ContainerRuntime = Runtime & {
  /** How many containers for a language wait for a lease. */
  waiting(language: ContainerLanguage): number
}

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
  const start = (language: ContainerLanguage, memoryBytesMax: number) =>
    startBox(source, { language, image: images.get(language)!, runtime: id, memoryBytesMax, labels })
  const proving = (['javascript', 'python'] as const).filter((language) => images.has(language))
  const versions = await proveLimits(proving, memoryBytesMax, start).catch((error: Error) => {
    source.watch.stop()
    throw error
  })
  const sizeOf = (language: ContainerLanguage) => (images.has(language) ? poolSize : 0)
  const pool = createPool({
    sizes: { javascript: sizeOf('javascript'), typescript: sizeOf('typescript'), python: sizeOf('python') },
    containersMax,
    memoryBytesMax,
    start,
    onRefillFailed: (error) => log.warn({ err: error.message }, 'sandbox: no container to keep in readiness'),
  })
  return {
    id,
    version: [`${id} ${await versionOf(id, standing)}`, ...versions].join(', '),
    languages: [...images.keys()],
    isMetered: false,
    waiting: pool.waiting,
    lease,
    stop,
  }

  async function lease(program: Program, limits: LeaseLimits): Promise<Lease> {
    const language = containerLanguages.find((language) => language === program.language && images.has(language))
    if (language === undefined) throw new InfrastructureFault(`${id} runs no ${program.language} here`)
    const box = await pool.take(language, limits.memoryBytesMax)
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

/** The image of each language that there is one for. */
async function imagesFor(options: ContainerOptions): Promise<Map<ContainerLanguage, string>> {
  const languages = options.languages ?? containerLanguages
  const kinds = imageKinds.filter((kind) => languages.some((language) => imageKindOf[language] === kind))
  const ensured = await Promise.all(kinds.map((kind) => ensureImage(options.docker, kind, options.images)))
  const reasons = ensured.flatMap((image) => (image.status === 'missing' ? [image.reason] : []))
  if (reasons.length === kinds.length) throw new InfrastructureFault(reasons.join('; '))
  for (const reason of reasons) options.log.warn({ reason }, 'sandbox: a language is left out')
  const found = languages.map((language) => [language, ensured[kinds.indexOf(imageKindOf[language])]!] as const)
  return new Map(found.flatMap(([language, image]) => (image.status === 'ready' ? [[language, image.image]] : [])))
}

// Docker knows the version of runc; that of runsc only its program does, if it is on this machine.
async function versionOf(id: ContainerRuntimeId, { runcVersion, runtimes }: Standing): Promise<string> {
  if (id === 'runc') return runcVersion
  const told = await run(runtimes.get(id)!, ['--version']).catch(() => ({ stdout: '' }))
  return /version (\S+)/.exec(told.stdout)?.[1] ?? 'unknown'
}
