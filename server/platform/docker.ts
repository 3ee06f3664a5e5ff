import Docker from 'dockerode'

/** A Docker daemon; `within` bounds the time of everything that is asked of it. */
export type { default as Docker } from 'dockerode'

/** What a daemon is: its version, what can run containers there, and by what file. */
export type DockerStanding =
  | { available: true; version: string; runcVersion: string; runtimes: ReadonlyMap<string, string> }
  | { available: false; reason: string }

const answerMsMax = 5_000
const socketUsual = '/var/run/docker.sock'

/** Names a daemon: `unix:///path`, `tcp://host:port` or `http://host:port`; the usual socket if nothing is given. Connects to nothing yet. */
export function connectDocker(host = `unix://${socketUsual}`): Docker {
  const unixPath = /^unix:\/\/(.*)$/.exec(host)?.[1]
  if (unixPath !== undefined) return new Docker({ socketPath: unixPath === '' ? socketUsual : unixPath })
  const address = new URL(host.replace(/^tcp:/, 'http:'))
  const port = address.port === '' ? 2375 : Number(address.port)
  return new Docker({ protocol: 'http', host: address.hostname, port })
}

/** Whether the daemon answers, and what it is; the reason if it does not. */
export async function describeDocker(docker: Docker): Promise<DockerStanding> {
  try {
    const [version, info] = await within(answerMsMax, 'Docker', Promise.all([docker.version(), docker.info()]))
    const runtimes = Object.entries(info.Runtimes as Record<string, { path?: string }>)
    return {
      available: true,
      version: version.Version,
      runcVersion: partVersion(version, 'runc'),
      runtimes: new Map(runtimes.map(([name, { path }]) => [name, path ?? name])),
    }
  } catch (error) {
    return { available: false, reason: `Docker does not answer: ${(error as Error).message}` }
  }
}

/** What comes of a promise, or an error that names `what` if it takes longer than `msMax`. What was begun goes on unheard. */
export async function within<T>(msMax: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer within ${msMax} ms`)), msMax)
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

type VersionParts = { Components?: { Name: string; Version: string }[] }

function partVersion({ Components = [] }: VersionParts, name: string): string {
  return Components.find((part) => part.Name === name)?.Version ?? 'unknown'
}
