/** Something that people in the village talk about. */
export type Topic = {
  id: string
  /** What it is called in a sentence: `the bread`. */
  noun: string
  /** Words that show that somebody talks about it, in lower case. */
  words: string[]
  /** Who knows best. */
  experts: string[]
  /** What an expert tells about it. */
  news: string[]
  /** What others ask an expert, with answers that fit. */
  asks: { question: string; answers: string[] }[]
  /** What anyone else thinks of it. */
  views: string[]
  /** What an expert says to a kind word about it. */
  glad: string[]
}
