import { deeds, farewellPatterns, greetingPatterns } from './vocabulary.ts'
import { topics, topicOf, type Topic } from './words/topics.ts'

/** What a question wants to know. */
export type Ask =
  | 'join'
  | 'met'
  | 'time'
  | 'who'
  | 'well'
  | 'doing'
  | 'next'
  | 'seen'
  | 'way'
  | 'tips'
  | 'topic'
  | 'other'

/** What a villager makes of a line that it heard. */
export type Meaning = {
  text: string
  /** The name of whom it is meant for, when it says so. */
  to: string | undefined
  /** Other names that what it asks, or else says, is about. */
  names: string[]
  greets: boolean
  leaves: boolean
  thanks: boolean
  ask: Ask | undefined
  topic: string | undefined
  /** Id of a place it mentions. */
  place: string | undefined
  /** What the speaker has done, as it stood after "I have". */
  did: string | undefined
  /** Its longest telling word, to come back to when nothing else is understood. */
  word: string | undefined
}

/** Names that can be meant in a line: of people as they are written, of places by their id with words that mean them. */
export type Known = { names: readonly string[]; places: readonly { id: string; words: readonly string[] }[] }

const greetingWords =
  /^\W*((hello|hi|hey|hey-ho|howdy|hiya|greetings|welcome|ahoy)\b|good (morning|day|afternoon|evening)\b|(morning|afternoon|evening)\W|(we meet|(nice|good|glad|pleased|great) to (meet|see))\b|a new face)/i
const leavingWords =
  /\b(good ?bye|bye|farewell|(?<!(to|I|can) )see you|so long|good night|until (later|then|next|tomorrow)|take care(?! of)|go well|be well|won’t keep you|i must be going|off you go|talk later)\b/i
