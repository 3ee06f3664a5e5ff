import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { pino } from 'pino'
import { createContainerRuntime, type ContainerOptions, type ContainerRuntime } from '#domain/containers'
import { connectDocker, describeDocker, type Docker } from '#platform/docker'

/** The Docker that tests use. */
export const dockerHost = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock'
export const docker: Docker = connectDocker(dockerHost)

/** Skips the tests of a suite where there is no Docker with a runtime, and says why; to be called in its `before`. In CI it fails. */
export async function skipWithoutDocker(suite: Mocha.Context, id: 'runc' | 'runsc'): Promise<void> {
  const standing = await describeDocker(docker)
  if (standing.available && standing.runtimes.has(id)) return
  const reason = standing.available ? `Docker here has no runtime ${id}` : standing.reason
  if (process.env.CI === 'true') throw new Error(reason)
  process.stdout.write(`  skipped: ${reason}\n`)
  suite.skip()
}

/** A runtime in containers with one waiting for each language, unless said otherwise. */
export function startContainers(options: Partial<ContainerOptions> = {}): Promise<ContainerRuntime> {
  return createContainerRuntime({ docker, id: 'runc', log: pino({ level: 'silent' }), poolSize: 1, ...options })
}

/** The containers of this process, by their ids. */
export async function ownContainers(): Promise<string[]> {
  const found = await docker.listContainers({ all: true, filters: JSON.stringify({ label: ['ai-village.sandbox'] }) })
  return found
    .filter(({ Labels }) => Labels['ai-village.owner']?.split(' ')[1] === String(process.pid))
    .map(({ Id }) => Id)
}

/** A way to Docker that a test can cut: connections break and new ones are refused. `host` is as DOCKER_HOST has it. */
export type DockerProxy = { docker: Docker; host: string; cut(): void; restore(): Promise<void>; close(): void }

/** Opens a way to the Docker of the tests, over a socket of its own. */
export async function openDockerProxy(): Promise<DockerProxy> {
  const folder = mkdtempSync(path.join(tmpdir(), 'village-docker-'))
  const file = path.join(folder, 'docker.sock')
  const target = dockerHost.replace(/^unix:\/\//, '')
  const sockets = new Set<Socket>()
  let server = await listen()
  const host = `unix://${file}`
  return { docker: connectDocker(host), host, cut, restore, close }

  async function listen() {
    const opened = createServer((near) => join(near, connect(target))).listen(file)
    await once(opened, 'listening')
    return opened
  }

  function join(near: Socket, far: Socket): void {
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => [near, far].forEach((one) => one.destroy()))
    }
    near.pipe(far).pipe(near)
  }

  function cut(): void {
    server.close()
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }

  async function restore(): Promise<void> {
    server = await listen()
  }

  function close(): void {
    cut()
    rmSync(folder, { recursive: true, force: true })
  }
}
