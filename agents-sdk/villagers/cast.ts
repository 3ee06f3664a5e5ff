import { centre } from './people/centre.ts'
import { halls } from './people/halls.ts'
import { night } from './people/night.ts'
import { outdoors } from './people/outdoors.ts'
import type { VillagerProfile } from './people/profile.ts'

export type { VillagerProfile } from './people/profile.ts'

/** The demo villagers, in the order in which they move in: the first few alone make a lively village, by day and by night. */
export const cast: VillagerProfile[] = inOrder(
  ['Maren', 'Bao', 'Dmitri', 'Clara', 'Jonah', 'Edith', 'Kaya', 'Leo', 'Hugo', 'Ines', 'Farid', 'Greta'],
  [...centre, ...halls, ...outdoors, ...night],
)

function inOrder(names: string[], people: VillagerProfile[]): VillagerProfile[] {
  return names.map((name) => people.find((profile) => profile.name === name)!)
}
