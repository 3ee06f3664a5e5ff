import { gameOf } from '#games'
import type { Header } from '#match/header'
import type { EndRecord } from '#match/log'
import type { Played } from '#match/play'

/** A match's end in words, then each seat, then what went wrong. */
export function resultLines(header: Header, { end, faults }: Played, seed: string): string[] {
  const nameAt = (seat: number) => header.entrants[header.seating[seat]!]!.name
  const width = Math.max(...header.entrants.map(({ name }) => name.length))
  return [
    `${gameOf(header.game)!.name}, seed ${seed}: ${outcomeOf(header, end)} after ${end.turns} turns`,
    ...header.seating.map((_, seat) =>
      [
        `  seat ${seat}  ${nameAt(seat).padEnd(width)}  score ${end.scores[seat]}`,
        `faults ${end.faults[seat]}`,
        ...(end.fuel[seat] === null ? [] : [`fuel ${end.fuel[seat]}`]),
      ].join('  '),
    ),
    ...faults.map(
      ({ seat, turn, call, verdict, detail }) =>
        `  ${call === 'init' ? 'init before ' : ''}turn ${turn}, ${nameAt(seat)}: ${verdict}: ${detail}`,
    ),
  ]
}

/** Who won, in words. */
export function outcomeOf(header: Header, { scores }: EndRecord): string {
  const best = Math.max(...scores)
  const winners = [...scores.keys()].filter((seat) => scores[seat] === best)
  const names = winners.map((seat) => `${header.entrants[header.seating[seat]!]!.name} (seat ${seat})`)
  return winners.length === 1 ? `${names[0]} wins` : `a tie between ${names.join(' and ')}`
}
