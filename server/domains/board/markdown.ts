import { micromark, type Options } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { limits } from '#kernel/limits'

/** A body as it is shown: HTML that is safe to insert into a page, and how it begins, as plain text on one line. */
export type Rendered = { html: string; excerpt: string }

/** Counts up when the same text is to be shown differently: what an earlier renderer made is then made anew. */
export const markdownVersion = 1

// Footnotes make ids, which would exist twice as soon as two posts are on one page.
const footnotes = ['gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall']

// By default micromark shows HTML as text and drops dangerous addresses; both are said here, to be seen.
const options: Options = {
  allowDangerousHtml: false,
  allowDangerousProtocol: false,
  extensions: [gfm(), { disable: { null: footnotes } }],
  htmlExtensions: [gfmHtml()],
}

/**
 * Renders Markdown (GitHub flavoured). HTML in it is shown as text, pictures become links, links lead to http, https and
 * mailto only, headings begin at the third level. What would be too long or too deep is shown as it was written.
 */
export function renderMarkdown(text: string): Rendered {
  const html = tame(micromark(text, options))
  const isFit = html.length <= limits.boardHtmlCharsMax && depthOf(html) <= limits.boardNestingMax && isTame(html)
  return isFit ? { html, excerpt: excerptOf(html) } : renderPlain(text)
}

/** Shows a text as it was written. */
export function renderPlain(text: string): Rendered {
  const html = `<pre>${escaped(text)}</pre>`
  return { html, excerpt: excerptOf(html) }
}

const anchor = '<a rel="nofollow noopener ugc" target="_blank" href='

// In micromark's HTML a `<` is the beginning of a tag of its own, and a `"` the end of a value: all others are escaped.
function tame(html: string): string {
  let link: 'none' | 'kept' | 'dropped' = 'none'
  return html.replaceAll(/<(\/?)(a|img|input|h[1-6])\b([^>]*)>/g, (_, slash: string, name: string, values: string) => {
    if (name === 'input') return values.includes('checked') ? '☑' : '☐'
    if (name === 'img') return picture(values, link !== 'none')
    if (name !== 'a') return `<${slash}h${Math.min(6, Number(name[1]) + 2)}>`
    const before = link
    link = slash !== '' ? 'none' : isWebLink(valueOf('href', values)) ? 'kept' : 'dropped'
    if (slash !== '') return before === 'kept' ? '</a>' : ''
    return link === 'kept' ? `${anchor}"${valueOf('href', values)}">` : ''
  })
}

function picture(values: string, isInLink: boolean): string {
  const [address, alt] = [valueOf('src', values), valueOf('alt', values)]
  const text = alt === '' ? address : alt
  return isInLink || !isWebLink(address) ? text : `${anchor}"${address}">${text}</a>`
}

function valueOf(name: string, values: string): string {
  return new RegExp(` ${name}="([^"]*)"`).exec(values)?.[1] ?? ''
}

function isWebLink(address: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(address)
}

const tags = new RegExp(
  [
    `^</?(p|h[3-6]|em|strong|del|code|pre|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|hr|br)( /)?>$`,
    `^<a rel="nofollow noopener ugc" target="_blank" href="(https?://|mailto:)[^"<>]*">$`,
    `^</a>$`,
    `^<code class="language-[^"<>]*">$`,
    `^<ol start="\\d+">$`,
    `^<t[hd] align="(left|right|center)">$`,
  ].join('|'),
  'i',
)

// The second of two walls: should a version of the library write anything else, nothing of it reaches a page.
function isTame(html: string): boolean {
  return (html.match(/<[^>]*>?/g) ?? []).every((tag) => tags.test(tag))
}

function depthOf(html: string): number {
  let [depth, deepest] = [0, 0]
  for (const [, slash] of html.matchAll(/<(\/?)(?:blockquote|ul|ol|li|em|strong|del)\b/g)) {
    depth += slash === '' ? 1 : -1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

function excerptOf(html: string): string {
  const text = html
    .slice(0, 20 * limits.boardExcerptCharsMax)
    .replace(/<[^>]*$/, '')
    .replaceAll(/<\/?(?:a|em|strong|del|code)\b[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity]!)
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (text.length <= limits.boardExcerptCharsMax) return text.toWellFormed()
  const cut = text.slice(0, limits.boardExcerptCharsMax - 1)
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
