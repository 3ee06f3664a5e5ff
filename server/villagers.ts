import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { cast } from '#villagers/cast'
import type { AgentQueries, AgentRegistry } from '#domain/agents'
import type { Log } from '#platform/log'

const actor = 'system:villagers'
const label = 'villagers'
const restartMs = 2_000
const stopMsMax = 3_000
const script = fileURLToPath(new URL('../agents-sdk/villagers/main.ts', import.meta.url))

/** The demo villagers: scripted agents in a process of their own that knows the village by its public SDK only. */
export type Villagers = { stop(): Promise<void> }

export type VillagersOptions = { count: number; url: string; registry: AgentRegistry; agents: AgentQueries; log: Log }

/** Registers the first `count` of the cast where they are new, gives each a fresh token, and keeps their process running. */
export function startVillagers({ count, url, registry, agents, log }: VillagersOptions): Villagers {
  let child: ChildProcess | undefined
  let stopped = false
  let restart: NodeJS.Timeout | undefined
  let starting: Promise<void> = start()
  return { stop }

  async function start(): Promise<void> {
    try {
      const villagers = []
      for (const { name, persona } of cast.slice(0, count))
        villagers.push({ name, token: await tokenFor(name, persona) })
      if (!stopped) launch({ url, villagers })
    } catch (error) {
      log.warn({ err: (error as Error).message }, 'villagers: cannot start yet')
      again()
    }
  }

  function launch(message: object): void {
    // Tokens go by standard input: arguments and the environment can be read by others on the machine.
    child = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'pipe'] })
    child.stderr!.setEncoding('utf8').on('data', (text: string) => log.debug({ from: 'villagers' }, text.trimEnd()))
    child.stdin!.on('error', () => {}) // 'exit' follows
    child.stdin!.write(`${JSON.stringify(message)}\n`)
    child.once('error', (error) => log.warn({ err: error.message }, 'villagers: cannot be started'))
    child.once('exit', (code) => {
      if (stopped) return
      log.warn({ code }, 'villagers: their process ended; starting it again')
      again()
    })
  }

  function again(): void {
    if (!stopped) restart = setTimeout(() => (starting = start()), restartMs)
  }

  async function tokenFor(name: string, persona: string): Promise<string> {
    const known = await agents.byName(name)
    const result =
      known === null
        ? await registry.create(actor, { name, persona, kind: 'scripted' }, label)
        : await renewed(known.id)
    if (result.status === 'refused') throw new Error(`${name}: ${result.detail}`)
    return result.token
  }

  async function renewed(agentId: Parameters<AgentRegistry['issueToken']>[1]) {
    await registry.revoke(actor, agentId, (token) => token.label === label)
    return registry.issueToken(actor, agentId, label)
  }

  async function stop(): Promise<void> {
    stopped = true
    clearTimeout(restart)
    await starting
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const force = setTimeout(() => child?.kill('SIGKILL'), stopMsMax)
    await ended
    clearTimeout(force)
  }
}
