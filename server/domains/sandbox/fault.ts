import type { Verdict } from '#match/verdict'

const detailCharsMax = 300

/** Thrown and caught inside this domain: the agent did something wrong. It leaves the domain as a value. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly verdict: Verdict

  constructor(verdict: Verdict, detail: string) {
    super(shortDetail(detail))
    this.verdict = verdict
  }
}

/** What may be told and stored of an agent's own words: a short text without control characters. */
export function shortDetail(text: string): string {
  return text
    .slice(0, detailCharsMax)
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
}
