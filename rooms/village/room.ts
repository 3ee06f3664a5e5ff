import { type AuthContext, type Client, CloseCode, Room, ServerError } from '@colyseus/core'
import type { AgentId, MemberId, TokenId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { httpStatusOf, refuse, type Refusal } from '#kernel/refusal'
import type { AgentView, Perception, WorldView } from '#messages/views'
import type { VillageCommand } from '#messages/village'
import type { VillageState } from '#state/village'
import type { Authenticated, Authenticator } from '#domain/agents'
import { concerns, isBoardEvent } from '#domain/board'
import { paidBy } from '#domain/economy'
import type { HistoryRecorder } from '#domain/history'
import type { VillagerAnswer, VillagerCall } from '#domain/players'
import { openVillage, type CommandResult, type Newcomer, type Village, type VillageOptions } from '#domain/village'
import type { Feed } from '#feed'
import type { Log } from '#platform/log'
import type { Metrics } from '#platform/metrics'
import { agentIdOf, answerMessages, perceptionFor, type VillageAuth } from './messages.ts'
import { createQuestions } from './questions.ts'
import { FanOutSerializer, type Watching } from './fan-out.ts'
import { type Seated, shedSlowReaders } from './slow-readers.ts'

export const villageRoomName = 'village'

/** A permit that only code of this process can hold: rooms are not made by clients. */
export const hostPermit = Symbol('host of the village')

export type VillageRoomOptions = Omit<VillageOptions, 'observer'> & {
  authenticator: Authenticator
  /** Who a token of a member is for. */
  memberOf(token: string): Promise<Spectator | undefined>
  feed: Feed
  log: Log
  metrics: Metrics
  recorder: HistoryRecorder
  /** Tells every process of a walk; words and deeds travel by the feed. */
  onWalked(agent: AgentView): void
}

type VillageClient = Client<{ userData: Watching & Seated; auth: VillageAuth }>

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
    #isReplaced = false
    #questions = createQuestions((agentId, message) => this.#sendTo([agentId], 'match', message))
    #serializer = new FanOutSerializer<VillageState>()

    override async onCreate(given: { permit?: symbol }): Promise<void> {
      if (given.permit !== hostPermit) throw new ServerError(404, 'the village is not open at the moment')
      const notice = (session: string, { type, payload }: { type: string; payload: object }) =>
        this.#sessions.get(session)?.send(type, payload)
      const close = (session: string, code: number, reason: string) => this.#sessions.get(session)?.leave(code, reason)
      const opening = openVillage({ ...options, observer: { walked: options.onWalked, notice, close } })
      // Subscribed before it is open: a suspension in between must not be missed. The feed waits for its handlers.
      this.#unsubscribe = options.feed.subscribe(async (event) => {
        if ((await opening).react(event)) this.#isUrgent = true
        // Both say that there is something to read, not what: the same way then serves those who were away.
        if (isBoardEvent(event)) this.#sendTo(concerns(event), 'board', { postId: event.payload.postId })
        this.#sendTo(paidBy(event), 'money', {})
      })
      opening.catch(() => this.#unsubscribe())
      this.#village = await opening
      this.state = this.#village.state
      answerMessages(this, this.#village, options.clock, this.#questions)
      this.#tick() // so that what is kept begins before anyone can come
      this.#every(tickMs, () => this.#tick())
      this.#every(secondMs, () => this.#everySecond())
    }

    static override async onAuth(_: string, __: unknown, context: AuthContext) {
      return whoJoins(options, context.token ?? '')
    }

    override async onJoin(
      client: VillageClient,
      given: { watch?: unknown },
      auth?: { agent: Newcomer | null; tokenId?: string; member?: Spectator },
    ) {
      client.userData = { watches: given?.watch !== false, seatedAt: options.clock.now() }
      if (auth?.member !== undefined) client.send('welcome', { memberId: auth.member.id, name: auth.member.name })
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
      if (agentId === undefined) return
      // An older connection may end long after a newer one has taken its place, over which the agent still answers.
      if ([...this.#sessions.values()].every((one) => agentIdOf(one) !== agentId)) this.#questions.leave(agentId)
      this.#village.part(client.sessionId, agentId, code === CloseCode.CONSENTED)
    }

    override async onDispose(): Promise<void> {
      for (const timer of this.#timers) clearInterval(timer)
      this.#unsubscribe()
      await Promise.all([this.#isReplaced || this.#village?.save(), options.recorder.end()])
    }

    /** Closes this room because another process holds the village now: what is stored is that one's from here on. */
    async yieldToAnother(): Promise<void> {
      this.#isReplaced = true
      await this.disconnect()
    }

    override onUncaughtException(error: Error, where: string): void {
      options.log.error({ err: error.cause ?? error, where }, 'village room: a handler failed')
    }

    /** Called by other processes as well (link.ts): an agent acts over HTTP. */
    async command(agent: Newcomer, command: VillageCommand): Promise<CommandResult> {
      const arrived = await this.#callFrom(agent)
      return arrived.status === 'refused' ? arrived : this.#village.execute(agent.id, command)
    }

    async perceive(agent: Newcomer): Promise<Perception | Refusal> {
      const arrived = await this.#callFrom(agent)
      return arrived.status === 'refused' ? arrived : perceptionFor(this.#village, agent.id)
    }

    /** A sign of life from an agent that listens elsewhere, such as on a socket. */
    async touch(agent: Newcomer): Promise<void> {
      await this.#callFrom(agent)
    }

    #callFrom(agent: Newcomer) {
      return this.#village.arrive(agent, { kind: 'calls', lastAt: options.clock.now() })
    }

    /** Stores what has changed, now. */
    async keep(): Promise<void> {
      await Promise.all([this.#village.save(), options.recorder.keep()])
    }

    world(): WorldView {
      return this.#village.world()
    }

    agent(id: AgentId): AgentView | null {
      return this.#village.agent(id) ?? null
    }

    /** Asks an agent that plays a match; for the worker that plays it, in whichever process. */
    ask(agentId: AgentId, call: VillagerCall, msMax: number): Promise<VillagerAnswer> {
      return this.#questions.ask(agentId, call, msMax)
    }

    /** Sends to those agents that are connected, and says whether any is. */
    #sendTo(agentIds: AgentId[], type: string, payload: object): boolean {
      const clients = [...this.#sessions.values()].filter((client) => agentIds.includes(agentIdOf(client)!))
      for (const client of clients) client.send(type, payload)
      return clients.length > 0
    }

    #tick(): void {
      const endTimer = options.metrics.tickSeconds.startTimer()
      this.#village.tick()
      const now = options.clock.now()
      options.recorder.record(now, this.#village.state.epoch, this.#village.takeChanges())
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
      if (this.#isSaving || this.#isReplaced) return
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
      const failed = (error: Error) => this.onUncaughtException(error, 'timer')
      this.#timers.push(setInterval(guarded(work, failed), ms))
    }
  }
}

function guarded(work: () => void, failed: (error: Error) => void): () => void {
  return () => {
    try {
      work()
    } catch (error) {
      failed(error as Error)
    }
  }
}

type Spectator = { id: MemberId; name: string }

// The token of a member is a JWT; that of an agent has no dot.
function isMemberToken(token: unknown): token is string {
  return typeof token === 'string' && token.split('.').length === 3
}

async function knownMember({ memberOf }: VillageRoomOptions, token: string): Promise<Spectator> {
  const member = await memberOf(token)
  if (member !== undefined) return member
  throw toServerError(refuse('unauthenticated', 'expected a token from /api/auth/token that is still good'))
}

/** Who a token is for: an agent, a member, or nobody in particular. Throws what the client is refused with. */
async function whoJoins(options: VillageRoomOptions, token: unknown) {
  if (token === '') return { agent: null }
  if (isMemberToken(token)) return { agent: null, member: await knownMember(options, token) }
  const result = await options.authenticator.authenticate(typeof token === 'string' ? token : '?')
  if (result.status === 'refused') throw toServerError(result)
  return toAuth(result)
}

function toAuth({ agent, tokenId }: Authenticated): { agent: Newcomer; tokenId: string } {
  const { id, name, kind, look, standing } = agent
  return { agent: { id, name, kind, look, standing }, tokenId }
}

function toServerError(refusal: Refusal): ServerError {
  return new ServerError(httpStatusOf(refusal.code), `${refusal.code}: ${refusal.detail}`)
}
