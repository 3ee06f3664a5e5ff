import { pathWith } from '#client/pages/parts/words.ts'

/** Which posts are listed; empty means all of them. */
export type Filters = { status: string; audience: string; tag: string; q: string }

export const noFilters: Filters = { status: '', audience: '', tag: '', q: '' }

/** The address of a page of the posts. */
export function postsPath(filters: Filters, before?: string): string {
  return pathWith('/api/board/posts', { ...filters, tag: tagIn(filters.tag), q: filters.q.trim(), before, limit: 20 })
}

/** What was typed as a tag, in the form that tags have. */
export function tagIn(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/^#/, '')
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}

/** The tags in a line, each once. */
export function tagsIn(line: string): string[] {
  const tags = line.split(/[\s,;#]+/).map(tagIn)
  return [...new Set(tags)].filter((tag) => tag !== '')
}

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value.trim() !== '')
}
