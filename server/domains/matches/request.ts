import { randomBytes } from 'node:crypto'
import { gameOf, games } from '#games'
import type { Json } from '#games/game'
import type { MatchId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import { budgetFor, usualBudget } from '#match/budget'
import { hashText } from '#match/hash'
import { headerOf } from '#match/header'
import { commitmentTo } from '#match/seed'
import { usualFaultRules } from '#match/verdict'
import type { MatchRequest } from '#messages/matches'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { appendToOutbox } from '#platform/outbox'
import { matchQueue, type MatchesOptions } from './context.ts'
import { findEntrants, type Entrant, type Requester } from './entrants.ts'
import * as store from './store.ts'
import type { MatchRow } from './tables.ts'
import { factsOf } from './views.ts'

export type RequestResult = { status: 'queued'; match: store.MatchWithEntrants } | Refusal

/** Asks for a match between those who are named; one of them has to be the requester's. It is played as soon as a worker is free. */
export async function requestMatch(
  options: MatchesOptions,
  requester: Requester,
  request: MatchRequest,
): Promise<RequestResult> {
  const { game, mode, suddenDeathMax } = request
  if (gameOf(game) === undefined) return refuseGame(game)
  const found = await findEntrants(options, requester, game, mode, request.entrants)
  if (found.status === 'refused') return found
  const budget = request.turnMsMax === undefined ? usualBudget : budgetFor(request.turnMsMax)
  const plan = { options: request.options, faultRules: usualFaultRules[mode], budget, suddenDeathMax }
  const made = newMatch(options, { game, mode, purpose: 'direct', plan, requestedBy: requester.actor }, found.entrants)
  const ownerKey = (requester.memberId ?? requester.agentId)!
  const match = { ...made, match: { ...made.match, ownerKey } }
  const refusal =
    decideSetup(match) ?? (mode === 'sanctioned' ? await decideSanctioned(options, found.entrants) : undefined)
  if (refusal !== undefined) return refusal
  return options.storage.transaction<RequestResult>(async (tx) => {
    const open = await store.countOpen(tx, ownerKey)
    if (open >= limits.matchesOpenPerOwnerMax)
      return refuse('too_many_matches', `expected at most ${limits.matchesOpenPerOwnerMax} matches that wait or run`)
    await enqueue(options, tx, match)
    return { status: 'queued', match }
  })
}

function refuseGame(game: string): Refusal {
  const expected = `expected one of ${games.map(({ id }) => id).join(', ')}, not ${JSON.stringify(game)}`
  return refuse('invalid', `game: ${expected}`, [{ field: 'game', expected }])
}

type About = Pick<MatchRow, 'game' | 'mode' | 'purpose' | 'plan' | 'requestedBy'>

/** A match that waits, with its secret and the commitment to it; `ownerKey` is the requester's unless it is changed. */
export function newMatch(
  { clock }: MatchesOptions,
  about: About,
  entrants: readonly Entrant[],
): store.MatchWithEntrants {
  const id = newId<MatchId>()
  const secret = randomBytes(32).toString('hex')
  const match: MatchRow = {
    ...about,
    id,
    state: 'queued',
    ownerKey: about.requestedBy,
    trialOf: null,
    commitment: commitmentTo(secret, hashText),
    secret,
    attempt: 0,
    worker: null,
    heartbeatAt: null,
    notBefore: null,
    turns: null,
    head: null,
    faults: null,
    failure: null,
    createdAt: new Date(clock.now()),
    startedAt: null,
    finishedAt: null,
  }
  return { match, entrants: entrants.map((entrant, number) => ({ ...entrant, matchId: id, number })) }
}

/** Writes a match with its event and its wake-up; false if it is the second trial of a version. */
export async function enqueue(
  { queue }: MatchesOptions,
  tx: Transaction,
  { match, entrants }: store.MatchWithEntrants,
): Promise<boolean> {
  if (!(await store.insertMatch(tx, match, entrants))) return false
  await appendToOutbox(tx, { type: 'matches.queued', payload: factsOf({ match, entrants }) })
  await queue.send(tx, matchQueue, { matchId: match.id }, match.ownerKey)
  return true
}

// Whatever the header of the log would refuse is refused now.
function decideSetup(match: store.MatchWithEntrants): Refusal | undefined {
  const made = headerOf(setupOf(match), match.match.secret, hashText)
  return made.status === 'refused' ? made : undefined
}

/** What the header of a match's log is made from. */
export function setupOf({ match, entrants }: store.MatchWithEntrants) {
  const { id, game, mode, plan } = match
  return {
    id,
    game,
    mode,
    ...plan,
    options: plan.options as Json,
    entrants: entrants.map(({ name, digest, runtime }) => ({ name, digest, runtime: runtime ?? '' })),
    seatedBy: 'seed' as const,
  }
}

/** Sanctioned play is only where every hostile case was withstood, in whichever process that is. */
async function decideSanctioned(
  { attestations }: MatchesOptions,
  entrants: readonly Entrant[],
): Promise<Refusal | undefined> {
  const holding = (await attestations.latest()).filter(({ holds }) => holds)
  const unheld = entrants.find(({ language }) => !holding.some(({ languages }) => languages.includes(language!)))
  if (unheld === undefined) return undefined
  return refuse('not_attested', `${unheld.name}: no runtime for ${unheld.language} has withstood every hostile case`)
}
