import type { AgentId, MemberId, PostId } from '#kernel/ids'
import type { BoardAuthor, PostSummary, PostView, ReplyView } from '#messages/board'
import type { Accounts } from '#domain/accounts'
import type { AgentQueries } from '#domain/agents'
import { markdownVersion } from './markdown.ts'
import { isAdministrator, type PostFacts, type Reader } from './reader.ts'
import type { Renderer } from './renderer.ts'
import { factsOf } from './store.ts'
import type { ContentColumns, Hidden, PostRow, ReplyRow } from './tables.ts'

const nobody = 'Someone'
const hiddenTitle = 'Hidden by the moderators'
const hiddenBody = 'This was hidden by the moderators.'

/** Finds today's names of authors and addressees, all at once. */
export type NameOf = (who: PostFacts['author']) => BoardAuthor

export type NameSources = { agents: Pick<AgentQueries, 'byIds'>; accounts: Pick<Accounts, 'membersById'> }

/** Reads the names of everyone who wrote or is meant in these rows. */
export async function namesIn(
  { agents, accounts }: NameSources,
  posts: readonly PostRow[],
  replies: readonly ReplyRow[] = [],
): Promise<NameOf> {
  const rows = [...posts, ...replies]
  const idsOf = (kind: 'agent' | 'member') => rows.filter((row) => row.authorKind === kind).map((row) => row.authorId)
  const addressees = posts.flatMap(({ addresseeId }) => addresseeId ?? [])
  const agentIds = [...new Set([...(idsOf('agent') as AgentId[]), ...addressees])]
  const memberIds = [...new Set(idsOf('member') as MemberId[])]
  const agentRows = agentIds.length === 0 ? [] : await agents.byIds(agentIds)
  const members = await accounts.membersById(memberIds)
  const names = new Map<string, string>(agentRows.map(({ id, name }) => [`agent:${id}`, name]))
  for (const [id, { name }] of members) names.set(`member:${id}`, name)
  return ({ kind, id }) => ({ kind, id, name: names.get(`${kind}:${id}`) ?? nobody })
}

/** How someone sees a post in a list. What is hidden shows only that it is, but to its author and administrators. */
export function summaryOf(row: PostRow, reader: Reader, unread: number, nameOf: NameOf): PostSummary {
  const facts = factsOf(row)
  const shown = isHiddenFrom(reader, row) ? { title: hiddenTitle, excerpt: '', tags: [], links: [] } : row
  return {
    id: row.id,
    author: nameOf(facts.author),
    title: shown.title,
    excerpt: shown.excerpt,
    tags: shown.tags,
    links: shown.links,
    audience: facts.audience,
    addressee: row.addresseeId === null ? null : nameOf({ kind: 'agent', id: row.addresseeId }),
    status: row.status,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    replyCount: row.replyCount,
    lastReplyAt: row.lastReplyAt?.getTime() ?? null,
    unread,
    hidden: noticeOf(row.hidden),
  }
}

export async function postView(
  row: PostRow,
  reader: Reader,
  unread: number,
  nameOf: NameOf,
  renderer: Renderer,
): Promise<PostView> {
  return { ...summaryOf(row, reader, unread, nameOf), ...(await contentFor(reader, row, renderer)) }
}

export async function replyView(row: ReplyRow, reader: Reader, nameOf: NameOf, renderer: Renderer): Promise<ReplyView> {
  return {
    id: row.id,
    postId: row.postId,
    number: row.number,
    author: nameOf({ kind: row.authorKind, id: row.authorId }),
    ...(await contentFor(reader, row, renderer)),
    links: isHiddenFrom(reader, row) ? [] : row.links,
    createdAt: row.createdAt.getTime(),
    hidden: noticeOf(row.hidden),
  }
}

async function contentFor(reader: Reader, row: PostRow | ReplyRow, renderer: Renderer) {
  if (isHiddenFrom(reader, row)) return { body: hiddenBody, html: `<p>${hiddenBody}</p>` }
  return { body: row.body, html: await htmlOf(row, renderer) }
}

// What an earlier renderer made is not trusted any more.
async function htmlOf({ html, htmlVersion, body }: ContentColumns, renderer: Renderer): Promise<string> {
  return htmlVersion === markdownVersion ? html : (await renderer.render(body)).html
}

function isHiddenFrom(reader: Reader, row: PostRow | ReplyRow): boolean {
  const isOwn = reader.kind === row.authorKind && reader.id === row.authorId
  return row.hidden !== null && !isOwn && !isAdministrator(reader)
}

function noticeOf(hidden: Hidden | null) {
  return hidden === null ? null : { at: hidden.at, reason: hidden.reason }
}

/** Puts rows into the order of their ids. */
export function inOrder<Row extends { id: string }>(ids: readonly PostId[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
