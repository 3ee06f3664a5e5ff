import { refuse, type Refusal } from '#kernel/refusal'
import type { Language, Runtime } from '#domain/sandbox'

/**
 * The runtimes that are here, the preferred ones first. An agent's language decides which of them can run it; the first
 * that also `suits` does. Refuses as `no_runtime`, and says what there is.
 */
export function chooseRuntime(
  runtimes: readonly Runtime[],
  language: Language,
  suits: (runtime: Runtime) => boolean = () => true,
): { status: 'chosen'; runtime: Runtime } | Refusal {
  const able = runtimes.filter((runtime) => runtime.languages.includes(language))
  const runtime = able.find(suits)
  if (runtime !== undefined) return { status: 'chosen', runtime }
  const here = runtimes.map(({ id }) => id).join(', ') || 'none'
  return able.length === 0
    ? refuse('no_runtime', `nothing here runs ${language}; the runtimes are ${here}${hintFor(language)}`)
    : refuse(
        'no_runtime',
        `of the runtimes for ${language} (${able.map(({ id }) => id).join(', ')}) none is good for this`,
      )
}

function hintFor(language: Language): string {
  return language === 'python' ? ' (Python needs Docker)' : ''
}
