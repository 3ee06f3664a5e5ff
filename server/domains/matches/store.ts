import { In } from 'typeorm'
import type { MatchId, VersionId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { MatchesQuery } from '#messages/matches'
import type { Transaction } from '#platform/database'
import { entrantTable, logTable, matchTable, type EntrantRow, type MatchRow } from './tables.ts'

/** A match with who plays in it, in the order in which they were named. */
export type MatchWithEntrants = { match: MatchRow; entrants: EntrantRow[] }

/** Writes a match; false if it is the second trial of a version. */
export async function insertMatch(tx: Transaction, match: MatchRow, entrants: EntrantRow[]): Promise<boolean> {
  const inserted = await tx
    .createQueryBuilder()
    .insert()
    .into(matchTable)
    .values(match)
    .orIgnore()
    .returning('id')
    .execute()
  if ((inserted.raw as unknown[]).length === 0) return false
  await tx.getRepository(entrantTable).insert(entrants)
  return true
}

/** How many matches of an owner wait or run; nobody else adds one until the transaction ends. */
export async function countOpen(tx: Transaction, ownerKey: string): Promise<number> {
  await lockOwner(tx, ownerKey)
  return tx.getRepository(matchTable).countBy({ ownerKey, state: In(['queued', 'running']) })
}

async function lockOwner(tx: Transaction, ownerKey: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`matches of ${ownerKey}`])
}

export async function matchById(tx: Transaction, id: MatchId): Promise<MatchWithEntrants | null> {
  const match = await tx.getRepository(matchTable).findOneBy({ id })
  return match === null ? null : { match, entrants: await entrantsOf(tx, [id]) }
}

function entrantsOf(tx: Transaction, ids: MatchId[]): Promise<EntrantRow[]> {
  return tx.getRepository(entrantTable).find({ where: { matchId: In(ids) }, order: { matchId: 'ASC', number: 'ASC' } })
}

/** Matches, the newest first. */
export async function matchesPage(tx: Transaction, query: MatchesQuery, max: number): Promise<MatchWithEntrants[]> {
  const found = tx.getRepository(matchTable).createQueryBuilder('m').orderBy('m.id', 'DESC').take(max)
  if (query.game !== undefined) found.andWhere('m.game = :game', { game: query.game })
  if (query.state !== undefined) found.andWhere('m.state = :state', { state: query.state })
  if (query.before !== undefined) found.andWhere('m.id < :before', { before: query.before })
  if (query.agent !== undefined)
    found.andWhere('m.id in (select match_id from match_entrants where agent_id = :agent)', { agent: query.agent })
  const matches = await found.getMany()
  const entrants = await entrantsOf(
    tx,
    matches.map(({ id }) => id),
  )
  return matches.map((match) => ({ match, entrants: entrants.filter(({ matchId }) => matchId === match.id) }))
}

/** What came of reaching for a match: it is the worker's; it isn't to be played now; or its owner's matches must end first. */
export type ClaimResult =
  | { status: 'claimed'; match: MatchWithEntrants }
  | { status: 'not_waiting' }
  | { status: 'owner_busy'; ownerKey: string }

/** Takes a waiting match for a worker and counts the attempt, if not too many of its owner's run. */
export async function claim(tx: Transaction, id: MatchId, worker: string): Promise<ClaimResult> {
  const [waiting] = await tx.query<{ ownerKey: string }[]>(
    `select owner_key as "ownerKey" from matches
     where id = $1 and state = 'queued' and (not_before is null or not_before <= now())`,
    [id],
  )
  if (waiting === undefined) return { status: 'not_waiting' }
  const { ownerKey } = waiting
  await lockOwner(tx, ownerKey)
  const running = await tx.getRepository(matchTable).countBy({ ownerKey, state: 'running' })
  if (running >= limits.matchesAtOncePerOwnerMax) return { status: 'owner_busy', ownerKey }
  const result = await tx.query<[unknown[], number]>(
    `update matches set state = 'running', worker = $2, attempt = attempt + 1, heartbeat_at = now(), not_before = null,
       started_at = now()
     where id = $1 and state = 'queued'`,
    [id, worker],
  )
  if (result[1] === 0) return { status: 'not_waiting' }
  return { status: 'claimed', match: (await matchById(tx, id))! }
}

/** Which attempt of which worker: whatever it writes counts only while the match is still its own. */
export type Claim = Pick<MatchRow, 'id' | 'worker' | 'attempt'>

/** Shows a sign of life; false if the match is another's by now. */
export async function beat(tx: Transaction, { id, worker, attempt }: Claim): Promise<boolean> {
  const result = await tx.query<[unknown[], number]>(
    `update matches set heartbeat_at = now() where id = $1 and worker = $2 and attempt = $3 and state = 'running'`,
    [id, worker, attempt],
  )
  return result[1] > 0
}

/** Changes a running match; false if it is another's by now. */
export async function settle(tx: Transaction, { id, worker, attempt }: Claim, to: Partial<MatchRow>): Promise<boolean> {
  const result = await tx.getRepository(matchTable).update({ id, worker: worker!, attempt, state: 'running' }, to)
  return result.affected === 1
}

export async function updateEntrants(tx: Transaction, rows: readonly EntrantRow[]): Promise<void> {
  for (const { matchId, number, ...rest } of rows)
    await tx.getRepository(entrantTable).update({ matchId, number }, rest)
}

export async function insertLog(tx: Transaction, matchId: MatchId, log: string): Promise<void> {
  await tx.getRepository(logTable).insert({ matchId, log })
}

export async function logOf(tx: Transaction, matchId: MatchId): Promise<string | undefined> {
  return (await tx.getRepository(logTable).findOneBy({ matchId }))?.log
}

/** Running matches that have shown no sign of life, locked for the transaction. */
export function lifeless(tx: Transaction, max: number): Promise<Pick<MatchRow, 'id'>[]> {
  return tx.query(
    `select id from matches where state = 'running' and heartbeat_at < now() - make_interval(secs => $1)
     order by heartbeat_at limit $2 for update skip locked`,
    [limits.matchHeartbeatMsMax / 1000, max],
  )
}

/** Matches that should long have begun; their wake-ups may have been lost. */
export function overdue(
  tx: Transaction,
  secondsMin: number,
  max: number,
): Promise<Pick<MatchRow, 'id' | 'ownerKey'>[]> {
  return tx.query(
    `select id, owner_key as "ownerKey" from matches
     where state = 'queued' and coalesce(not_before, created_at) < now() - make_interval(secs => $1)
     order by id limit $2`,
    [secondsMin, max],
  )
}

/** Trials that could not be played a while ago, locked for the transaction. */
export function failedTrials(
  tx: Transaction,
  secondsMin: number,
  max: number,
): Promise<{ id: MatchId; versionId: VersionId }[]> {
  return tx.query(
    `select id, trial_of as "versionId" from matches
     where trial_of is not null and state = 'failed' and finished_at < now() - make_interval(secs => $1)
     order by id limit $2 for update skip locked`,
    [secondsMin, max],
  )
}

export async function updateMatch(tx: Transaction, id: MatchId, to: Partial<MatchRow>): Promise<void> {
  await tx.getRepository(matchTable).update({ id }, to)
}

export async function hasTrial(tx: Transaction, versionId: VersionId): Promise<boolean> {
  return tx.getRepository(matchTable).existsBy({ trialOf: versionId })
}
