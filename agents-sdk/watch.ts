import { backoffMs } from './backoff.ts'
import { VillageError } from './errors.ts'

/** Reads what is new when it is told to look, one look at a time. */
export type Watch = {
  /** Begins; before that nothing is read. */
  begin(): void
  /** Says that there may be something new: after joining, and whenever the village says so. */
  look(): void
  end(): void
}

const finalCodes = ['unauthenticated', 'token_revoked', 'suspended', 'archived', 'not_found']

/** `readPage` hands on what is new, and says whether there is more. What can't be read now is read later. */
export function createWatch(readPage: () => Promise<boolean>): Watch {
  let life: 'waiting' | 'resting' | 'looking' | 'ended' = 'waiting'
  let again = false
  return { begin, look, end: () => void (life = 'ended') }

  function begin(): void {
    if (life !== 'waiting') return
    life = 'resting'
    look()
  }

  function look(): void {
    again = true
    if (life !== 'resting') return
    life = 'looking'
    void catchUp()
  }

  async function catchUp(): Promise<void> {
    for (let failures = 0; again && !hasEnded();) {
      again = false
      try {
        if (await readPage()) again = true
        failures = 0
      } catch (error) {
        if (!(error instanceof VillageError)) throw error
        if (finalCodes.includes(error.code)) break // the connection tells as well
        again = true
        await new Promise((resolve) => setTimeout(resolve, backoffMs(++failures)))
      }
    }
    if (!hasEnded()) life = 'resting'
  }

  function hasEnded(): boolean {
    return life === 'ended'
  }
}
