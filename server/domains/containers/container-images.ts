import { fileURLToPath } from 'node:url'
import type { Docker } from '#platform/docker'
import { within } from '#platform/docker'
import { digestOf, importImage, librariesOf, type ImageFile } from '#platform/system-image'
import { pythonFiles } from './container-python.ts'

/** The two images: one language's interpreter and its runner, and nothing else. */
export const imageKinds = ['node', 'python'] as const
export type ImageKind = (typeof imageKinds)[number]

/** What is written in the languages of containers runs on these images. */
export const imageKindOf = { javascript: 'node', typescript: 'node', python: 'python' } as const
export type ContainerLanguage = keyof typeof imageKindOf
export const containerLanguages = Object.keys(imageKindOf) as ContainerLanguage[]

/** An image by its name, or why there is none. */
export type EnsuredImage = { status: 'ready'; image: string } | { status: 'missing'; reason: string }

export type ImageOptions = {
  /** Images of one's own (deploy/images/*.Dockerfile), in place of those made from this machine's interpreters. */
  named?: Partial<Record<ImageKind, string>>
  /** The Python to take. */
  pythonCommand?: string
  buildMsMax?: number
}

const askMsMax = 10_000
const buildMsUsual = 120_000
const runners = new URL('../../../deploy/images/runner/', import.meta.url)

/**
 * Sees to it that the image of a kind is there, and makes it if it is not: from this machine's own interpreter, without a
 * registry. Its tag follows from its content, so that it is made again exactly when something in it is another.
 */
export async function ensureImage(docker: Docker, kind: ImageKind, options: ImageOptions = {}): Promise<EnsuredImage> {
  const named = options.named?.[kind]
  try {
    if (named !== undefined) return (await hasImage(docker, named)) ? { status: 'ready', image: named } : absent(named)
    const image = await imageOfThisMachine(kind, options)
    if (!(await hasImage(docker, image.name)))
      await importImage(docker, image.name, image.files, image.folders, options.buildMsMax ?? buildMsUsual)
    return { status: 'ready', image: image.name }
  } catch (error) {
    return { status: 'missing', reason: `no image for ${kind}: ${(error as Error).message}` }
  }
}

/** What goes into the image of a kind on this machine, and the name that follows from it. */
async function imageOfThisMachine(kind: ImageKind, options: ImageOptions) {
  const files = [...(await interpreters[kind](options)), ...usersFiles]
  const name = `ai-village/agent-${kind}:${(await digestOf(files)).slice(0, 16)}`
  return { name, files, folders: ['/dev', '/proc', '/sys', '/tmp'] }
}

const interpreters: Record<ImageKind, (options: ImageOptions) => Promise<ImageFile[]>> = {
  node: async () => [
    { path: '/usr/bin/node', content: process.execPath, isExecutable: true },
    { path: '/runner/runner.mjs', content: fileURLToPath(new URL('runner.mjs', runners)) },
    ...(await librariesOf([process.execPath])),
  ],
  python: async ({ pythonCommand = 'python3' }) => [
    { path: '/runner/runner.py', content: fileURLToPath(new URL('runner.py', runners)) },
    ...(await pythonFiles(pythonCommand)),
  ],
}

const usersFiles: ImageFile[] = [
  { path: '/etc/passwd', content: Buffer.from('nobody:x:65534:65534:nobody:/tmp:/bin/false\n') },
  { path: '/etc/group', content: Buffer.from('nogroup:x:65534:\n') },
]

async function hasImage(docker: Docker, name: string): Promise<boolean> {
  try {
    await within(askMsMax, 'Docker', docker.getImage(name).inspect())
    return true
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return false
    throw error
  }
}

function absent(name: string): EnsuredImage {
  return {
    status: 'missing',
    reason: `the image ${name} is not there; see deploy/images/README.md for how to build it`,
  }
}
