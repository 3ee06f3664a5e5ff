import type { BoardNotice, MoneyNotice, Village } from '#sdk'
import { createAnswering } from './answering.ts'
import type { BoardPace } from './board-bounds.ts'
import { createBoardHand } from './board-hand.ts'
import { cast } from './cast.ts'
import { between } from './chance.ts'
import { ideaBehind } from './ideas.ts'
import { createPinning } from './pinning.ts'
import { createReputation } from './reputation.ts'
import type { Stop } from './routine.ts'
import { momentAt, sceneOf, type Self } from './self.ts'
import { nameOf, thanksInTown } from './thanking.ts'
import type { Travelling } from './travelling.ts'
import { boardTask } from './words/board.ts'

const board = 'board'
/** Gifts not yet thanked for in town; beyond it the oldest is thanked for on its post alone. */
const giftsMax = 5
/** A gift for no post within this is for what the villager is about; an older one came while it was away. */
const freshMs = 60_000

/** See `createBoardLife`. */
export type BoardLife = ReturnType<typeof createBoardLife>

/**
 * When a villager is about the board: it goes there now and then, and when someone has written to it or given it something.
 * Who writes to it is answered in time, if need be from where it stands.
 */
export function createBoardLife(self: Self, village: Village, travelling: Travelling, pace: BoardPace) {
  const { body, chance, profile } = self
  const hand = createBoardHand(self, village)
  const answering = createAnswering(self, hand)
  const reputation = createReputation(self, hand, village)
  const pinning = createPinning(self, hand, reputation, pace)
  const gifts: MoneyNotice[] = []
  const at = cast.findIndex(({ name }) => name === profile.name)
  let visitAt = Date.now() + pace.firstVisitMs + (at + chance() / 2) * pace.staggerMs
  let askedAt: number | undefined // since when somebody waits
  let endedAt = -Infinity
  let visit: { stop: Stop; until: number } | undefined

  return { wrote, gave, respond, attend }

  /** Somebody wrote to this villager. Fellows can wait until its next visit. */
  function wrote(notice: BoardNotice, now: number): void {
    if (answering.note(notice)) askedAt ??= now
  }

  /** Somebody gave this villager something, or took it. */
  function gave(notice: MoneyNotice, now: number): void {
    if (gifts.push(notice) > giftsMax) gifts.shift()
    if (notice.postId !== null) askedAt ??= now
    else if (notice.kind !== 'deposit' && hand.now(now) - notice.at < freshMs) reputation.noteDeed(notice.id)
  }

  /** Thanks in town, and answers who has waited for long; true when this took the villager's attention. */
  async function respond(now: number): Promise<boolean> {
    if (body.canSpeak(now) && gifts.length > 0) {
      await thankInTown(gifts.shift()!, now)
      return true
    }
    if (askedAt === undefined || now - askedAt < (isAsleep() ? pace.asleepMs : pace.overdueMs)) return false
    await answer(now)
    return true
  }

  async function thankInTown(gift: MoneyNotice, now: number): Promise<void> {
    const what = gift.postId === null ? 'what I do' : await nameOfWriting(gift.postId)
    await body.say(thanksInTown(sceneOf(self, now), gift, what), now)
    await body.emote(gift.kind === 'penalty' ? 'sad' : 'heart')
  }

  // A reply of its own is not found among the posts.
  async function nameOfWriting(id: string): Promise<string> {
    const thread = await hand.read(id, 0)
    return nameOf(thread && ideaBehind(profile.name, thread.post))
  }

  async function answer(now: number): Promise<void> {
    askedAt = undefined
    await answering.answerAll(now, isAsleep())
    await reputation.thank(now)
  }

  /** Sets out for the board when it is time, and does there what is to be done; true when it did. */
  async function attend(now: number): Promise<boolean> {
    if (visit === undefined) setOut(now)
    else if (travelling.isThere(visit.stop)) {
      await doBusiness(now)
      end(now)
      return true
    } else if (now > visit.until) end(now)
    return false
  }

  function setOut(now: number): void {
    const isAsked = askedAt !== undefined && now - endedAt > pace.restMs
    if (isAsleep() || (!isAsked && now < visitAt)) return
    const { minute } = momentAt(self, now)
    visit = {
      stop: { from: minute, to: minute, kind: 'errand', place: board, task: boardTask },
      until: now + pace.visitMsMax,
    }
    travelling.divert(visit.stop, pace.visitMsMax, now)
  }

  function end(now: number): void {
    visit = undefined
    endedAt = now
    visitAt = now + between(chance, ...pace.visitMs)
    travelling.release()
  }

  async function doBusiness(now: number): Promise<void> {
    await body.use(boardTask.steps[0]!)
    await answer(now)
    await pinning.help(now)
    await pinning.pinUp(now)
  }

  function isAsleep(): boolean {
    return self.stop.kind === 'sleep'
  }
}
