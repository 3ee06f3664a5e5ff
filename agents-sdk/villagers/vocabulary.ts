import { cast } from './cast.ts'
import { evenings, pastimes } from './people/pastimes.ts'
import { phrases } from './words/phrases.ts'

// What may stand in the places of a template.
const blanks: Record<string, string> = {
  '{you}': '[^,;:!?.“”]{1,40}?',
  '{part}': '(?:morning|afternoon|evening)',
  '{Part}': '(?:Morning|Afternoon|Evening)',
  '{clock}': '\\d\\d:\\d\\d',
}

const ownTasks = cast.flatMap((profile) => [...profile.tasks, ...profile.nightTasks, ...profile.errands])
const sharedTasks = [...Object.values(pastimes), ...Object.values(evenings)].flat()

/** Everything anyone in the cast can have done, as it stands after "I have"; longest first, so that the whole is found. */
export const deeds: readonly string[] = [...new Set([...ownTasks, ...sharedTasks].map((task) => task.did))].toSorted(
  (a, b) => b.length - a.length,
)

/** What the cast says to greet; together with the words that anyone greets with they are how a greeting is known. */
export const greetingPatterns: readonly RegExp[] = patternsOf([
  ...cast.flatMap((profile) => profile.voice.greetings),
  ...phrases.greetElsewhere,
  ...phrases.greetNewcomer,
  ...phrases.greetAtNight,
  ...phrases.greetAgain,
  ...phrases.greet,
  ...phrases.passBy,
])

/** What the cast says to take its leave. */
export const farewellPatterns: readonly RegExp[] = patternsOf([
  ...cast.flatMap((profile) => profile.voice.farewells),
  ...phrases.leave,
  ...phrases.leaveFor,
  ...phrases.bye,
  ...phrases.byeWithLuck,
  ...phrases.enough,
])

function patternsOf(templates: readonly string[]): RegExp[] {
  return templates.toSorted((a, b) => b.length - a.length).map((template) => new RegExp(patternOf(template), 'u'))
}

function patternOf(template: string): string {
  return template
    .split(/(\{\w+\})/)
    .map(
      (piece) =>
        blanks[piece] ?? (piece.startsWith('{') ? '[^.!?]{1,80}?' : piece.replace(/[\\^$.*+?()[\]|/]/g, '\\$&')),
    )
    .join('')
}
