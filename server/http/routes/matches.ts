import { Readable } from 'node:stream'
import { z } from 'zod'
import { games } from '#games'
import type { AnyGame, Json } from '#games/game'
import { limits } from '#kernel/limits'
import {
  gameSchema,
  matchesPageSchema,
  matchesQuerySchema,
  matchFaultsSchema,
  matchRequestSchema,
  matchSchema,
} from '#messages/matches'
import { actorOf } from '#domain/accounts'
import type { Matches, Requester } from '#domain/matches'
import { isRefusal } from '#http/mount'
import { route, type Route, type RouteRequest } from '#http/route'
import { refuse, type Refusal } from '#kernel/refusal'

const tag = 'matches'
const keySchema = z
  .object({ publicKey: z.string().meta({ description: 'Ed25519, raw, hexadecimal.' }) })
  .meta({ id: 'MatchKey' })

/** Games and matches: asking for one, and what came of it. */
export function matchRoutes({ matches }: { matches: Matches }): Route[] {
  return [listGames(), ask(), list(), key(), one(), log(), faults()]

  function listGames(): Route {
    return route({
      method: 'get',
      path: '/api/games',
      operationId: 'listGames',
      summary: 'The games that can be played, and what can be set in each.',
      tag,
      access: 'everyone',
      answer: z.object({ games: z.array(gameSchema) }),
      refusals: [],
      handle: async () => ({ games: games.map(toGameView) }),
    })
  }

  function ask(): Route {
    return route({
      method: 'post',
      path: '/api/matches',
      operationId: 'requestMatch',
      summary: 'Ask for a match in which an agent of one’s own plays. It waits until a worker is free.',
      tag,
      access: 'signed in',
      body: matchRequestSchema,
      answer: matchSchema,
      refusals: [
        ...(['not_found', 'unverified', 'quarantined', 'no_active_version', 'not_playable', 'not_attested'] as const),
        ...(['too_many_matches', 'storage_unavailable'] as const),
      ],
      handle: async ({ body, ...asker }) => {
        const requester = requesterOf(asker)
        return isRefusal(requester) ? requester : matches.request(requester, body)
      },
    })
  }

  function list(): Route {
    return route({
      method: 'get',
      path: '/api/matches',
      operationId: 'listMatches',
      summary: `Matches, the newest first, ${limits.matchesPageMax} at a time. \`next\` goes into \`before\` for more.`,
      tag,
      access: 'everyone',
      query: matchesQuerySchema,
      answer: matchesPageSchema,
      refusals: ['storage_unavailable'],
      handle: ({ query }) => matches.page(query),
    })
  }

  function one(): Route {
    return route({
      method: 'get',
      path: '/api/matches/{id}',
      idNames: 'match',
      operationId: 'getMatch',
      summary: 'One match: who plays, what they run in, and what came of it.',
      tag,
      access: 'everyone',
      answer: matchSchema,
      refusals: ['not_found', 'storage_unavailable'],
      handle: ({ id }) => matches.one(id),
    })
  }

  function log(): Route {
    return route({
      method: 'get',
      path: '/api/matches/{id}/log',
      idNames: 'match',
      operationId: 'getMatchLog',
      summary: 'The signed log of a finished match: lines of JSON from which anyone can play it again.',
      tag,
      access: 'everyone',
      answer: z.string(),
      mediaType: 'application/x-ndjson',
      refusals: ['not_found', 'match_unfinished', 'storage_unavailable'],
      handle: async ({ id }) => {
        const found = await matches.log(id)
        return isRefusal(found) ? found : (Readable.from([found.log]) as never)
      },
    })
  }

  function faults(): Route {
    return route({
      method: 'get',
      path: '/api/matches/{id}/faults',
      idNames: 'match',
      operationId: 'getMatchFaults',
      summary: 'What went wrong for one’s own agents in a match, in words.',
      tag,
      access: 'signed in',
      answer: matchFaultsSchema,
      refusals: ['not_found', 'storage_unavailable'],
      handle: async ({ id, agent, member }) => {
        const found = await matches.faultsFor(id, {
          ...(agent === undefined ? {} : { agentId: agent.id }),
          ...(member === undefined ? {} : { memberId: member.id }),
        })
        return 'status' in found ? found : { faults: found }
      },
    })
  }

  function key(): Route {
    return route({
      method: 'get',
      path: '/api/matches/key',
      operationId: 'getMatchKey',
      summary: 'The key that logs of matches, and calls to web hooks, are signed with.',
      tag,
      access: 'everyone',
      answer: keySchema,
      refusals: [],
      handle: async () => ({ publicKey: matches.publicKey }),
    })
  }
}

function requesterOf({ agent, member }: Pick<RouteRequest<unknown, unknown>, 'agent' | 'member'>): Requester | Refusal {
  if (agent !== undefined) return { actor: `agent:${agent.id}`, agentId: agent.id }
  return member!.verified
    ? { actor: actorOf(member!), memberId: member!.id }
    : refuse('unverified', 'expected a confirmed e-mail; open the link in the letter, or ask for another')
}

function toGameView(game: AnyGame): z.infer<typeof gameSchema> {
  const { id, version, name, summary, seats, isSimultaneous, scoring, efficiency } = game
  return {
    id,
    version,
    name,
    summary,
    seats,
    isSimultaneous,
    scoring,
    hasSuddenDeath: game.extend !== undefined,
    efficiency: [...efficiency],
    options: z.toJSONSchema(game.options as unknown as z.ZodType, { io: 'input' }) as Record<string, Json> as never,
  }
}
