import { cast } from './cast.ts'

/** A place in a sentence: `the square`, `on the square`. */
export type PlaceName = { the: string; at: string }

const names: Readonly<Record<string, PlaceName>> = {
  square: { the: 'the square', at: 'on the square' },
  board: { the: 'the board', at: 'by the board' },
  cafe: { the: 'the café', at: 'at the café' },
  market: { the: 'the market', at: 'at the market' },
  bank: { the: 'the bank', at: 'by the bank' },
  arena: { the: 'the arena', at: 'at the arena' },
  academy: { the: 'the academy', at: 'at the academy' },
  'town-hall': { the: 'the town hall', at: 'by the town hall' },
  'power-house': { the: 'the power house', at: 'at the power house' },
  pond: { the: 'the pond', at: 'by the pond' },
  'garden-1': { the: 'the rose garden', at: 'in the rose garden' },
  'garden-2': { the: 'the orchard', at: 'in the orchard' },
  'garden-3': { the: 'the park', at: 'in the park' },
}

/** How `speaker` names a place; `label` is what the map calls it, for a place that is not of this village. */
export function nameOfPlace(id: string | null, speaker: string, label?: string): PlaceName {
  if (id === null || id === '') return { the: 'the road', at: 'on the road' }
  const owner = cast.find((profile) => profile.home === id)?.name
  if (owner === speaker) return { the: 'my house', at: 'at home' }
  if (owner !== undefined) return { the: `${owner}’s house`, at: `at ${owner}’s house` }
  const name = label ?? id
  return names[id] ?? { the: name, at: `at ${name}` }
}

/** Words that mean a place, in lower case: its id, its label and how people call it. */
export function wordsForPlace(id: string, label: string): string[] {
  const called = nameOfPlace(id, '', label).the.replace(/^the /, '')
  return [...new Set([id, label, called, ...(id === 'cafe' ? ['cafe'] : [])].map((word) => word.toLowerCase()))]
}
