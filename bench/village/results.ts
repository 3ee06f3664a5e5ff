import type { Machine } from './machine.ts'
import type { Reading } from './scenario.ts'

/** Everything one run found; written as it is to bench/results/village.json. */
export type Results = {
  machine: Machine
  load: { agents: number; spectators: number; seconds: number; says: number }
  village: Reading
  json: Reading
  colyseus: Reading
}

/** Bytes a second that updates take at a baseline's own rate of ten a second, whether or not it kept the rate. */
export function bytesAtTenHertz({ spectators }: Reading): number {
  return spectators.updateBytes.mean * 10
}

/** Three digits that count. */
export function number(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}
