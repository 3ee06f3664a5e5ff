import { boardBounds } from './board-bounds.ts'

/** What a text in Markdown says, on one line and as far as a villager reads. */
export function plainText(markdown: string): string {
  return markdown
    .slice(0, 2 * boardBounds.readCharsMax)
    .replace(/[`*_~#>|[\]\\<]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, boardBounds.readCharsMax)
}

/** A name that stands in Markdown as it is, whatever characters it has. */
export function nameInMarkdown(name: string): string {
  return name.replace(/[\\`*_~#>|[\]()<!:/@.]/g, (character) => `\\${character}`)
}
