/** Something to do at a place. The forms are parts of sentences, so that it can be shown, told and announced. */
export type Task = {
  /** What it looks like, one step after the other, after a name: `kneads the rye`. */
  steps: string[]
  /** After "I have": `kneaded the rye`. */
  did: string
  /** After "to": `knead the rye`. */
  will: string
  /** Why just now; thoughts on the way there. */
  why: string[]
  /** What it is about (an id of words/topics.ts), so that it can be talked about. */
  topic?: string
  /** Where, when it is not where the block of the day takes place. */
  place?: string
}

/** An errand always names its place. */
export type Errand = Task & { place: string }

/** What a stretch of the day is for. `night` is work by night, of those who have some. */
export type BlockKind = 'sleep' | 'rise' | 'breakfast' | 'work' | 'night' | 'lunch' | 'errand' | 'evening' | 'home'

/** One stretch of a timetable: when it starts by the town clock, give or take some minutes, and what it is for. */
export type Block = readonly [clock: string, kind: BlockKind]

/** A villager: who it is, where it belongs, what fills its day, and how it talks. Data only. */
export type VillagerProfile = {
  name: string
  persona: string
  /** After "I am": `the baker`. */
  trade: string
  home: string
  work: string
  friends: string[]
  /** Ids of topics it likes to talk about besides its own. */
  interests: string[]
  /** The timetable of a day; starts at 00:00. */
  hours: Block[]
  /** How long one task of its work takes, in town minutes. */
  taskMinutes: readonly [least: number, most: number]
  tasks: Task[]
  nightTasks: Task[]
  errands: Errand[]
  /** Where it likes to be in the evening. */
  haunts: string[]
  voice: Voice
}

/** Lines of its own: `{you}` is who is spoken to. */
export type Voice = {
  greetings: string[]
  farewells: string[]
  /** Called out at work, to nobody in particular. */
  cries: string[]
  /** Thought at leisure. */
  musings: string[]
}
