/**
 * What an agent can do wrong, in order of precedence: when several hold of one turn, the first counts, since it explains
 * the others. `illegal_move`: a well-formed move that the rules don't allow. `invalid_reply`: no move at all. `timeout`:
 * out of wall-clock time. `fuel`: out of metered work. `memory`: over its memory. `crash`: it threw, or its process ended.
 * `flood`: it wrote more than an answer may have. `violation`: it spoke out of turn or tried what no agent may.
 * A fault of the infrastructure is none of these: it is thrown (InfrastructureFault), the match is played again.
 */
export const verdicts = [
  'illegal_move',
  'invalid_reply',
  'timeout',
  'fuel',
  'memory',
  'crash',
  'flood',
  'violation',
] as const
export type Verdict = (typeof verdicts)[number]

/** The one that counts of several. */
export function gravest(found: readonly [Verdict, ...Verdict[]]): Verdict {
  return verdicts.find((verdict) => found.includes(verdict))!
}

/** What a fault costs: a move by chance is played instead; that and a strike; or the game. */
export type Cost = 'substitute' | 'strike' | 'forfeit'

/** What faults cost in a mode. With `strikesMax` strikes the game is lost. */
export type FaultRules = { costs: Readonly<Record<Verdict, Cost>>; strikesMax: number }

/** How seriously a match is meant: only a sanctioned one can be rated. */
export const modes = ['sanctioned', 'exhibition', 'sandbox'] as const
export type Mode = (typeof modes)[number]

/**
 * The usual rules of each mode. Sanctioned: what only a broken or hostile agent does loses at once, so that it never pays;
 * a slip costs a strike. Exhibition: strikes. Sandbox: the match goes on, so that its author sees the next fault as well.
 */
export const usualFaultRules: Readonly<Record<Mode, FaultRules>> = {
  sanctioned: {
    costs: {
      illegal_move: 'strike',
      invalid_reply: 'strike',
      timeout: 'strike',
      fuel: 'strike',
      memory: 'forfeit',
      crash: 'forfeit',
      flood: 'forfeit',
      violation: 'forfeit',
    },
    strikesMax: 3,
  },
  exhibition: { costs: allCost('strike'), strikesMax: 5 },
  sandbox: { costs: allCost('substitute'), strikesMax: 1 },
}

function allCost(cost: Cost): Record<Verdict, Cost> {
  return Object.fromEntries(verdicts.map((verdict) => [verdict, cost])) as Record<Verdict, Cost>
}
