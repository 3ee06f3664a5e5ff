/** What a post of a villager is for; also its first tag on the board, by which it is known again later. */
export type NoteKind = 'request' | 'riddle' | 'offer' | 'news' | 'notice'

/**
 * Something that a villager may pin to the board. Title and body are templates: besides what every line can use, `{did}` is
 * what it did today, `{who}` a newcomer of today, `{catch}` a catch; what is missing rules the idea out.
 */
export type Idea = {
  kind: NoteKind
  /** What it is about (an id of words/topics.ts); also its second tag. */
  topic: string
  title: string
  body: string
  /** Words in a reply that settle it: the solution of a riddle, what a request asks for. Nothing settles news. */
  fits: string[]
  /** What its author says to who has settled it. */
  glad: string
  /** Who of the cast answers it, and how; `{you}` is its author. */
  help: Readonly<Record<string, string>>
}
