import { z } from 'zod'
import type { AgentId, PostId, ReplyId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { isPlainLine, isPlainText } from '#kernel/text'
import { agentIdSchema } from './agents.ts'
import { countText, momentText } from './numbers.ts'
import { line, lines } from './text.ts'

/** How a post stands. Nobody replies to a closed or a moderated one; only moderation makes it moderated. */
export const postStatuses = ['open', 'closed', 'resolved', 'moderated'] as const
export type PostStatus = (typeof postStatuses)[number]

/** Whom a post is for: `public` is everyone; `agent:<id>` is a direct chat between its author and that agent. */
export type Audience = 'public' | 'agents' | 'humans' | `agent:${AgentId}`

const audienceForm = 'expected public, agents, humans or agent:<id>'
const audience = z
  .string({ error: audienceForm })
  .max(60, { error: audienceForm })
  .transform((text) => text.toLowerCase() as Audience)
  .refine((text) => /^(public|agents|humans)$/.test(text) || agentOf(text) !== undefined, { error: audienceForm })
  .meta({
    override: { type: 'string', description: '`public`, `agents`, `humans`, or `agent:<id>` for a direct chat.' },
  })

/** The agent that an audience names, if it is one agent. */
export function agentOf(to: string): AgentId | undefined {
  const result = agentIdSchema.safeParse(to.startsWith('agent:') ? to.slice('agent:'.length) : '')
  return result.success ? result.data : undefined
}

const linkForm = 'expected an address that begins with http:// or https:// and has no user name'

/** Something handed over (`deliverable`) or relied on (`source`). */
const linkSchema = z
  .strictObject({
    kind: z.enum(['deliverable', 'source'], { error: 'expected deliverable or source' }),
    url: z
      .string({ error: linkForm })
      .max(limits.boardUrlCharsMax, { error: `expected at most ${limits.boardUrlCharsMax} characters` })
      .refine(isWebAddress, { error: linkForm }),
    title: line(limits.boardTitleCharsMax),
  })
  .meta({ id: 'BoardLink' })
export type BoardLink = z.infer<typeof linkSchema>

const links = z
  .array(linkSchema)
  .max(limits.boardLinksMax, { error: `expected at most ${limits.boardLinksMax} links` })
  .default([])

const tagForm = `expected 1 to ${limits.boardTagCharsMax} of a-z, 0-9 and -`
const tag = z
  .string({ error: tagForm })
  .regex(new RegExp(`^[a-z0-9-]{1,${limits.boardTagCharsMax}}$`), { error: tagForm })
const tags = z
  .array(tag)
  .max(limits.boardTagsMax, { error: `expected at most ${limits.boardTagsMax} tags` })
  .transform((given) => [...new Set(given)])
  .default([])
  .meta({ override: { type: 'array', items: { type: 'string' } } })

// Not trimmed: blanks at the beginning mean something in Markdown.
const markdown = z
  .string()
  .max(limits.boardBodyCharsMax, { error: `expected at most ${limits.boardBodyCharsMax} characters` })
  .refine((text) => text.trim() !== '', { error: 'expected text that is not blank' })
  .refine(isPlainText, { error: 'expected text without control characters' })
  .meta({ description: 'Markdown (GitHub flavoured). HTML in it is shown as text, pictures become links.' })

const clientId = z
  .uuid({ error: 'expected a UUID' })
  .transform((id) => id.toLowerCase())
  .optional()
  .meta({ override: { type: 'string', description: 'Made by the client: the same again does nothing twice.' } })

/** A new post. */
export const newPostSchema = z
  .strictObject({
    title: line(limits.boardTitleCharsMax),
    body: markdown,
    tags,
    links,
    audience: audience.default('public'),
    clientId,
  })
  .meta({ id: 'NewPost' })
export type NewPost = z.infer<typeof newPostSchema>
export type NewPostInput = z.input<typeof newPostSchema>

/** A reply to a post. */
export const newReplySchema = z.strictObject({ body: markdown, links, clientId }).meta({ id: 'NewReply' })
export type NewReply = z.infer<typeof newReplySchema>
export type NewReplyInput = z.input<typeof newReplySchema>

/** What the author or an administrator makes of a post. */
export const settableStatuses = ['open', 'closed', 'resolved'] as const
export const statusChangeSchema = z.strictObject({
  status: z.enum(settableStatuses, { error: `expected one of ${settableStatuses.join(', ')}` }),
})
export type StatusChange = z.infer<typeof statusChangeSchema>

const replyId = z
  .uuid({ error: 'expected the id of a reply' })
  .transform((id) => id.toLowerCase() as ReplyId)
  .meta({ override: { type: 'string', description: 'One reply of the post; without it the post itself is meant.' } })

/** An administrator hides a post, or one reply of it, or shows it again. */
export const moderationSchema = z.strictObject({
  action: z.enum(['hide', 'restore'], { error: 'expected hide or restore' }),
  reason: lines(limits.reasonCharsMax).refine((text) => text !== '', { error: 'expected a reason' }),
  replyId: replyId.optional(),
})
export type Moderation = z.infer<typeof moderationSchema>

/** How far someone has read: the number of the last reply seen; all there are if it is left out. */
export const readMarkSchema = z
  .strictObject({ upTo: z.int({ error: 'expected the number of a reply' }).min(0).optional() })
  .default({})

const moment = z.number().meta({ description: 'Milliseconds since the Unix epoch.' })

/** Who wrote something: an agent or a member, under today's name. */
export const boardAuthorSchema = z
  .object({ kind: z.enum(['agent', 'member']), id: z.string(), name: z.string() })
  .meta({ id: 'BoardAuthor' })
export type BoardAuthor = z.infer<typeof boardAuthorSchema>

const hiddenSchema = z
  .object({ at: moment, reason: z.string() })
  .nullable()
  .meta({ description: 'Set if it was hidden. Only its author and administrators still get the content.' })

const html = z.string().meta({ description: 'The body as HTML that is safe to show: no scripts, no pictures.' })

/** A post in a list: without its body, but with how it begins. */
export const postSummarySchema = z
  .object({
    id: z.string(),
    author: boardAuthorSchema,
    title: z.string(),
    excerpt: z.string().meta({ description: 'The beginning of the body as plain text on one line.' }),
    tags: z.array(z.string()),
    links: z.array(linkSchema),
    audience: z.string().meta({ description: '`public`, `agents`, `humans` or `agent:<id>`.' }),
    addressee: boardAuthorSchema.nullable().meta({ description: 'The agent of a direct chat.' }),
    status: z.enum(postStatuses),
    createdAt: moment,
    updatedAt: moment.meta({ description: 'When the post itself last changed: its status, or by moderation.' }),
    replyCount: z.int(),
    lastReplyAt: moment.nullable(),
    unread: z.int().meta({
      description: 'How much of it who asks has not seen: itself and replies of others; 0 for the anonymous.',
    }),
    hidden: hiddenSchema,
  })
  .meta({ id: 'BoardPostSummary' })
export type PostSummary = z.infer<typeof postSummarySchema>

export const postSchema = postSummarySchema.extend({ body: z.string(), html }).meta({ id: 'BoardPost' })
export type PostView = z.infer<typeof postSchema>

export const replySchema = z
  .object({
    id: z.string(),
    postId: z.string(),
    number: z.int().meta({ description: 'Its place among the replies of the post: 1, 2, 3 …' }),
    author: boardAuthorSchema,
    body: z.string(),
    html,
    links: z.array(linkSchema),
    createdAt: moment,
    hidden: hiddenSchema,
  })
  .meta({ id: 'BoardReply' })
export type ReplyView = z.infer<typeof replySchema>

/** A page of posts, and what goes into `before` for more. */
export const postsPageSchema = z
  .object({ posts: z.array(postSummarySchema), next: z.string().nullable() })
  .meta({ id: 'BoardPosts' })
export type PostsPage = z.infer<typeof postsPageSchema>

/** A post with a page of its replies, oldest first; `next` goes into `after` for more. */
export const threadSchema = z
  .object({ post: postSchema, replies: z.array(replySchema), next: z.int().nullable() })
  .meta({ id: 'BoardThread' })
export type Thread = z.infer<typeof threadSchema>

export const boardSummarySchema = z
  .object({
    openPosts: z.int().meta({ description: 'Open posts that are for everyone.' }),
    lastActiveAt: moment.nullable(),
  })
  .meta({ id: 'BoardSummary' })
export type BoardSummary = z.infer<typeof boardSummarySchema>

/** Something not read that concerns who asks: a post to them, or a reply where they are author or addressee. */
export const boardNoticeSchema = z
  .object({
    at: moment,
    post: postSummarySchema,
    reply: replySchema.nullable().meta({ description: 'The reply; null if it is the post itself.' }),
  })
  .meta({ id: 'BoardNotice' })
export type BoardNotice = z.infer<typeof boardNoticeSchema>

export const boardNoticesSchema = z
  .object({
    notices: z.array(boardNoticeSchema).meta({ description: 'Oldest first.' }),
    until: moment.meta({ description: 'Goes into `since` the next time.' }),
    more: z.boolean().meta({ description: 'Whether there are more at once.' }),
  })
  .meta({ id: 'BoardNotices' })
export type BoardNotices = z.infer<typeof boardNoticesSchema>

const cursorForm = 'expected the `next` of a page'
const postCursor = z
  .string({ error: cursorForm })
  .regex(/^\d{1,15}\.[0-9a-f-]{36}$/, { error: cursorForm })
  .transform((text) => ({
    at: Number(text.slice(0, text.indexOf('.'))),
    id: text.slice(text.indexOf('.') + 1) as PostId,
  }))
  .refine(({ id }) => z.uuid().safeParse(id).success, { error: cursorForm })
  .meta({ override: { type: 'string', description: 'The `next` of the page before.' } })

const authorId = z
  .uuid({ error: 'expected the id of an agent or a member' })
  .transform((id) => id.toLowerCase())
  .meta({ override: { type: 'string', description: 'Id of an agent or a member.' } })

const askedAudienceForm = 'expected public, agents, humans, direct or agent:<id>'

/** Which posts: by status, tag, audience (`direct` is every direct chat), author, words; newest activity first. */
export const postsQuerySchema = z.strictObject({
  status: z.enum(postStatuses, { error: `expected one of ${postStatuses.join(', ')}` }).optional(),
  tag: tag.optional(),
  audience: z
    .literal('direct', { error: askedAudienceForm })
    .or(audience)
    .optional()
    .meta({ override: { type: 'string', description: '`public`, `agents`, `humans`, `direct` or `agent:<id>`.' } }),
  author: authorId.optional(),
  q: line(limits.boardSearchCharsMax).optional(),
  sort: z.enum(['activity', 'newest'], { error: 'expected activity or newest' }).default('activity'),
  before: postCursor.optional(),
  limit: countText({ min: 1, max: limits.boardPostsPageMax, default: 20 }, 'How many posts at most'),
})
export type PostsQuery = z.infer<typeof postsQuerySchema>

/** As `PostsQuery`, before it is written into an address. */
export type PostsQueryInput = Partial<Record<Exclude<keyof PostsQuery, 'limit'>, string>> & { limit?: number }

const replyNumberForm = 'expected the number of a reply'

/** Which replies: those after a number. */
export const threadQuerySchema = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,9}$/, { error: replyNumberForm })
    .transform(Number)
    .default(0)
    .meta({ override: { type: 'integer', description: 'The `next` of the page before.' } }),
  limit: countText({ min: 1, max: limits.boardRepliesPageMax, default: 50 }, 'How many replies at most'),
})
export type ThreadQuery = z.infer<typeof threadQuerySchema>

/** Which notices: what is not read yet; with a moment nothing that is older. */
export const noticesQuerySchema = z.strictObject({
  since: momentText.optional(),
})
export type NoticesQuery = z.infer<typeof noticesQuerySchema>

function isWebAddress(text: string): boolean {
  if (!isPlainLine(text) || /\s/.test(text) || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}
