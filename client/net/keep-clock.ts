import type { Millis } from '#kernel/time'
import type { VillageRoom } from './room-changes.ts'
import { createServerClock } from './server-clock.ts'

const answerMsMax = 5_000
const clockEveryMs = 30_000

/**
 * Keeps an estimate of the server's clock during a stay. It also finds out when a connection is dead although nobody
 * closed it, as after a laptop's sleep: `dead` is called when the server does not answer. Answers how to stop.
 */
export function keepClock(room: VillageRoom, set: (offsetMs: Millis) => void, dead: () => void): () => void {
  const clock = createServerClock(askTime)
  let stopped = false
  const timer = setInterval(() => void sampleRound(), clockEveryMs)
  document.addEventListener('visibilitychange', sampleWhenShown)
  window.addEventListener('online', sampleWhenShown)
  void sampleRound()
  return stop

  async function askTime(): Promise<Millis> {
    const answer = await room.request<unknown, { now: Millis }>('clock', {}, { timeout: answerMsMax })
    return answer.now
  }

  async function sampleRound(): Promise<void> {
    if (document.hidden || stopped) return
    try {
      set(await clock.sampleOnce())
      set(await clock.sampleRound())
    } catch (error) {
      if (stopped) return
      console.info('village:', error instanceof Error ? error.message : error)
      dead()
    }
  }

  function sampleWhenShown(): void {
    void sampleRound()
  }

  function stop(): void {
    stopped = true
    clearInterval(timer)
    document.removeEventListener('visibilitychange', sampleWhenShown)
    window.removeEventListener('online', sampleWhenShown)
  }
}
