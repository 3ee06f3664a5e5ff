import type { AgentView, Heard } from '#sdk'
import { between, pick } from './chance.ts'
import { createEar, type Aside } from './ear.ts'
import { choose, type Line } from './line.ts'
import { plannedStop, sceneOf, type Self } from './self.ts'
import * as smallTalk from './small-talk.ts'
import { createTalk, type HeardLine, type Talk } from './talk.ts'
import { thoughts } from './words/phrases.ts'
import { topicOf } from './words/topics.ts'

const lingerMs = 1_600
const greetedMs = 60_000

/** See `createConversing`. */
export type Conversing = ReturnType<typeof createConversing>

/** How a villager takes part in conversations: it hears, waits for its turn, answers, and takes its leave. */
export function createConversing(self: Self) {
  const { body, memory, chance } = self
  const ear = createEar(self)
  let talk: Talk | undefined
  let endedAt = -Infinity
  let musing: { about: string; at: number } | undefined

  return {
    heard,
    conversation,
    speak,
    muse,
    startWith,
    overheard: ear.overheard,
    isTalking: () => talk !== undefined,
    restedMs: (now: number) => now - endedAt,
  }

  function heard(notice: Heard, now: number): void {
    const line = ear.hear(notice, talk?.id, now)
    if (line !== undefined) talk?.hear(line, now)
  }

  function conversation(id: string | null, members: readonly string[], now: number): void {
    if (id === null) return end(now)
    if (talk?.id !== id) begin(id, now)
    const names = self.view.near.filter((agent) => members.includes(agent.id)).map((agent) => agent.name)
    talk!.setOthers(names)
  }

  function begin(id: string, now: number): void {
    talk = createTalk(id, self.profile.name, chance, now)
  }

  function end(now: number): void {
    if (talk === undefined) return
    const owed = talk.owed()
    if (owed?.meaning.leaves === true) ear.owe(owed, now)
    for (const name of talk.others()) remember(name, now)
    talk = undefined
    endedAt = now
  }

  function remember(name: string, now: number): void {
    const scene = sceneOf(self, now)
    memory.talk(name, scene.place, scene.moment)
    musing = { about: name, at: now + between(chance, 2_000, 5_000) }
  }

  /** Says what is due, if anything; true when this took the villager's attention. */
  async function speak(now: number): Promise<boolean> {
    if (!body.canSpeak(now)) return talk !== undefined
    const aside = ear.due(now)
    if (aside !== undefined) {
      await answerAside(aside, now)
      return true
    }
    if (talk === undefined) return false
    const line = talk.due(now)
    if (line !== undefined) await answer(talk, line, now)
    else if (talk.isSilent(now)) await breakSilence(talk, now)
    return true
  }

  async function answerAside({ line, kind }: Aside, now: number): Promise<void> {
    const scene = sceneOf(self, now)
    const { from, meaning } = line
    if (kind === 'asleep') await body.say(smallTalk.inSleep(scene, from), now)
    else if (kind === 'bye') await body.say(smallTalk.bye(scene, from, meaning), now)
    else if (kind === 'passing') await greetBack(from, now)
    else if (kind === 'enough') await body.say(smallTalk.enough(scene, from), now)
    else if (!(await body.say(smallTalk.reply(scene, from, meaning, { left: 2, others: [] }), now)))
      await body.emote('smile')
    memory.greet(from, now)
    if (kind === 'answer') memory.talk(from, scene.place, scene.moment)
  }

  async function greetBack(name: string, now: number): Promise<void> {
    if (now - memory.person(name).greetedAt > greetedMs)
      await body.say(smallTalk.inPassing(sceneOf(self, now), name, false), now)
  }

  async function answer(current: Talk, line: HeardLine, now: number): Promise<void> {
    const left = isLate(now) ? Math.min(1, current.left(now)) : current.left(now)
    const said = smallTalk.reply(sceneOf(self, now), line.from, line.meaning, { left, others: current.others() })
    await utter(current, said, line.from, now)
    // Whoever takes leave of us is let go; the village ends a conversation of one.
    if (said?.leaves === true && !line.meaning.leaves) await leave(now)
  }

  async function breakSilence(current: Talk, now: number): Promise<void> {
    const you = current.others().at(-1)
    if (you === undefined) return leave(now)
    const scene = sceneOf(self, now)
    const turn = { left: isLate(now) ? 1 : current.left(now), others: current.others() }
    const said = current.hasSpoken() ? smallTalk.breakSilence(scene, you, turn) : smallTalk.open(scene, you)
    await utter(current, said, you, now)
    if (said === undefined || said.leaves) await leave(now)
  }

  async function utter(current: Talk, line: Line | undefined, you: string, now: number): Promise<void> {
    await body.say(line, now)
    current.spoke(now)
    memory.greet(you, now)
    if (chance() < 0.16)
      await body.emote(pick(chance, line?.leaves === true ? ['wave'] : (['smile', 'laugh', 'idea', 'note'] as const))!)
  }

  async function leave(now: number): Promise<void> {
    await pause(lingerMs)
    await body.leaveConversation()
    end(now + lingerMs)
  }

  function isLate(now: number): boolean {
    return plannedStop(self, now) !== self.stop
  }

  /** Thinks back to a talk that has just ended. */
  async function muse(now: number): Promise<boolean> {
    if (musing === undefined || now < musing.at || talk !== undefined) return false
    const { about: who } = musing
    musing = undefined
    if (chance() < 0.4) return false
    const told = memory.person(who).told.at(-1)
    const scene = sceneOf(self, now)
    const values = { who, noun: topicOf(told?.topic)?.noun, did: told?.did?.replace(/\bmy\b/g, 'their') }
    const templates =
      chance() < 0.3 ? thoughts.talked : told?.did === undefined ? thoughts.heardTopic : thoughts.heardDeed
    const thought = choose(scene, templates, who, values) ?? choose(scene, thoughts.talked, who, values)
    if (thought === undefined) return false
    memory.said([thought], now)
    await body.think(thought.text)
    return true
  }

  /** Begins to talk with someone near, or joins the talk it is in. */
  async function startWith(agent: AgentView, wording: (now: number) => Line | undefined): Promise<void> {
    if (talk !== undefined) return
    const line = wording(Date.now())
    if (line === undefined) return
    const accepted = await body.converse(agent.id)
    if (accepted?.conversation === undefined) return
    const now = Date.now()
    conversation(accepted.conversation, [agent.id], now)
    if (agent.kind === 'agent') talk!.stayLonger()
    await utter(talk!, line, agent.name, now)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
