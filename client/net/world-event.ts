import type { VillageEvents } from '#events/village'
import type { Millis } from '#kernel/time'

/** Something that has happened in the village, as it is told to everyone; `at` counts from the Unix epoch. */
export type WorldEvent = {
  [Type in keyof VillageEvents]: { type: Type; at: Millis } & VillageEvents[Type]
}[keyof VillageEvents]
