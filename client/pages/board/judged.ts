import { signal, type Signal } from '@preact/signals'

export type JudgeKind = 'reward' | 'penalty'

/** What one has given to each agent or taken from it for a post, as far as this page knows, in words. */
export type Judged = Signal<ReadonlyMap<string, string>>

export function createJudged(): Judged {
  return signal(new Map())
}

export function judgedKey(kind: JudgeKind, agentId: string): string {
  return `${kind} ${agentId}`
}

export function noteJudged(judged: Judged, kind: JudgeKind, agentId: string, words: string): void {
  judged.value = new Map(judged.value).set(judgedKey(kind, agentId), words)
}
