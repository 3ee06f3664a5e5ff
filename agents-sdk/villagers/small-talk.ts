import { answer, ownDeed, ownPlan, ownTask } from './answers.ts'
import { pick, shuffled } from './chance.ts'
import { choose, chooseOnce, lineOf, type Line } from './line.ts'
import type { Part } from './memory.ts'
import { placeName, wayTo, type Scene } from './scene.ts'
import { hourOf, whenWas } from './time-words.ts'
import type { Meaning } from './understand.ts'
import { hourRemarks, phrases, placeRemarks } from './words/phrases.ts'
import { topicOf, topics, topicsOf, type Topic } from './words/topics.ts'

/** How far a talk has come: the lines this villager still wants to say, this one included, and who takes part. */
export type Turn = { left: number; others: readonly string[] }

const greetedMs = 60_000
/** What was told this long ago belongs to an earlier talk. */
const tellingMs = 60_000

/** Opens a talk: a greeting that remembers earlier encounters, and something to talk about. */
export function open(scene: Scene, you: string): Line | undefined {
  return lineOf([greeting(scene, you), matter(scene, you)], false, you)
}

/** Joins a talk that is under way, with what was overheard of it. */
export function join(scene: Scene, you: string, topic: string | undefined): Line | undefined {
  const about = topicOf(topic)
  const noun = about === undefined || about.experts.length === 0 ? undefined : about.noun
  return lineOf([choose(scene, phrases.join, you, { noun }) ?? choose(scene, phrases.joinPlain, you)])
}

/** Answers a line that was heard; with the last line of its turn it also takes leave. */
export function reply(scene: Scene, you: string, heard: Meaning, turn: Turn): Line | undefined {
  if (heard.leaves) return bye(scene, you, heard)
  const begun = response(scene, you, heard)
  if (turn.left <= 1) return lineOf([...begun, leaveTaking(scene, you, begun)], true, you)
  return lineOf([...begun, ...goOn(scene, you, heard, begun.length > 0)], false, you)
}

/** Answers what was written, without going on about something else. */
export function respond(scene: Scene, you: string, heard: Meaning): Line | undefined {
  return heard.leaves ? bye(scene, you, heard) : lineOf(response(scene, you, heard), false, you)
}

function response(scene: Scene, you: string, heard: Meaning): Part[] {
  const greets = heard.greets && !hasGreeted(scene, you) ? greeting(scene, you) : undefined
  const answered = heard.ask === undefined ? reaction(scene, you, heard) : answer(scene, you, heard)
  return [greets, ...answered].filter((part) => part !== undefined)
}

/** Breaks a silence: with something new while there are lines left, else by taking leave. */
export function breakSilence(scene: Scene, you: string, turn: Turn): Line | undefined {
  if (turn.left <= 1) return farewell(scene, you)
  return lineOf([matter(scene, you)]) ?? farewell(scene, you)
}

/** Takes leave, with the reason where there is one. */
export function farewell(scene: Scene, you: string): Line | undefined {
  return lineOf([leaveTaking(scene, you, [])], true)
}

/** Answers someone who takes leave. */
export function bye(scene: Scene, you: string, heard?: Meaning): Line | undefined {
  const hasErrand = heard !== undefined && /\b(off to|have to|time to|still)\b/i.test(heard.text)
  return lineOf(
    [
      choose(scene, hasErrand && scene.chance() < 0.5 ? phrases.byeWithLuck : phrases.bye, you) ??
        choose(scene, phrases.bye, you),
    ],
    true,
  )
}

/** A word in passing, without stopping. */
export function inPassing(scene: Scene, you: string, isHurried: boolean): Line | undefined {
  const hurried = isHurried ? choose(scene, phrases.passByHurried, you, { will: scene.stop.task.will }) : undefined
  return lineOf([hurried ?? choose(scene, phrases.passBy, you, { noun: topicsOf(you)[0]?.noun })])
}

/** Greets someone who is new in the village. */
export function welcome(scene: Scene, you: string): Line | undefined {
  return lineOf([
    choose(scene, phrases.greetNewcomer, you, { cafe: wayTo(scene, 'cafe')?.way, board: wayTo(scene, 'board')?.way }),
  ])
}

/** Ends a talk that goes on for too long. */
export function enough(scene: Scene, you: string): Line | undefined {
  return lineOf([choose(scene, phrases.enough, you)], true)
}

/** What someone mutters who is spoken to while asleep. */
export function inSleep(scene: Scene, you: string): Line | undefined {
  return lineOf([choose(scene, phrases.sleepy, you)])
}

/** Something called out at work. */
export function cry(scene: Scene): Line | undefined {
  return lineOf([choose(scene, scene.me.voice.cries)])
}

