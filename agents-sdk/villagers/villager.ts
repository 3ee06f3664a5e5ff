import { connect, VillageError, worldOf, type Village } from '#sdk'
import { createApproaching } from './approaching.ts'
import { usualPace, type BoardPace } from './board-bounds.ts'
import { createBoardLife } from './board-life.ts'
import { createBody, type Body } from './body.ts'
import { cast } from './cast.ts'
import { between } from './chance.ts'
import { createConversing } from './conversing.ts'
import { createDwelling } from './dwelling.ts'
import { decideMeeting } from './meeting.ts'
import { createMemory } from './memory.ts'
import { createSelf, look, sceneOf, type Self } from './self.ts'
import * as smallTalk from './small-talk.ts'
import { createTravelling } from './travelling.ts'

/** Who is to live where: the village's address, a name of the cast, the token of that agent, and its pace if unusual. */
export type Settler = { url: string; name: string; token: string; pace?: BoardPace }

const beatMs = 450
const lookMsMin = 2_200
const lookMsMax = 3_400
const restMsMin = 18_000
const retryMs = 2_000

/** Lives as one villager until the signal, or until the village ends it; says on standard error why it left early. */
export async function live(settler: Settler, signal: AbortSignal): Promise<void> {
  try {
    const village = await connect({ url: settler.url, token: settler.token })
    village.on('ended', ({ reason }) => report(settler.name, `left the village: ${reason}`))
    signal.addEventListener('abort', () => void village.close().catch(() => {}), { once: true })
    if (!signal.aborted) await settleIn(settler, village, signal)
    await village.close()
  } catch (error) {
    report(settler.name, error instanceof VillageError ? error.message : String((error as Error).stack))
  }
}

async function settleIn(
  { url, name, pace = usualPace }: Settler,
  village: Village,
  signal: AbortSignal,
): Promise<void> {
  const profile = cast.find((candidate) => candidate.name === name)
  if (profile === undefined) return report(name, 'is not in the cast')
  const memory = createMemory()
  const body = createBody(village, memory)
  const first = await firstLook(url, body, signal)
  if (first === undefined) return
  const { places, view } = first
  const self = createSelf({ profile, body, memory, places, view }, Date.now())
  if (view.me.conversation !== null) await body.leaveConversation() // from an earlier life, and forgotten
  await routine(self, village, pace, signal)
}

// The village may be slow to open; a villager waits at the gate.
async function firstLook(
  url: string,
  body: Body,
  signal: AbortSignal,
): Promise<Pick<Self, 'places' | 'view'> | undefined> {
  while (!signal.aborted && !body.isOver()) {
    const world = await worldOf(url).catch(() => undefined)
    const view = await body.perceive()
    if (world !== undefined && view !== undefined) return { places: world.places, view }
    await pause(retryMs)
  }
  return undefined
}

async function routine(self: Self, village: Village, pace: BoardPace, signal: AbortSignal): Promise<void> {
  const life = createLife(self, village, pace)
  while (!signal.aborted && !self.body.isOver()) {
    try {
      await life.beat(Date.now())
    } catch (error) {
      report(self.profile.name, String((error as Error).stack))
      await pause(restMsMin)
    }
    await pause(beatMs)
  }
}

function createLife(self: Self, village: Village, pace: BoardPace) {
  const { body, memory, chance } = self
  const conversing = createConversing(self)
  const approaching = createApproaching(self, conversing)
  const dwelling = createDwelling(self)
  const travelling = createTravelling(self, dwelling)
  const board = createBoardLife(self, village, travelling, pace)
  let lookAt = 0
  village.on('heard', (notice) => guarded(() => conversing.heard(notice, Date.now())))
  village.on('conversation', ({ conversation, members }) =>
    guarded(() => conversing.conversation(conversation, members, Date.now())),
  )
  village.on('board', (notice) => guarded(() => board.wrote(notice, Date.now())))
  village.on('money', (notice) => guarded(() => board.gave(notice, Date.now())))
  village.on('reconnected', () => travelling.interrupted())

  return { beat }

  // A fault of one villager must not end them all.
  function guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      report(self.profile.name, String((error as Error).stack))
    }
  }

  /** One moment: look around, answer and talk if it is one's turn, follow the day, and fill the time. */
  async function beat(now: number): Promise<void> {
    const hasLooked = now >= lookAt && (await lookAround(now))
    if (await board.respond(now)) return
    if (await conversing.speak(now)) return attend()
    if (await conversing.muse(now)) return
    if (await board.attend(now)) return
    const isOnTheWay = await travelling.follow(now)
    if (hasLooked && (await meet(now, isOnTheWay))) return
    if (!isOnTheWay) await dwelling.pass(now)
  }

  async function lookAround(now: number): Promise<boolean> {
    lookAt = now + between(chance, lookMsMin, lookMsMax)
    const view = await body.perceive()
    if (view !== undefined) look(self, view, now)
    return view !== undefined
  }

  // Whoever is drawn into a conversation on its way stops for it.
  async function attend(): Promise<void> {
    if (!conversing.isTalking() || !travelling.isWalking()) return
    await body.stop()
    travelling.interrupted()
  }

  async function meet(now: number, isWalking: boolean): Promise<boolean> {
    if (self.stop.kind === 'sleep' && !isWalking) return false
    const scene = sceneOf(self, now)
    const mood = { isWalking, isSociable: conversing.restedMs(now) > restMsMin && body.canSpeak(now) }
    const meeting = decideMeeting(scene, self.view.near, mood)
    if (meeting === undefined) return false
    const { kind, agent } = meeting
    if (kind === 'approach') await approaching.approach(agent)
    else if (kind === 'join') await approaching.joinIn(agent)
    else if (kind === 'wave') await body.emote('wave')
    else if (body.canSpeak(now)) await hail(kind, agent.name, isWalking, now)
    memory.greet(agent.name, now)
    return true
  }

  async function hail(kind: 'welcome' | 'pass', you: string, isWalking: boolean, now: number): Promise<void> {
    const scene = sceneOf(self, now)
    const line =
      kind === 'welcome' ? smallTalk.welcome(scene, you) : smallTalk.inPassing(scene, you, isWalking && chance() < 0.35)
    await body.say(line, now)
    if (kind === 'welcome') await body.emote('wave')
  }
}

function report(name: string, what: string): void {
  process.stderr.write(`${name}: ${what}\n`)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