const thankingWords = /(?<!\b(well|fine|good), )\b(thanks|thank you|thx|much obliged)\b/i
const ownDeed = /\bI(?: have|’ve|'ve) (?:just )?(\w+ed\b[^.,;:!?]{0,60})/
const asks: readonly (readonly [Ask, RegExp])[] = [
  ['join', /\b(may i join|room for one more|do i hear|you talk about|what are we talking)\b|^\W*the [\w ]+\?$/i],
  ['met', /\bhave you met\b/i],
  ['time', /\b(what time|what is the time|how late is it|what's the time)\b/i],
  ['who', /\b(who are you|your name|what do you do( here)?\b|what(’s|'s| is) your (job|work|trade))/i],
  ['next', /\b(where are you (off|going|headed)|what(’s|'s| is) next|what are your plans)\b/i],
  [
    'doing',
    /\bwhat (are|were) you (doing|up to|working|making)|\bbeen up to\b|\bwhat brings you\b|\bare you busy\b|\bam i disturbing\b|\bbusy[,?]/i,
  ],
  ['well', /\bhow (are|have) you\b|\bhow('s| is|’s) (it going|life|your day)\b|\bhow do you do\b|\bhow goes\b/i],
  [
    'tips',
    /\bwhat (can|should|could) (i|we|one) (do|see)|\brecommend|\bsuggest|\bnew here\b.*\?|\bwhat is there to\b/i,
  ],
]
const dullWords = new Set(
  (
    'about after again also always another because been before being cannot could does doing down else ever every from going good great have ' +
    'having hello here into just know like little long look made make many maybe more most much must never nice nothing only other others over meet ' +
    'please really right same say says should some something still such sure take tell than that their them then there these they thing ' +
    'things think this those through today together town very village want well were what when where which while will with without would your yours'
  ).split(' '),
)

/** Reads a line: whom it is meant for, what it says, and what it asks. */
export function understand(text: string, known: Known): Meaning {
  const to = known.names.find((name) => isAddressed(text, name))
  const matter = without(text, greetingPatterns)
  const question = matter.match(/[^.!?]*\?/g)?.findLast((asked) => !isEcho(asked, known))
  const core = question ?? matter // what is asked counts, whatever else is said
  const names = known.names.filter((name) => name !== to && mentions(core, name))
  const topic = topicOfLine(matter) ?? topicIn(core)
  const place = placeIn(core, known.places)
  return {
    text,
    to,
    names,
    topic,
    place,
    greets: matter !== text || greetingWords.test(withoutName(text, to)),
    leaves: leavingWords.test(matter) || farewellPatterns.some((pattern) => pattern.test(matter)),
    thanks: thankingWords.test(matter),
    ask: question === undefined ? undefined : askIn(question, names, topic, place),
    did: deedIn(matter),
    word: tellingWord(matter, known.names),
  }
}

function without(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((left, pattern) => left.replace(pattern, ''), text)
}

// "Kneaded the rye?" and "Leo?" only take up what was said before.
function isEcho(asked: string, known: Known): boolean {
  const words = asked.replace('?', '').trim()
  const deed = words.charAt(0).toLowerCase() + words.slice(1).replaceAll('your', 'my')
  return deeds.includes(deed) || known.names.includes(words) || words.startsWith('“')
}

function deedIn(text: string): string | undefined {
  return (
    deeds.find((deed) => text.includes(`have ${deed}`) || text.includes(`just ${deed}`)) ??
    ownDeed.exec(text)?.[1]?.trim()
  )
}

function askIn(text: string, names: string[], topic: string | undefined, place: string | undefined): Ask {
  const found = asks.find(([, pattern]) => pattern.test(text))
  if (found !== undefined) return found[0]
  if (names.length > 0 && /\b(seen|where|come by)\b/i.test(text)) return 'seen'
  if (place !== undefined && /\b(where|way to|find|get to)\b/i.test(text)) return 'way'
  return topic === undefined ? 'other' : 'topic'
}

function isAddressed(text: string, name: string): boolean {
  const who = escaped(name)
  const opening =
    '(?:^|[,;:!?.“–-]\\s*|@|\\b(?:hello|hi|hey|again|morning|afternoon|evening|day|welcome|you|thanks|dear|bye|see you|so long)\\s+)'
  const closing =
    '\\s*(?:$|[,;:!?.–-]|(?:can|could|do|does|did|what|where|who|when|how|why|are|have|will|would|please|tell)\\b)'
  return new RegExp(`@${who}(?![\\p{L}\\p{N}])|${opening}${who}(?![\\p{L}\\p{N}’'])${closing}`, 'iu').test(text)
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'u').test(text)
}

function withoutName(text: string, name: string | undefined): string {
  return name !== undefined && text.startsWith(name) ? text.slice(name.length) : text
}

// A line of the village's own is known as such; what else is said is told by its words.
function topicOfLine(text: string): string | undefined {
  const questioned = topics.find(({ asks }) => asks.some(({ question }) => text.includes(question)))
  if (questioned !== undefined) return questioned.id
  const linesOf = ({ news, views, asks: about }: Topic) => [
    ...news,
    ...views,
    ...about.flatMap(({ answers }) => answers),
  ]
  return topics.find((topic) => linesOf(topic).some((line) => text.includes(line)))?.id
}

function topicIn(text: string): string | undefined {
  const words = wordsOf(text)
  let found: { id: string; count: number } | undefined
  for (const { id, words: topicWords } of topics) {
    const count = words.filter((word) => topicWords.includes(word)).length
    if (count > (found?.count ?? 0)) found = { id, count }
  }
  return found?.id
}

function placeIn(text: string, places: Known['places']): string | undefined {
  const lower = text.toLowerCase()
  return places.find(({ words }) =>
    words.some((word) => new RegExp(`\\b${escaped(word)}(?![\\p{L}])`, 'u').test(lower)),
  )?.id
}

function tellingWord(text: string, names: readonly string[]): string | undefined {
  const small = names.map((name) => name.toLowerCase())
  const words = wordsOf(text).filter(
    (word) => word.length > 3 && word.length < 24 && !dullWords.has(word) && !small.includes(word),
  )
  return words.sort((a, b) => b.length - a.length)[0]
}

/** The answers to a question about a topic that fits best, if one of the questions people ask about it fits at all. */
export function answersTo(text: string, topic: string | undefined): readonly string[] {
  const said = new Set(wordsOf(text))
  const fits = (question: string) =>
    wordsOf(question).filter((word) => word.length > 2 && said.has(word)).length / wordsOf(question).length
  const best = (topicOf(topic)?.asks ?? []).toSorted((a, b) => fits(b.question) - fits(a.question))[0]
  return best !== undefined && fits(best.question) >= 0.4 ? best.answers : []
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu) ?? []
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
