import type { AnyGame, Json, Move, Seat } from '#games/game'
import type { Millis } from '#kernel/time'
import type { CallBudget, Competitor, MatchResult, Reply } from './contract.ts'
import { meteredNetFactor } from './budget.ts'
import { hashText, type HashText } from './hash.ts'
import type { Header } from './header.ts'
import type { EndRecord } from './log.ts'
import { createReferee, type Deed, type Referee } from './referee.ts'
import { seedOf } from './seed.ts'
import type { Verdict } from './verdict.ts'

export type PlayOptions = {
  game: AnyGame
  header: Header
  secret: string
  /** As the header names its entrants. */
  competitors: readonly Competitor[]
  hash?: HashText
  /** Ends the match between two calls: `play` then throws the signal's reason. */
  signal?: AbortSignal | undefined
  /** Told of each line of the log as it is written, the header first. */
  onLine?: ((line: string) => void) | undefined
}

/** A match that came to its end: its log without a signature, and what it says. It decides no ranking. */
export type Played = { log: string; head: string; end: EndRecord; faults: FaultNote[] }

/** A fault in words, for the owner of the agent; the log has only the verdict. One of `init` counts at the seat's next turn. */
export type FaultNote = { seat: Seat; turn: number; call: 'init' | 'act'; verdict: Verdict; detail: string }

const faultNotesMax = 100

/**
 * Plays a game between any competitors: `init` for all, then `act` for whoever is to move, all at once in simultaneous
 * games, and `onResult` in the end. Whatever a competitor does becomes a move or a verdict. Throws an InfrastructureFault
 * when what runs the competitors fails; the match then has to be played again from the start, with the same secret.
 * The competitors are not released.
 */
export async function play(options: PlayOptions): Promise<Played> {
  const { game, header, secret, hash = hashText, signal, onLine } = options
  const seed = seedOf(header.id, secret, hash)
  const referee = createReferee(game, header, seed, hash)
  const notes: FaultNote[] = []
  const note = (fault: FaultNote) => void (notes.length < faultNotesMax && notes.push(fault))
  const seats = header.seating.map((entrant, seat) =>
    createSeat(options, referee, seat, seed.ofAgent(seat), entrant, note),
  )
  const lines: string[] = []
  const write = (line: string) => {
    lines.push(line)
    onLine?.(line)
  }
  const deedOf = (seat: Seat) => seats[seat]!.deed()
  referee.openingLines.forEach(write)
  // A competitor of this process answers at once and is not waited for: a million turns then need no promise.
  await Promise.all(seats.map((seat) => seat.init()))
  for (let movers = referee.toMove(); movers.length > 0; movers = referee.toMove()) {
    signal?.throwIfAborted()
    const answers = movers.map(deedOf)
    write(referee.turn(answers.some(isPromise) ? await Promise.all(answers as Promise<Deed>[]) : (answers as Deed[])))
  }
  const { line, record, head } = referee.end(secret)
  write(line)
  await Promise.all(seats.map((seat) => seat.tell(resultFor(seat.number, record))))
  return { log: `${lines.join('\n')}\n`, head, end: record, faults: notes }
}

/** One seat of a match in play: what its competitor says becomes a deed, within what is left of the budget. */
function createSeat(
  { header, competitors }: PlayOptions,
  referee: Referee,
  number: Seat,
  ownSeed: number,
  entrant: number,
  note: (fault: FaultNote) => void,
) {
  const competitor = competitors[entrant]!
  const { budget } = header
  const config = {
    game: header.game,
    gameVersion: header.gameVersion,
    seat: number,
    seats: header.seating.length,
    options: header.options as Json,
    budget,
    seed: ownSeed,
  }
  const { isMetered } = competitor
  const netFactor = isMetered ? meteredNetFactor : 1
  let leftMs = budget.matchMsMax
  let leftFuel = budget.matchFuelMax
  let failedInit: Extract<Reply, { status: 'fault' }> | undefined
  return { number, init, deed, tell }

  async function init(): Promise<void> {
    const reply = await competitor.init(config, { msMax: budget.initMsMax * netFactor, fuelMax: budget.initFuelMax })
    if (reply.status === 'fault') failedInit = reply
  }

  function deed(): Deed | Promise<Deed> {
    return failedInit !== undefined || !competitor.isReady() ? deedAfresh() : ask()
  }

  function ask(): Deed | Promise<Deed> {
    if (leftMs <= 0 || leftFuel <= 0)
      return fault(isMetered ? 'fuel' : 'timeout', 'the budget of the match is used up', null)
    const legal = referee.legal(number)
    const reply = competitor.act(
      { turn: referee.turns(), board: referee.view(number), validActions: legal, timeRemaining: remainingMs() },
      callBudget(),
    )
    return isPromise(reply) ? reply.then((answer) => deedFrom(answer, legal)) : deedFrom(reply, legal)
  }

  // The instance went with a fault, in `init` or since: that of `init` counts now, at the seat's turn.
  async function deedAfresh(): Promise<Deed> {
    if (failedInit === undefined) await init()
    const failed = failedInit
    failedInit = undefined
    if (failed === undefined) return ask()
    return fault(failed.verdict, failed.detail, failed.fuel, 'init')
  }

  function callBudget(): CallBudget {
    const msMax = isMetered ? budget.turnMsMax * netFactor : Math.min(budget.turnMsMax, leftMs)
    return { msMax, fuelMax: Math.min(budget.turnFuelMax, leftFuel) }
  }

  // Where work is metered, the clock shows what is left of the fuel: the same on every machine.
  function remainingMs(): Millis {
    const left = isMetered ? (budget.matchMsMax * leftFuel) / budget.matchFuelMax : leftMs
    return Math.floor(left)
  }

  function deedFrom(reply: Reply, legal: readonly Move[]): Deed {
    if (!isMetered) leftMs -= reply.ms // else time depends on the machine, and a match must not
    leftFuel -= reply.fuel ?? 0
    if (reply.status === 'fault') return fault(reply.verdict, reply.detail, reply.fuel)
    const { value, fuel } = reply
    if (typeof value !== 'string' && typeof value !== 'number')
      return fault('invalid_reply', 'expected a word or a number: one of validActions', fuel)
    const move = legal[legal.indexOf(value)] // the game's own, not the agent's: -0 is 0
    return move === undefined
      ? fault('illegal_move', `expected one of validActions, not ${JSON.stringify(value).slice(0, 60)}`, fuel)
      : { seat: number, move, fuel }
  }

  function fault(verdict: Verdict, detail: string, fuel: number | null, call: FaultNote['call'] = 'act'): Deed {
    note({ seat: number, turn: referee.turns(), call, verdict, detail })
    return { seat: number, verdict, fuel }
  }

  /** What a competitor does when it hears the result changes nothing any more. */
  async function tell(result: MatchResult): Promise<void> {
    if (competitor.isReady())
      await competitor.onResult(result, { msMax: budget.turnMsMax * netFactor, fuelMax: budget.turnFuelMax })
  }
}

function resultFor(seat: Seat, { scores, withdrawn }: EndRecord): MatchResult {
  const best = Math.max(...scores.filter((_, other) => other !== seat))
  const own = scores[seat]!
  const outcome = own > best ? 'win' : own < best ? 'loss' : 'tie'
  return { seat, scores, outcome, withdrawn: withdrawn.map(([seat, verdict]) => ({ seat, verdict })) }
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return value instanceof Promise
}
