import type { AnyGame, Game, Move, Seat } from '#games/game'
import type { HashText } from './hash.ts'
import type { Header } from './header.ts'
import { endLine, firstLine, startLine, turnLine, type EndRecord, type Entry } from './log.ts'
import type { Seed } from './seed.ts'
import type { Verdict } from './verdict.ts'

/** What a seat did at a turn: a legal move, or a fault; and the fuel it took, if that was metered. */
export type Deed = { seat: Seat; fuel: number | null } & ({ move: Move } | { verdict: Verdict })

/** Keeps the rules of one match and writes its log: the part that playing and checking have in common. */
export type Referee = ReturnType<typeof createReferee>

type AnyState = { readonly opaque: unique symbol }

/** Begins a match: deals the first position and writes the header and the start. */
export function createReferee(anyGame: AnyGame, header: Header, seed: Seed, hash: HashText) {
  const game = anyGame as unknown as Game<AnyState>
  const seats = header.seating.length
  const strikes = header.seating.map(() => 0)
  const faults = header.seating.map(() => 0)
  const fuel = header.seating.map((): number | null => 0)
  const nobodyMoved = header.seating.map((): Move | undefined => undefined)
  const withdrawn: { seat: Seat; verdict: Verdict }[] = []
  const turnsMax = game.turnsMax(header.options)
  const { costs, strikesMax } = header.faultRules
  let state = game.start({ seats, options: header.options, chance: seed.start() })
  let turns = 0
  let extensions = 0
  const headerLine = firstLine(header)
  let head = hash(`${headerLine}\n${seed.hex}\n${game.encode(state)}`)
  return {
    openingLines: [headerLine, startLine(head)] as const,
    turns: () => turns,
    toMove: () => game.toMove(state),
    legal: (seat: Seat) => game.legal(state, seat),
    view: (seat: Seat | null) => game.view(state, seat),
    scores: () => game.scores(state),
    withdrawn: () => withdrawn,
    turn,
    end,
  }

  /** Carries a turn out: one deed for each seat that is to move, in seat order. Returns its line of the log. */
  function turn(deeds: readonly Deed[]): string {
    const entries = deeds.map(entryOf)
    const chance = seed.turn(turns)
    for (const { seat, move, verdict } of entries) {
      if (move !== null) continue
      withdrawn.push({ seat, verdict: verdict! })
      state = game.withdraw(state, seat, chance)
    }
    const moves = movesOf(entries)
    const movers = game.toMove(state)
    if (movers.length > 0 && movers.every((seat) => moves[seat] !== undefined)) state = game.step(state, moves, chance)
    extendIfTied()
    turns += 1
    if (turns > turnsMax && game.toMove(state).length > 0) throw new Error(`${game.id} goes on after ${turnsMax} turns`)
    return chained(entries)
  }

  function chained(entries: readonly Entry[]): string {
    const line = turnLine(turns - 1, entries)
    head = hash(`${head}\n${line}\n${game.encode(state)}`)
    return `${line}"${head.slice(0, 16)}"]`
  }

  function entryOf(deed: Deed): Entry {
    const { seat } = deed
    fuel[seat] = deed.fuel === null || fuel[seat] === null ? null : fuel[seat]! + deed.fuel
    if ('move' in deed) return { seat, move: deed.move, fuel: deed.fuel, verdict: null }
    faults[seat]! += 1
    return { seat, move: replacementFor(seat, deed.verdict), fuel: deed.fuel, verdict: deed.verdict }
  }

  /** The move by chance that a fault is replaced with, or null if it costs the game. */
  function replacementFor(seat: Seat, verdict: Verdict): Move | null {
    const cost = costs[verdict]
    if (cost === 'forfeit') return null
    if (cost === 'strike' && (strikes[seat]! += 1) >= strikesMax) return null
    const legal = game.legal(state, seat)
    return legal[seed.substitute(turns, seat).below(legal.length)]!
  }

  function movesOf(entries: readonly Entry[]): (Move | undefined)[] {
    const moves = [...nobodyMoved]
    for (const { seat, move } of entries) if (move !== null) moves[seat] = move
    return moves
  }

  function extendIfTied(): void {
    if (extensions >= header.suddenDeathMax || game.extend === undefined || withdrawn.length > 0) return
    if (game.toMove(state).length > 0 || !isTied(game.scores(state))) return
    extensions += 1
    state = game.extend(state, seed.extension(extensions))
  }

  /** Ends the log of a match in which nobody is to move: scores, and the secret that proves the chance. */
  function end(secret: string): { line: string; record: EndRecord; head: string } {
    const record: EndRecord = {
      turns,
      scores: [...game.scores(state)],
      withdrawn: withdrawn.map(({ seat, verdict }) => [seat, verdict]),
      faults,
      fuel,
      secret,
    }
    const line = endLine(record)
    head = hash(`${head}\n${line}`)
    return { line: `${line},"head":"${head}"}`, record, head }
  }
}

/** Whether nobody alone has the best score. */
export function isTied(scores: readonly number[]): boolean {
  const best = Math.max(...scores)
  return scores.filter((score) => score === best).length > 1
}
