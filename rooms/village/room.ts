import { type AuthContext, type Client, CloseCode, type MessageContext, Room, ServerError } from '@colyseus/core'
import type { AgentId, TokenId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { parse, type Parser } from '#kernel/parse'
import { httpStatusOf, refuse, type Refusal } from '#kernel/refusal'
import type { AgentView, Perception, WorldView } from '#messages/views'
import { actionSchema, moveSchema, type VillageCommand } from '#messages/village'
import type { VillageState } from '#state/village'
import type { Authenticated, Authenticator } from '#domain/agents'
import { openVillage, type CommandResult, type Newcomer, type Village, type VillageOptions } from '#domain/village'
import type { Feed } from '#feed'
import type { Log } from '#platform/log'
import type { Metrics } from '#platform/metrics'
import { FanOutSerializer, type Watching } from './fan-out.ts'
import { type Seated, shedSlowReaders } from './slow-readers.ts'

export const villageRoomName = 'village'

/** A permit that only code of this process can hold: rooms are not made by clients. */
export const hostPermit = Symbol('host of the village')

export type VillageRoomOptions = Omit<VillageOptions, 'observer'> & {
  authenticator: Authenticator
  feed: Feed
  log: Log
  metrics: Metrics
  /** Tells every process of a walk; words and deeds travel by the feed. */
  onWalked(agent: AgentView): void
}

type VillageClient = Client<{ userData: Watching & Seated; auth: { agent: Newcomer; tokenId: string } | null }>

const tickMs = 50
const patchMs = 200
const urgentPatchMs = 100
const secondMs = 1_000

/**
 * The room of the village: it passes what clients ask to the domain, and the domain's state to clients. Walks go out
 * five times a second, since they say when they began; words and gestures wait half as long.
 */
export function createVillageRoom(options: VillageRoomOptions) {
  return class VillageRoom extends Room<{ state: VillageState; client: VillageClient }> {
    override autoDispose = false
    override maxMessagesPerSecond = limits.messagesPerSecondMax
    override patchRate = null as never // patches are sent by `tick`
    #village!: Village
    #sessions = new Map<string, VillageClient>()
    #unsubscribe = () => {}
    #timers: NodeJS.Timeout[] = []
    #patchedAt = 0
    #isUrgent = false
    #isSaving = false
    #serializer = new FanOutSerializer<VillageState>()

    override async onCreate(given: { permit?: symbol }): Promise<void> {
      if (given.permit !== hostPermit) throw new ServerError(404, 'the village is not open at the moment')
      const notice = (session: string, { type, payload }: { type: string; payload: object }) =>
        this.#sessions.get(session)?.send(type, payload)
      const close = (session: string, code: number, reason: string) => this.#sessions.get(session)?.leave(code, reason)
      this.#village = await openVillage({ ...options, observer: { walked: options.onWalked, notice, close } })
      this.state = this.#village.state
      this.#listen()
      this.#unsubscribe = options.feed.subscribe((event) => {
        if (this.#village.react(event)) this.#isUrgent = true
      })
      this.#every(tickMs, () => this.#tick())
      this.#every(secondMs, () => this.#everySecond())
    }

    static override async onAuth(_: string, __: unknown, context: AuthContext) {
      const token: unknown = context.token ?? ''
      if (token === '') return { agent: null }
      const result = await options.authenticator.authenticate(typeof token === 'string' ? token : '?')
      if (result.status === 'refused') throw toServerError(result)
      return toAuth(result)
    }

    override async onJoin(
      client: VillageClient,
      given: { watch?: unknown },
      auth?: { agent: Newcomer | null; tokenId?: string },
    ) {
      client.userData = { watches: given?.watch !== false, seatedAt: options.clock.now() }
      if (auth?.agent == null) return
      const { agent, tokenId } = auth
      const refusal = options.authenticator.recheck({ agentId: agent.id, tokenId: tokenId as TokenId })
      if (refusal !== undefined) throw toServerError(refusal)
      this.#sessions.set(client.sessionId, client)
      const result = await this.#village.arrive(agent, { kind: 'room', session: client.sessionId, tokenId: tokenId! })
      if (result.status === 'refused') {
        this.#sessions.delete(client.sessionId)
        throw toServerError(result)
      }
      client.send('welcome', { agentId: agent.id, name: agent.name })
    }

    // Called when the state is set, with the serializer that it would have by default.
    override setSerializer(): void {
      super.setSerializer(this.#serializer)
    }

    override onLeave(client: VillageClient, code: number): void {
      this.#sessions.delete(client.sessionId)
      const agentId = agentIdOf(client)
      if (agentId !== undefined) this.#village.part(client.sessionId, agentId, code === CloseCode.CONSENTED)
    }

    override async onDispose(): Promise<void> {
      for (const timer of this.#timers) clearInterval(timer)
      this.#unsubscribe()
      await this.#village?.save()
    }

    override onUncaughtException(error: Error, where: string): void {
      options.log.error({ err: error.cause ?? error, where }, 'village room: a handler failed')
    }

    /** Called by other processes as well (link.ts): an agent acts over HTTP. */
    async command(agent: Newcomer, command: VillageCommand): Promise<CommandResult> {
      const arrived = await this.#village.arrive(agent, { kind: 'calls', lastAt: options.clock.now() })
      return arrived.status === 'refused' ? arrived : this.#village.execute(agent.id, command)
    }

    async perceive(agent: Newcomer): Promise<Perception | Refusal> {
      const arrived = await this.#village.arrive(agent, { kind: 'calls', lastAt: options.clock.now() })
      return arrived.status === 'refused' ? arrived : perceptionFor(this.#village, agent.id)
    }

    /** A sign of life from an agent that listens elsewhere, such as on a socket. */
    async touch(agent: Newcomer): Promise<void> {
      await this.#village.arrive(agent, { kind: 'calls', lastAt: options.clock.now() })
    }

    /** Stores what has changed, now. */
    keep(): Promise<void> {
      return this.#village.save()
    }

    world(): WorldView {
      return this.#village.world()
    }

    agent(id: AgentId): AgentView | null {
      return this.#village.agent(id) ?? null
    }

    #listen(): void {
      this.#onAgentMessage('move', moveSchema, (agentId, move) =>
        this.#village.execute(agentId, { name: 'move', move }),
      )
      this.#onAgentMessage('act', actionSchema, (agentId, action) =>
        this.#village.execute(agentId, { name: 'act', action }),
      )
      this.#onAgentMessage('perceive', undefined, (agentId) => perceptionFor(this.#village, agentId))
      this.onMessage('clock', () => ({ now: options.clock.now() }))
      this.onMessage('*', (client, type) => {
        client.send(
          'refused',
          refuse('unknown_message', `expected a message of move, act, perceive or clock, not ${typeName(type)}`),
        )
      })
    }

    #onAgentMessage<T>(
      name: string,
      schema: Parser<T> | undefined,
      handle: (agentId: AgentId, message: T) => object | Promise<object>,
    ): void {
      this.onMessage(name, async (client: VillageClient, message: unknown, context: MessageContext) => {
        const result = await this.#answer(client, schema, message, handle)
        // A plain send has no answer of its own; its refusals must not get lost.
        if (context.id === undefined && 'status' in result && result.status === 'refused')
          client.send('refused', result)
        return result
      })
    }

    #answer<T>(
      client: VillageClient,
      schema: Parser<T> | undefined,
      message: unknown,
      handle: (agentId: AgentId, message: T) => object | Promise<object>,
    ): object | Promise<object> {
      const agentId = agentIdOf(client)
      if (agentId === undefined)
        return refuse('unauthenticated', 'spectators can look and listen; join with a token to act')
      if (schema === undefined) return handle(agentId, message as T)
      const parsed = parse(schema, message)
      return parsed.status === 'refused' ? parsed : handle(agentId, parsed.value)
    }

    #tick(): void {
      const endTimer = options.metrics.tickSeconds.startTimer()
      this.#village.tick()
      const now = options.clock.now()
      const dueMs = this.#isUrgent ? urgentPatchMs : patchMs
      if (now - this.#patchedAt >= dueMs && !this.#serializer.isBusy()) {
        this.#isUrgent = false
        this.#patchedAt = now
        this.broadcastPatch()
      }
      endTimer()
    }

    #everySecond(): void {
      shedSlowReaders(this.clients, options.clock.now())
      options.metrics.spectators.set(this.clients.length - this.#sessions.size)
      void this.#save()
    }

    // One at a time: while the database is away, saves must not pile up.
    async #save(): Promise<void> {
      if (this.#isSaving) return
      this.#isSaving = true
      try {
        await this.#village.save()
      } catch (error) {
        this.onUncaughtException(error as Error, 'save')
      } finally {
        this.#isSaving = false
      }
    }

    #every(ms: number, work: () => void): void {
      const guarded = () => {
        try {
          work()
        } catch (error) {
          this.onUncaughtException(error as Error, 'timer')
        }
      }
      this.#timers.push(setInterval(guarded, ms))
    }
  }
}

function toAuth({ agent, tokenId }: Authenticated): { agent: Newcomer; tokenId: string } {
  const { id, name, kind, look, standing } = agent
  return { agent: { id, name, kind, look, standing }, tokenId }
}

function agentIdOf(client: VillageClient): AgentId | undefined {
  return client.auth?.agent?.id
}

function perceptionFor(village: Village, agentId: AgentId): Perception | Refusal {
  const result = village.perceive(agentId)
  return result.status === 'refused' ? result : result.perception
}

function toServerError(refusal: Refusal): ServerError {
  return new ServerError(httpStatusOf(refusal.code), `${refusal.code}: ${refusal.detail}`)
}

function typeName(type: unknown): string {
  return JSON.stringify(String(type).slice(0, 40))
}
