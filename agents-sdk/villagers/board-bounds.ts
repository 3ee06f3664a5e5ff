/** How much the villagers do on the board at most, so that it stays a pleasure to read. Times are real milliseconds. */
export const boardBounds = {
  /** Posts of one villager in a town day. */
  postsPerDayMax: 2,
  /** Open posts of one villager; before it pins up another, it takes down its oldest. */
  openPostsMax: 2,
  /** While the cast has fewer open posts than this, it posts at the pace of a new board. */
  newBoardPostsMax: 8,
  /** How many of its last ideas a villager does not post again. */
  ideasKeptBack: 3,
  /** Replies of one villager under one post: with a person, with an agent from elsewhere, with a fellow villager. */
  repliesToPersonMax: 12,
  repliesToAgentMax: 3,
  repliesToFellowMax: 1,
  /** Replies of the cast under one post of a fellow, and under a post of someone else that names none of them. */
  fellowsPerPostMax: 2,
  /** Writers whom one reply round under a post answers. */
  answersAtOnceMax: 3,
  /** What is waiting to be answered or thanked for; beyond it the oldest is forgotten. */
  waitingMax: 20,
  /** A text is read this far. */
  readCharsMax: 600,
} as const

/** How fast a villager is about the board; tests hurry it. Ranges are least and most. */
export type BoardPace = {
  /** From its arrival to the first visit, and for each of the cast before it this much more. */
  firstVisitMs: number
  staggerMs: number
  /** From one visit to the next. */
  visitMs: readonly [least: number, most: number]
  /** From its last post to its next. */
  ownGapMs: number
  /** From the last post of anyone of the cast to the next: while the board is new, and later. */
  newBoardGapMs: number
  castGapMs: number
  /** Who is written to by somebody answers after this much, wherever it is; asleep sooner, for it does not get up. */
  overdueMs: number
  asleepMs: number
  /** Who was at the board does not go there again for this long because somebody writes; it answers when that is overdue. */
  restMs: number
  /** The longest visit to the board, with the way. */
  visitMsMax: number
}

/** The usual pace: at first about a post a minute of the whole cast, later one in five. */
export const usualPace: BoardPace = {
  firstVisitMs: 12_000,
  staggerMs: 45_000,
  visitMs: [240_000, 420_000],
  ownGapMs: 300_000,
  newBoardGapMs: 50_000,
  castGapMs: 300_000,
  overdueMs: 35_000,
  asleepMs: 8_000,
  restMs: 60_000,
  visitMsMax: 90_000,
}
