import type { AgentId, MemberId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { EntrantRequest } from '#messages/matches'
import type { Mode } from '#match/verdict'
import { decideActing, type AgentQueries, type AgentRow } from '#domain/agents'
import type { Competitors, Version } from '#domain/competitors'
import type { EntrantRow } from './tables.ts'

/** Who asks for a match: a member, or an agent for itself. */
export type Requester = { actor: string; memberId?: MemberId | undefined; agentId?: AgentId | undefined }

/** One who is going to play, before it is known where it sits and what it runs in. */
export type Entrant = Omit<EntrantRow, 'matchId' | 'number'>

type Known = { agents: AgentQueries; competitors: Competitors }

const unplayed = {
  runtime: null,
  attestationId: null,
  isAttested: null,
  seat: null,
  score: null,
  withdrawn: null,
  faults: null,
}

/** Finds those who were named, or refuses and names the one that can't play. */
export async function findEntrants(
  known: Known,
  requester: Requester,
  game: string,
  mode: Mode,
  requests: readonly EntrantRequest[],
): Promise<{ status: 'found'; entrants: Entrant[] } | Refusal> {
  const entrants: Entrant[] = []
  for (const [at, request] of requests.entries()) {
    const found = await findEntrant(known, requester, game, request)
    if (found.status === 'refused') return naming(at, found)
    const refusal = decideMode(mode, found.entrant)
    if (refusal !== undefined) return naming(at, refusal)
    entrants.push(found.entrant)
  }
  return entrants.some((entrant) => isOwn(requester, entrant)) || entrants.length === 0
    ? { status: 'found', entrants }
    : refuse('forbidden', 'expected one of the entrants to be an agent of yours')
}

type Found = { status: 'found'; entrant: Entrant } | Refusal

async function findEntrant(known: Known, requester: Requester, game: string, request: EntrantRequest): Promise<Found> {
  if (request.house !== undefined) return { status: 'found', entrant: houseEntrant(request.house) }
  if (request.version !== undefined) return byVersion(known, requester, game, request.version)
  const agent = await known.agents.byId(request.agent!)
  if (agent === null) return refuse('not_found', 'there is no agent with this id')
  const refusal = decideActing(agent.standing)
  if (refusal !== undefined) return refusal
  return request.via === 'village' ? inVillage(requester, agent) : byActive(known, agent, game)
}

async function byActive({ competitors }: Known, agent: AgentRow, game: string): Promise<Found> {
  const version = await competitors.activeOf(agent.id, game)
  return version === null
    ? refuse('no_active_version', `${agent.name} has no active version for ${game}`)
    : { status: 'found', entrant: versionEntrant(agent, version) }
}

async function byVersion(
  { agents, competitors }: Known,
  requester: Requester,
  game: string,
  id: string,
): Promise<Found> {
  const version = await competitors.find(id)
  if (version === null) return refuse('not_found', 'there is no version with this id')
  const agent = (await agents.byId(version.agentId))!
  const entrant = versionEntrant(agent, version)
  if (!isOwn(requester, entrant)) return refuse('forbidden', 'only the owner of an agent chooses its version')
  if (version.game !== game) return refuse('invalid', `this version is for ${version.game}`)
  if (version.state !== 'playable') return refuse('not_playable', 'this version has not passed its trial')
  const refusal = decideActing(agent.standing)
  return refusal ?? { status: 'found', entrant }
}

// Nobody's agent is made to play by somebody else.
function inVillage(requester: Requester, agent: AgentRow): Found {
  const { id: agentId, name, ownerId } = agent
  const entrant = {
    ...unplayed,
    kind: 'village',
    name,
    agentId,
    ownerId,
    versionId: null,
    language: null,
    digest: null,
  } as const
  return isOwn(requester, entrant)
    ? { status: 'found', entrant }
    : refuse('forbidden', `${name} belongs to someone else; only its owner enters it as it is in the village`)
}

export function versionEntrant({ id: agentId, name, ownerId }: AgentRow, version: Version): Entrant {
  const { id: versionId, kind, language, digest } = version
  return { ...unplayed, kind, name, agentId, ownerId, versionId, language, digest }
}

function houseEntrant(name: string): Entrant {
  const nobody = { agentId: null, ownerId: null, versionId: null, language: null, digest: null }
  return { ...unplayed, kind: 'house', name, ...nobody }
}

function isOwn({ memberId, agentId }: Requester, entrant: Entrant): boolean {
  if (entrant.agentId === null) return false
  return entrant.agentId === agentId || (memberId !== undefined && entrant.ownerId === memberId)
}

// What counts has to be played by code that can be named by its digest and held in a sandbox.
function decideMode(mode: Mode, { kind, name }: Entrant): Refusal | undefined {
  if (mode !== 'sanctioned' || kind === 'code') return undefined
  return refuse('not_attested', `a sanctioned match is between uploaded code, and ${name} is not`)
}

function naming(at: number, { code, detail }: Refusal): Refusal {
  const field = `entrants.${at}`
  return refuse(code, `${field}: ${detail}`, [{ field, expected: detail }])
}