function greeting(scene: Scene, you: string): Part | undefined {
  const { memory, chance, moment, me } = scene
  const known = memory.person(you)
  if (known.isNewcomer && known.talked === undefined && known.greetedAt === -Infinity) {
    return choose(scene, phrases.greetNewcomer.slice(0, 3), you)
  }
  const isAgain = known.talked !== undefined && known.talked.moment.day === moment.day
  if (isAgain && known.talked!.place !== scene.place && scene.place !== null && chance() < 0.5) {
    const elsewhere = choose(scene, phrases.greetElsewhere, you, { before: placeName(scene, known.talked!.place).at })
    if (elsewhere !== undefined) return elsewhere
  }
  if (isAgain) return choose(scene, phrases.greetAgain, you)
  const isNight = hourOf(moment.minute) === 'night' && chance() < 0.6
  if (isNight) return choose(scene, phrases.greetAtNight, you) ?? choose(scene, phrases.greet, you)
  return choose(scene, chance() < 0.45 ? me.voice.greetings : phrases.greet, you) ?? choose(scene, phrases.greet, you)
}

function hasGreeted(scene: Scene, you: string): boolean {
  return scene.moment.at - scene.memory.person(you).greetedAt < greetedMs
}

// What a statement calls forth: thanks, a word on what the other has done, or on what it talks about.
function reaction(scene: Scene, you: string, heard: Meaning): (Part | undefined)[] {
  if (heard.thanks) return [choose(scene, phrases.thanked, you)]
  if (heard.did !== undefined) {
    const did = heard.did.replace(/\bmy\b/g, 'your')
    const worded = choose(scene, phrases.deedOfYou, you, { did })
    if (worded !== undefined) return [worded]
  }
  const topic = topicOf(heard.topic)
  if (topic !== undefined) return [onTopic(scene, you, topic) ?? choose(scene, phrases.agree, you)]
  if (heard.greets) return []
  const isNewcomer = scene.memory.person(you).isNewcomer
  return [
    (isNewcomer && scene.chance() < 0.5 ? choose(scene, phrases.wonder, you, { word: heard.word }) : undefined) ??
      choose(scene, phrases.agree, you),
  ]
}

function onTopic(scene: Scene, you: string, topic: Topic): Part | undefined {
  if (topic.experts.includes(scene.me.name)) return choose(scene, topic.glad, you) ?? choose(scene, topic.news, you)
  return choose(scene, topic.views, you)
}

// Keeps the talk going: back to the topic, to something new, or a question to the other.
function goOn(scene: Scene, you: string, heard: Meaning, hasBegun: boolean): (Part | undefined)[] {
  const { chance } = scene
  if (heard.ask !== undefined && chance() < 0.25) return []
  if (heard.ask === undefined && chance() < 0.35) {
    const more = question(scene, you, heard.topic)
    if (more !== undefined) return [more]
  }
  const asked = chance() < 0.55 ? question(scene, you, undefined) : undefined
  return asked === undefined ? somethingElse(scene, you, hasBegun) : [asked]
}

// Something to begin with: a question more often than not.
function matter(scene: Scene, you: string): Part | undefined {
  if (scene.chance() < 0.6) return question(scene, you, undefined) ?? remark(scene, you)
  return remark(scene, you) ?? question(scene, you, undefined)
}

function somethingElse(scene: Scene, you: string, hasBegun: boolean): (Part | undefined)[] {
  const told = remark(scene, you)
  const turn = told !== undefined && hasBegun && scene.chance() < 0.3 ? choose(scene, phrases.turn) : undefined
  return told === undefined ? [question(scene, you, undefined)] : [turn, told]
}

/** A question to the other, best one that comes back to what it told before. `about` keeps to one topic. */
function question(scene: Scene, you: string, about: string | undefined): Part | undefined {
  if (about !== undefined) return expertQuestion(scene, you, topicOf(about)!)
  if (scene.memory.person(you).isNewcomer) return choose(scene, phrases.askNewcomer, you)
  const remembered = questionAfterTold(scene, you)
  if (remembered !== undefined) return remembered
  const kinds = shuffled(scene.chance, [
    () =>
      pick(
        scene.chance,
        topicsOf(you).map((topic) => expertQuestion(scene, you, topic)),
      ),
    () =>
      pick(
        scene.chance,
        topicsOf(you).map((topic) => expertQuestion(scene, you, topic)),
      ),
    () => askSeen(scene, you),
    () => choose(scene, phrases.askUp, you),
    () => choose(scene, scene.chance() < 0.5 ? phrases.askWell : phrases.askNext, you),
    () => askWorking(scene, you),
  ])
  return firstOf(kinds)
}

function expertQuestion(scene: Scene, you: string, topic: Topic): Part | undefined {
  if (!topic.experts.includes(you)) return undefined
  return choose(
    scene,
    topic.asks.map((ask) => ask.question),
    you,
  )
}

