import type { CDPSession } from 'playwright-core'
import { round } from '#bench/village/summary'
import type { Naming } from './source-maps.ts'

/** Where a function is and which part of all script time it takes, in percent: alone, and with all that it calls. */
export type Share = { name: string; source: string; selfPercent: number; totalPercent: number }

/** The functions that take most time by themselves, and the viewer's own that take most with what they call. */
export type ProfileReading = { self: Share[]; own: Share[] }

type Node = Awaited<ReturnType<typeof record>>['nodes'][number]
type Cost = { name: string; source: string; self: number; total: number }

const listed = 10
const notScript = new Set(['(root)', '(program)', '(idle)'])

/** Samples a page's script for a while. */
export async function readProfile(session: CDPSession, seconds: number, naming: Naming): Promise<ProfileReading> {
  const profile = await record(session, seconds)
  const costs = [...costsOf(profile, naming).values()]
  const all = costs.reduce((sum, { self }) => sum + self, 0)
  const shares = (chosen: Cost[]) => chosen.slice(0, listed).map((cost) => shareOf(cost, all))
  const own = costs.filter(({ source }) => /^(client|shared)\//.test(source))
  return {
    self: shares(costs.sort((a, b) => b.self - a.self)),
    own: shares(own.sort((a, b) => b.total - a.total)),
  }
}

async function record(session: CDPSession, seconds: number) {
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: 250 })
  await session.send('Profiler.start')
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  const { profile } = await session.send('Profiler.stop')
  await session.send('Profiler.disable')
  return profile
}

function costsOf({ nodes, samples = [], timeDeltas = [] }: Awaited<ReturnType<typeof record>>, naming: Naming) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const selfOf = new Map<number, number>()
  samples.forEach((id, at) => selfOf.set(id, (selfOf.get(id) ?? 0) + (timeDeltas[at] ?? 0)))
  const costs = new Map<string, Cost>()
  walk(nodes[0]!, new Set())
  return costs

  // Answers the time of a node with all below it; what is under way already is not counted twice.
  function walk(node: Node, above: ReadonlySet<string>): number {
    const isScript = !notScript.has(node.callFrame.functionName)
    const { key, ...cost } = costOf(node)
    const self = isScript ? (selfOf.get(node.id) ?? 0) : 0
    const below = new Set([...above, key])
    const total = (node.children ?? []).reduce((sum, child) => sum + walk(byId.get(child)!, below), self)
    if (!isScript) return total
    const known = costs.get(key) ?? cost
    known.self += self
    if (!above.has(key)) known.total += total
    costs.set(key, known)
    return total
  }

  function costOf({ callFrame }: Node): Cost & { key: string } {
    const { functionName, url, lineNumber, columnNumber } = callFrame
    const named = url === '' ? undefined : naming(url, lineNumber, columnNumber)
    const name = named?.name ?? (functionName === '' ? '(anonymous)' : functionName)
    const source = named?.source ?? (url === '' ? 'browser' : `${url.split('/').at(-1)}:${lineNumber}:${columnNumber}`)
    return { key: `${name} ${source}`, name, source, self: 0, total: 0 }
  }
}

function shareOf({ name, source, self, total }: Cost, all: number): Share {
  return { name, source, selfPercent: round((self / all) * 100), totalPercent: round((total / all) * 100) }
}
