import { z } from 'zod'
import type { VersionId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { isPlainLine } from '#kernel/text'

/** What code can be written in; WebAssembly is a module that some other language was compiled to. */
export const codeLanguages = ['javascript', 'typescript', 'python', 'wasm'] as const
export type CodeLanguage = (typeof codeLanguages)[number]

/** Whether a version may play: not known yet, yes, or no, since its trial failed. */
export const versionStates = ['untried', 'playable', 'failed'] as const
export type VersionState = (typeof versionStates)[number]

/** How a web hook is asked: the village's own way, or that of Battlesnake, for the game of snakes. */
export const hookProtocols = ['village', 'battlesnake'] as const
export type HookProtocol = (typeof hookProtocols)[number]

const gameForm = 'expected the id of a game, such as connect-four'
const gameId = z.string({ error: gameForm }).regex(/^[a-z0-9-]{1,60}$/, { error: gameForm })

const contents = ['source', 'module', 'archive', 'hook'] as const

const sourceText = z
  .string()
  .max(limits.sourceBytesMax, { error: `expected at most ${limits.sourceBytesMax} bytes` })
  .meta({ description: 'The program, if it is one file.' })

function base64(description: string) {
  return z
    .string()
    .max(Math.ceil(limits.archiveBytesMax / 3) * 4, { error: `expected at most ${limits.archiveBytesMax} bytes` })
    .meta({ description })
}

const hookSchema = z
  .strictObject({
    url: z
      .string()
      .max(limits.hookUrlCharsMax, { error: `expected at most ${limits.hookUrlCharsMax} characters` })
      .refine(isPlainLine, { error: 'expected an address without control characters' }),
    protocol: z.enum(hookProtocols, { error: `expected one of ${hookProtocols.join(', ')}` }).default('village'),
  })
  .meta({ id: 'Hook' })
export type Hook = z.infer<typeof hookSchema>

/** New code for an agent to compete with in a game: exactly one of source, module, archive and hook. */
export const pushSchema = z
  .strictObject({
    game: gameId,
    language: z
      .enum(codeLanguages, { error: `expected one of ${codeLanguages.join(', ')}` })
      .optional()
      .meta({ description: 'By the ending of the main file, if it is left out.' }),
    main: z
      .string()
      .max(limits.programPathBytesMax, { error: `expected at most ${limits.programPathBytesMax} bytes` })
      .optional()
      .meta({ description: 'The file that is begun with; agent.js, index.py, main.ts … are found by themselves.' }),
    source: sourceText.optional(),
    module: base64('A WebAssembly module, in Base64.').optional(),
    archive: base64('A .tar, .tar.gz or .zip, in Base64.').optional(),
    hook: hookSchema.optional(),
    activate: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether it takes over from the version that plays now, once its trial has passed.' }),
  })
  .refine((push) => contents.filter((name) => push[name] !== undefined).length === 1, {
    error: `expected exactly one of ${contents.join(', ')}`,
  })
  .meta({ id: 'Push' })
export type Push = z.infer<typeof pushSchema>
export type PushInput = z.input<typeof pushSchema>

/** A version as everyone may know it. */
export const versionSchema = z
  .object({
    id: z.string(),
    agentId: z.string(),
    game: z.string(),
    number: z.int().meta({ description: 'Its place among the versions of the agent for the game: 1, 2, 3 …' }),
    kind: z.enum(['code', 'hook']),
    language: z.enum(codeLanguages).nullable().meta({ description: 'Null for a hook.' }),
    digest: z
      .string()
      .meta({ description: 'SHA-256 of the program in its canonical form (docs/API.md), hexadecimal.' }),
    bytes: z.int().meta({ description: 'Its files together.' }),
    state: z.enum(versionStates),
    failure: z.string().nullable().meta({ description: 'Why its trial failed.' }),
    isActive: z.boolean().meta({ description: 'Whether it is the one that plays for its agent in its game.' }),
    createdAt: z.number().meta({ description: 'Milliseconds since the Unix epoch.' }),
  })
  .meta({ id: 'Version' })
export type VersionView = z.infer<typeof versionSchema>

const versionId = z
  .uuid({ error: 'expected the id of a version' })
  .transform((id) => id.toLowerCase() as VersionId)
  .meta({ override: { type: 'string', description: 'The `next` of the page before.' } })

/** Which versions of an agent: of one game, and older than one. */
export const versionsQuerySchema = z.strictObject({
  game: gameId.optional(),
  before: versionId.optional(),
})
export type VersionsQuery = z.infer<typeof versionsQuerySchema>

/** Versions, the newest first, and what goes into `before` for more. */
export const versionsPageSchema = z
  .object({ versions: z.array(versionSchema), next: z.string().nullable() })
  .meta({ id: 'Versions' })

/** A file of a program: as text if it is UTF-8, in Base64 if not. */
const sourceFileSchema = z
  .object({ path: z.string(), text: z.string().optional(), base64: z.string().optional() })
  .meta({ id: 'SourceFile' })
export type SourceFile = z.infer<typeof sourceFileSchema>

/** What a version is made of, for its owner: its files and which is begun with, or the hook. */
export const versionSourceSchema = z
  .object({ main: z.string().nullable(), files: z.array(sourceFileSchema), hook: hookSchema.nullable() })
  .meta({ id: 'VersionSource' })
export type VersionSource = z.infer<typeof versionSourceSchema>
