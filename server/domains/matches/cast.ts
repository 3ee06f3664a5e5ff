import type { Budget, Competitor } from '#match/contract'
import { randomCompetitor } from '#match/random'
import type { Mode } from '#match/verdict'
import { refuse, type Refusal } from '#kernel/refusal'
import { chooseRuntime, hooked, sandboxed, villager } from '#domain/players'
import type { Program } from '#domain/sandbox'
import { nodeHash } from '#platform/node-hash'
import type { MatchesOptions } from './context.ts'
import type { MatchWithEntrants } from './store.ts'
import type { EntrantRow } from './tables.ts'

/** Those who play, in the order of the entrants, and the entrants with what they run in and how that was attested. */
export type Cast = { competitors: Competitor[]; entrants: EntrantRow[] }

/** Finds something to run each entrant in. Refuses if there is nothing here that may; whoever was made is then released. */
export async function castOf(
  options: MatchesOptions,
  { match, entrants }: MatchWithEntrants,
): Promise<{ status: 'cast'; cast: Cast } | Refusal> {
  const cast: Cast = { competitors: [], entrants: [] }
  for (const entrant of entrants) {
    const player = await playerOf(options, match.id, match.mode, match.plan.budget, entrant)
    if (player.status === 'refused') return player // nobody has been leased anything yet
    cast.competitors.push(player.competitor)
    cast.entrants.push({ ...entrant, ...player.ran })
  }
  return { status: 'cast', cast }
}

type Ran = Pick<EntrantRow, 'runtime' | 'attestationId' | 'isAttested'>
type Player = { status: 'made'; competitor: Competitor; ran: Ran } | Refusal

async function playerOf(
  options: MatchesOptions,
  matchId: string,
  mode: Mode,
  budget: Budget,
  entrant: EntrantRow,
): Promise<Player> {
  const { kind, agentId, versionId, number } = entrant
  if (kind === 'house') return made(randomCompetitor(`${matchId} ${number}`, nodeHash), 'house')
  if (kind === 'village') return made(villager(agentId!, matchId, options.askVillager), 'village')
  const source = await options.competitors.programOf(versionId!)
  if (source.status === 'refused') return source
  if (source.status === 'code') return inSandbox(options, mode, budget, source.program)
  const match = { id: matchId, replyBytesMax: budget.replyBytesMax, turnMsMax: budget.turnMsMax }
  return made(hooked(source.hook, match, { key: options.key, now: options.clock.now }), 'hook')
}

async function inSandbox(
  { attestations }: MatchesOptions,
  mode: Mode,
  { memoryBytesMax, replyBytesMax }: Budget,
  program: Program,
): Promise<Player> {
  const stamps = new Map<string, Awaited<ReturnType<typeof attestations.stamp>>>()
  for (const { id, version } of attestations.runtimes) stamps.set(id, await attestations.stamp(id, version))
  const mustHold = mode === 'sanctioned'
  const chosen = chooseRuntime(
    attestations.runtimes,
    program.language,
    ({ id }) => !mustHold || stamps.get(id)?.holds === true,
  )
  if (chosen.status === 'refused') return refuse(mustHold ? 'not_attested' : chosen.code, chosen.detail)
  const { runtime } = chosen
  const stamp = stamps.get(runtime.id)
  const ran = {
    runtime: `${runtime.id} (${runtime.version})`,
    attestationId: stamp?.attestationId ?? null,
    isAttested: stamp?.holds ?? null,
  }
  return { status: 'made', competitor: sandboxed(runtime, program, { memoryBytesMax, replyBytesMax }), ran }
}

function made(competitor: Competitor, runtime: string): Player {
  return { status: 'made', competitor, ran: { runtime, attestationId: null, isAttested: null } }
}