// "You told me about the bread this morning. Did it turn out?" is asked once for each thing told.
function questionAfterTold(scene: Scene, you: string): Part | undefined {
  const told = scene.memory.person(you).told.findLast((item) => scene.moment.at - item.moment.at > tellingMs)
  const topic = topicOf(told?.topic)
  if (told === undefined || topic === undefined) return undefined
  const asked = expertQuestion(scene, you, topic)
  if (asked === undefined) return undefined
  const values = { noun: topic.noun, when: whenWas(told.moment, scene.moment), question: asked.text }
  return choose(scene, phrases.askAfterTold, you, values)
}

function askSeen(scene: Scene, you: string): Part | undefined {
  const here = new Set([you, scene.me.name, ...scene.near.map((agent) => agent.name)])
  const who = pick(
    scene.chance,
    scene.me.friends.filter((name) => !here.has(name)),
  )
  return who === undefined ? undefined : chooseOnce(scene, `seen ${who}`, phrases.askSeen, you, { who })
}

function askWorking(scene: Scene, you: string): Part | undefined {
  const other = scene.near.find((agent) => agent.name === you)
  if (other?.doing !== 'working') return undefined
  return choose(scene, phrases.askWorking, you, { noun: topicsOf(you)[0]?.noun })
}

/** Something to tell: one's own doings and news, what others told, the place, the hour, and who comes by. */
function remark(scene: Scene, you: string): Part | undefined {
  const { chance, me, moment } = scene
  const interest = topics.filter((topic) => me.interests.includes(topic.id))
  const kinds = shuffled(chance, [
    () => ownDeed(scene, you),
    () =>
      choose(
        scene,
        topicsOf(me.name).flatMap((topic) => topic.news),
        you,
      ),
    () =>
      choose(
        scene,
        topicsOf(me.name).flatMap((topic) => topic.news),
        you,
      ),
    () => gossip(scene, you),
    () => gossip(scene, you),
    () => ownPlan(scene, you) ?? ownTask(scene, you),
    () => choose(scene, placeRemarks[scene.place ?? ''] ?? [], you),
    () => choose(scene, hourRemarks[hourOf(moment.minute)], you),
    () =>
      choose(
        scene,
        interest.flatMap((topic) => topic.views),
        you,
      ),
    () => passer(scene, you),
  ])
  return firstOf(kinds)
}

function gossip(scene: Scene, you: string): Part | undefined {
  const { memory, chance, moment } = scene
  const others = memory.people().filter((known) => known.name !== you && known.name !== scene.me.name)
  const heard = others.flatMap((known) =>
    known.told.filter((told) => moment.day === told.moment.day).map((told) => ({ who: known.name, told })),
  )
  const item = pick(chance, heard)
  const newcomer = others.find((known) => known.isNewcomer && known.talked?.moment.day === moment.day)
  if (newcomer !== undefined && (item === undefined || chance() < 0.4)) {
    const place = placeName(scene, newcomer.talked!.place).at
    return choose(scene, phrases.gossipNewcomer, you, {
      who: newcomer.name,
      place,
      when: whenWas(newcomer.talked!.moment, moment),
    })
  }
  if (item === undefined) return undefined
  const { who, told } = item
  const values = {
    who,
    noun: topicOf(told.topic)?.noun,
    when: whenWas(told.moment, moment),
    did: told.did?.replace(/\bmy\b/g, 'their'),
  }
  return choose(scene, told.did === undefined ? phrases.gossip : phrases.gossipDeed, you, values)
}

function passer(scene: Scene, you: string): Part | undefined {
  const others = scene.near.filter((agent) => agent.name !== you)
  const newcomer = others.find((agent) => agent.kind === 'agent')
  if (newcomer !== undefined) return choose(scene, phrases.meetNewcomer, you, { who: newcomer.name })
  return choose(scene, phrases.passing, you, { who: others.find((agent) => agent.walk !== null)?.name })
}

// The reason is what comes next, unless it was just said.
function leaveTaking(scene: Scene, you: string, before: readonly Part[]): Part | undefined {
  const { chance, me } = scene
  const wasSaid = before.some(({ text }) => scene.next !== undefined && text.includes(scene.next.task.will))
  const goal = !wasSaid && chance() < 0.5 ? scene.next : undefined
  const reason =
    goal === undefined || goal.kind === 'sleep'
      ? undefined
      : choose(scene, phrases.leaveFor, you, { will: goal.task.will })
  return (
    reason ??
    choose(scene, chance() < 0.5 ? me.voice.farewells : phrases.leave, you) ??
    choose(scene, phrases.leave, you)
  )
}

function firstOf(kinds: readonly (() => Part | undefined)[]): Part | undefined {
  for (const kind of kinds) {
    const part = kind()
    if (part !== undefined) return part
  }
  return undefined
}
