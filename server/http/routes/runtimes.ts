import { z } from 'zod'
import { runtimeSchema, type attestationSchema } from '#messages/attestation'
import { actorOf } from '#domain/accounts'
import type { Attestations, KeptAttestation } from '#domain/attestation'
import type { Runtime } from '#domain/sandbox'
import { isRefusal } from '#http/mount'
import { route, type Route } from '#http/route'

/** What runs agents' code, and whether it holds what it is thrown at. */
export function runtimeRoutes(attestations: Attestations): Route[] {
  return [list(), attest()]

  function list(): Route {
    return route({
      method: 'get',
      path: '/api/runtimes',
      operationId: 'listRuntimes',
      summary: "What runs agents' code here, each with all that it withstood of the hostile suite.",
      tag: 'matches',
      access: 'everyone',
      answer: z.object({ runtimes: z.array(runtimeSchema) }),
      refusals: [],
      handle: async () => ({ runtimes: await all() }),
    })
  }

  function attest(): Route {
    return route({
      method: 'post',
      path: '/api/admin/runtimes/{id}/attest',
      idNames: 'runtime',
      operationId: 'attestRuntime',
      summary:
        'Begin to throw the hostile suite at a runtime. It takes a minute or so; `GET /api/runtimes` then has the result.',
      tag: 'administration',
      access: 'administrator',
      answer: z.object({ status: z.literal('begun') }),
      refusals: ['not_found', 'conflict'],
      handle: async ({ id, member }) => {
        const result = await attestations.begin(actorOf(member!), id)
        return isRefusal(result) ? result : { status: 'begun' as const }
      },
    })
  }

  // Those of this process as they are; those that run in others as they were when they were tried.
  async function all(): Promise<View[]> {
    const own = await Promise.all(attestations.runtimes.map(viewOfOwn))
    const others = (await attestations.latest()).filter(({ runtime }) => !own.some(({ id }) => id === runtime))
    return [...own, ...others.map(viewOfOther)]
  }

  async function viewOfOwn({ id, version, languages, isMetered }: Runtime): Promise<View> {
    const kept = await attestations.latestFor(id, version)
    return { id, version, languages: [...languages], isMetered, attestation: kept === undefined ? null : told(kept) }
  }
}

type View = z.infer<typeof runtimeSchema>

function viewOfOther(kept: KeptAttestation): View {
  const { runtime: id, version, languages, isMetered } = kept
  return { id, version, languages: [...languages], isMetered, attestation: told(kept) }
}

function told(kept: KeptAttestation): z.infer<typeof attestationSchema> {
  const { id, version, suite, at, durationMs, stalledMsMax, outcome, holds, cases } = kept
  return { id, version, suite, at, durationMs, stalledMsMax, outcome, holds, cases }
}
