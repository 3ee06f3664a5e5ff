import { lazyChance } from '#games/chance'
import type { Competitor, Reply } from './contract.ts'
import { hashText, type HashText } from './hash.ts'

const nothing: Reply = { status: 'returned', value: null, fuel: null, ms: 0 }

/** Plays any game by chance: the same moves for the same seed. It runs in this process, trusted. */
export function randomCompetitor(seed: string, hash: HashText = hashText): Competitor {
  const chance = lazyChance(() => hash(`village-random ${seed}`))
  return {
    isMetered: false,
    init: () => nothing,
    act: ({ validActions }) => ({
      status: 'returned',
      value: validActions[chance.below(validActions.length)]!,
      fuel: null,
      ms: 0,
    }),
    onResult: () => nothing,
    isReady: () => true,
    release: () => Promise.resolve(),
  }
}
