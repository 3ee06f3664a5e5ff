import { performance } from 'node:perf_hooks'
import { Callbacks, Client, type Room } from '@colyseus/sdk'
import { connect, type Village } from '#sdk'
import type { AgentState, VillageState } from '#state/village'
import { answerAsks } from './asks.ts'
import { summaryOf, type Summary } from './summary.ts'

export type ProbeOptions = { url: string; tokens: string[] }

/** The way of the says: from an agent's call of the SDK to a spectator's, and to the answer that the agent gets. */
export type ProbeReading = { asked: number; missing: number; toSpectatorMs: Summary; toAnswerMs: Summary }

const patienceMs = 3_000
const stands = ['square', 'bank', 'market', 'arena', 'cafe', 'academy', 'town-hall', 'power-house']

const speakers: Village[] = []
const saidAt = new Map<string, number>()
let toSpectatorMs: number[] = []
let toAnswerMs: number[] = []
let asked = 0
let room: Room | undefined
let saying: Promise<void> = Promise.resolve()

// Both ends are in this process, so that one clock times the way; each uses the SDK that anyone would use.
const asks = {
  start: async ({ url, tokens }: ProbeOptions): Promise<void> => {
    room = await new Client(url).join('village')
    listen(room)
    for (const token of tokens) speakers.push(await connect({ url, token }))
    speakers.forEach((speaker, at) => void speaker.walkTo(stands[at % stands.length]!).catch(() => {}))
  },
  begin: ({ says, seconds }: { says: number; seconds: number }): void => {
    saidAt.clear()
    toSpectatorMs = []
    toAnswerMs = []
    asked = 0
    saying = sayAll(says, (seconds * 1000) / says)
  },
  end: async (): Promise<ProbeReading> => {
    await saying
    for (let waitedMs = 0; saidAt.size > 0 && waitedMs < patienceMs; waitedMs += 50) await pause(50)
    return {
      asked,
      missing: saidAt.size,
      toSpectatorMs: summaryOf(toSpectatorMs),
      toAnswerMs: summaryOf(toAnswerMs),
    }
  },
  stop: async (): Promise<void> => {
    await Promise.all(speakers.map((speaker) => speaker.close()))
    await room?.leave(true)
  },
}
export type Probe = typeof asks
answerAsks(asks)

function listen(village: Room): void {
  const callbacks = Callbacks.get(village as Room<unknown, VillageState>)
  callbacks.onAdd('agents', (agent: AgentState) => {
    callbacks.listen(agent, 'said', (text: string) => {
      const since = saidAt.get(text)
      if (since === undefined) return
      toSpectatorMs.push(performance.now() - since)
      saidAt.delete(text)
    })
  })
}

// At uneven moments, so that the says do not keep step with the village's ticks.
async function sayAll(says: number, everyMs: number): Promise<void> {
  for (let at = 0; at < says; at++) {
    void say(speakers[at % speakers.length]!, `This is say number ${at + 1} of the bench, good morning to everyone.`)
    await pause(everyMs * (0.5 + Math.random()))
  }
}

async function say(speaker: Village, text: string): Promise<void> {
  const since = performance.now()
  asked += 1
  saidAt.set(text, since)
  await speaker.say(text).then(
    () => toAnswerMs.push(performance.now() - since),
    () => {}, // it will be missing
  )
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
