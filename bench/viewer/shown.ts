/** An agent as far as the bench needs it: where it is, in tiles, and what it does. */
export type ShownAgent = { x: number; y: number; doing: string }

/** A town that can be looked at: the page that shows it, who is in it at this moment, and how it ends. */
export type Shown = {
  url: string
  agents(): Promise<ShownAgent[]>
  /** Processes of the bench that do not descend from it. */
  pids: number[]
  end(): Promise<void>
}

/** Who is in the town at a server, as `GET /api/world` tells. */
export async function agentsAt(url: string): Promise<ShownAgent[]> {
  const response = await fetch(`${url}/api/world`)
  if (!response.ok) throw new Error(`${url}/api/world: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { agents: ShownAgent[] }).agents
}
