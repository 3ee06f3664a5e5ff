import type { AgentView } from '#sdk'
import { cast, type VillagerProfile } from './cast.ts'
import { pick } from './chance.ts'
import type { Scene } from './scene.ts'
import { hourOf } from './time-words.ts'

/** What a villager makes of who is near: walk up to talk, join a talk, greet a newcomer, or a word or a wave in passing. */
export type Meeting =
  | { kind: 'approach' | 'join' | 'welcome' | 'pass'; agent: AgentView }
  | { kind: 'wave'; agent: AgentView }

/** How a villager feels about meeting someone now: on the way, at leisure, or with its hands full. */
export type Mood = { isWalking: boolean; isSociable: boolean }

type Near = AgentView & { distance: number }

const earshotTiles = 7 // a little less than the village's, so that a step does not end a talk
const passTiles = 5
const talkAgainMs = 3 * 60_000
const greetAgainMs = 4 * 60_000
const membersWanted = 4

/** Decides whether to meet someone near by, and whom. Mostly nobody: called every few seconds, it answers now and then. */
export function decideMeeting(scene: Scene, near: readonly Near[], mood: Mood): Meeting | undefined {
  const newcomer = near.find((agent) => isUngreetedNewcomer(scene, agent))
  if (newcomer !== undefined && isNearestVillager(near, newcomer) && scene.chance() < 0.6)
    return { kind: 'welcome', agent: newcomer }
  if (!mood.isWalking && mood.isSociable) {
    const meeting = joining(scene, near) ?? approach(scene, near)
    if (meeting !== undefined) return meeting
  }
  return inPassing(scene, near, mood)
}

function isUngreetedNewcomer(scene: Scene, agent: Near): boolean {
  if (agent.kind !== 'agent' || agent.distance > earshotTiles || agent.standing !== 'active' || agent.doing === 'lost')
    return false
  return scene.memory.person(agent.name).greetedAt === -Infinity
}

// One villager at a time greets: the nearest of those that are in sight. `near` does not hold the villager itself.
function isNearestVillager(near: readonly Near[], other: Near): boolean {
  return !near.some(
    (agent) => agent.kind === 'scripted' && agent.walk === null && tilesBetween(agent, other) < other.distance,
  )
}

function approach(scene: Scene, near: readonly Near[]): Meeting | undefined {
  const free = near.filter(
    (agent) => isFree(agent, scene.moment.minute) && isBeside(scene, agent) && isDue(scene, agent),
  )
  const agent = pick(scene.chance, free)
  if (agent === undefined) return undefined
  const isFriend = scene.me.friends.includes(agent.name)
  const readiness = isFriend ? 0.22 : agent.kind === 'scripted' ? 0.09 : 0.05
  const hour = hourOf(scene.moment.minute)
  const company = hour === 'night' || hour === 'dawn' ? 2.2 : 1 // who meets at night is glad of it
  return scene.chance() < readiness * company ? { kind: 'approach', agent } : undefined
}

function joining(scene: Scene, near: readonly Near[]): Meeting | undefined {
  const talking = near.filter((agent) => agent.conversation !== null && isBeside(scene, agent))
  const agent = pick(
    scene.chance,
    talking.filter(({ name }) => scene.me.friends.includes(name)),
  )
  if (agent === undefined || !isDue(scene, agent)) return undefined
  const members = talking.filter((other) => other.conversation === agent.conversation)
  if (members.length < 2 || members.length >= membersWanted - 1) return undefined
  return scene.chance() < 0.1 ? { kind: 'join', agent } : undefined
}

function inPassing(scene: Scene, near: readonly Near[], mood: Mood): Meeting | undefined {
  const met = near.filter(
    (agent) => agent.distance <= passTiles && (mood.isWalking || agent.walk !== null) && agent.conversation === null,
  )
  const agent = pick(
    scene.chance,
    met.filter((other) => !isAsleep(other, scene.moment.minute) && other.doing !== 'lost'),
  )
  if (agent === undefined) return undefined
  const sinceMs = scene.moment.at - scene.memory.person(agent.name).greetedAt
  if (sinceMs > greetAgainMs) return scene.chance() < 0.12 ? { kind: 'pass', agent } : undefined
  return sinceMs > greetAgainMs / 4 && scene.chance() < 0.05 ? { kind: 'wave', agent } : undefined
}

// Nobody leaves the place it has come to for a chat.
function isBeside(scene: Scene, agent: Near): boolean {
  return agent.distance <= 2 || (agent.distance <= earshotTiles && agent.place !== null && agent.place === scene.place)
}

function isDue(scene: Scene, agent: AgentView): boolean {
  const talked = scene.memory.person(agent.name).talked
  return talked === undefined || scene.moment.at - talked.moment.at > talkAgainMs
}

/** Whether someone could be talked to: standing, alone with its thoughts or its work, and awake. */
export function isFree(agent: AgentView, minute: number): boolean {
  if (agent.conversation !== null || agent.walk !== null || agent.standing !== 'active') return false
  return (agent.doing === 'idle' || agent.doing === 'working') && !isAsleep(agent, minute)
}

/** Neighbours know each other's hours: whoever of the cast is at home in its usual night is asleep. */
export function isAsleep(agent: AgentView, minute: number): boolean {
  if (agent.doing === 'working' && agent.doingWhat.includes('sleeps')) return true
  const profile = cast.find((candidate) => candidate.name === agent.name)
  return profile !== undefined && agent.place === profile.home && usualBlock(profile, minute) === 'sleep'
}

function usualBlock(profile: VillagerProfile, minute: number): string {
  const begun = profile.hours.findLast(([clock]) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) <= minute)
  return begun?.[1] ?? 'sleep'
}

function tilesBetween(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))
}
