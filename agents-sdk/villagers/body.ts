import { VillageError, type Accepted, type Destination, type Emote, type Perception, type Village } from '#sdk'
import type { Line } from './line.ts'
import type { Memory } from './memory.ts'

/** How an attempt to walk ended. `elsewhere` means that something came between. */
export type Journey = 'arrived' | 'elsewhere' | 'refused'

const speechGapMs = 4_600

/** A villager's body: the acts of the SDK, without exceptions. What is refused or lost with the connection is not done. */
export function createBody(village: Village, memory: Memory) {
  let isOver = false
  let mayspeakAt = 0
  village.on('ended', () => (isOver = true))

  return {
    isOver: () => isOver,
    canSpeak: (now: number) => now >= mayspeakAt,
    perceive: (): Promise<Perception | undefined> => attempt(() => village.perceive()),
    say,
    think: (text: string | undefined) => (text === undefined ? undefined : attempt(() => village.think(text))),
    emote: (emote: Emote) => attempt(() => village.emote(emote)),
    use: (what: string) => attempt(() => village.use(what)),
    stop: () => attempt(() => village.stop()),
    converse: (id: string): Promise<Accepted | undefined> => attempt(() => village.converse(id)),
    leaveConversation: () => attempt(() => village.leaveConversation()),
    walk,
    /** Anything else of the SDK; undefined if it was refused or not answered. */
    attempt,
  }

  /** Says a line and remembers it; false if there is none, or the village did not take it. */
  async function say(line: Line | undefined, now: number): Promise<boolean> {
    if (line === undefined) return false
    mayspeakAt = now + speechGapMs
    memory.said(line.parts, now)
    return (await attempt(() => village.say(line.text))) !== undefined
  }

  async function walk(destination: Destination): Promise<Journey> {
    const walked = await attempt(() => village.walkTo(destination))
    if (walked === undefined) return 'refused'
    return walked.arrived ? 'arrived' : 'elsewhere'
  }

  async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act()
    } catch (error) {
      if (error instanceof VillageError && error.code === 'ended') isOver = true
      return undefined
    }
  }
}

/** See `createBody`. */
export type Body = ReturnType<typeof createBody>
