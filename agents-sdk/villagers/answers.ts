import { cast } from './cast.ts'
import { choose, chooseOnce } from './line.ts'
import type { Part } from './memory.ts'
import { placeName, wayTo, type Scene } from './scene.ts'
import { whenWas } from './time-words.ts'
import { answersTo, type Meaning } from './understand.ts'
import { phrases } from './words/phrases.ts'
import { topicOf } from './words/topics.ts'

/** What a villager answers to a question, from what it knows itself. */
export function answer(scene: Scene, you: string, heard: Meaning): (Part | undefined)[] {
  switch (heard.ask) {
    case 'join':
      return [choose(scene, phrases.welcomeIn, you)]
    case 'met':
      return [met(scene, you, heard.names[0])]
    case 'time':
      return [choose(scene, phrases.clock, you)]
    case 'who':
      return [choose(scene, phrases.who, you)]
    case 'well':
      return [choose(scene, phrases.well, you), ownDeed(scene, you)]
    case 'doing':
      return [ownDeed(scene, you) ?? ownTask(scene, you)]
    case 'next':
      return [ownPlan(scene, you) ?? ownTask(scene, you)]
    case 'seen':
      return [seen(scene, you, heard.names)]
    case 'way':
      return [directions(scene, you, heard.place)]
    case 'tips':
      return [choose(scene, phrases.tips, you, { board: wayTo(scene, 'board')?.way })]
    case 'topic':
      return aboutTopic(scene, you, heard)
    default:
      return [unsure(scene, you, heard)]
  }
}

/** What this villager has last done, if it has not told so lately. */
export function ownDeed(scene: Scene, you: string): Part | undefined {
  const deed = scene.memory.deeds().at(-1)
  if (deed === undefined || whenWas(deed.moment, scene.moment) === 'yesterday') return undefined
  return chooseOnce(scene, `${deed.did} to ${you}`, phrases.ownDeed, you, { did: deed.did })
}

/** What this villager is here for. */
export function ownTask(scene: Scene, you: string): Part | undefined {
  const { will } = scene.stop.task
  return chooseOnce(scene, `${will} to ${you}`, phrases.ownTask, you, { will })
}

/** What this villager is going to do next, and when. */
export function ownPlan(scene: Scene, you: string): Part | undefined {
  if (scene.next === undefined) return undefined
  const { will } = scene.next.task
  return chooseOnce(scene, `${will} to ${you}`, phrases.ownPlan, you, { will, at: roundedClock(scene.next.from) })
}

function roundedClock(minute: number): string {
  const rounded = Math.min(1435, Math.round(minute / 10) * 10)
  return `${Math.floor(rounded / 60)}:${String(rounded % 60).padStart(2, '0')}`
}

function seen(scene: Scene, you: string, names: readonly string[]): Part | undefined {
  const who = names.find((name) => name !== scene.me.name) ?? scene.me.name
  if (scene.near.some((agent) => agent.name === who)) return choose(scene, phrases.seenHere, you, { who })
  const sight = scene.memory.person(who).seen
  if (sight !== undefined && sight.moment.day === scene.moment.day) {
    const values = { who, place: placeName(scene, sight.place).at, when: whenWas(sight.moment, scene.moment) }
    return choose(scene, phrases.seenBefore, you, values)
  }
  const work = cast.find((profile) => profile.name === who)?.work
  return choose(scene, phrases.notSeen, you, { who, usual: work === undefined ? undefined : placeName(scene, work).at })
}

function met(scene: Scene, you: string, who: string | undefined): Part | undefined {
  if (who === undefined) return undefined
  const known = scene.memory.person(who)
  return choose(scene, known.talked !== undefined || known.greetedAt > 0 ? phrases.met : phrases.notMet, you, { who })
}

function directions(scene: Scene, you: string, place: string | undefined): Part | undefined {
  if (place === undefined) return undefined
  const values = { place: placeName(scene, place).the }
  if (place === scene.place) return choose(scene, phrases.wayHere, you, values)
  const way = wayTo(scene, place)
  return choose(scene, phrases.wayTo, you, {
    ...values,
    way: way?.way,
    steps: way === undefined ? undefined : String(way.steps),
  })
}

function aboutTopic(scene: Scene, you: string, heard: Meaning): (Part | undefined)[] {
  const topic = topicOf(heard.topic)!
  if (topic.experts.includes(scene.me.name))
    return [choose(scene, answersTo(heard.text, topic.id), you) ?? choose(scene, topic.news, you)]
  const who = topic.experts.find((name) => name !== you)
  return [choose(scene, phrases.askExpert, you, { who }), choose(scene, topic.views, you)]
}

function unsure(scene: Scene, you: string, heard: Meaning): Part | undefined {
  const who = ['Edith', 'Bao', 'Ines'].find((name) => name !== you && name !== scene.me.name)
  return choose(scene, phrases.unsure, you, { who }) ?? choose(scene, phrases.wonder, you, { word: heard.word })
}
