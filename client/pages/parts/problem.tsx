import type { Problem } from '#client/net/api.ts'

const words: Record<string, string> = {
  unauthenticated: 'You are not signed in any more. Please sign in again.',
  unverified: 'Please confirm your e-mail first: open the link in the letter that we sent you.',
  storage_unavailable: 'The village cannot read its records at the moment. Try again shortly.',
  internal: 'Something went wrong in the village, and has been noted. Try again shortly.',
}

/** Says why something was not done, at once and to everyone. */
export function ProblemNote({ problem }: { problem: Problem | undefined }) {
  return (
    <div role="alert" class="problem-place">
      {problem !== undefined && <p class="problem">{problemText(problem)}</p>}
    </div>
  )
}

/** A problem in friendly words. */
export function problemText({ code, title, detail, errors }: Problem): string {
  if (errors.some(({ field }) => field !== '')) return 'Not sent yet. Please look at what is marked.'
  return words[code] ?? sentence(detail === '' ? title : detail)
}

/** What was expected of a field; undefined if nothing is wrong with it. */
export function errorOf(problem: Problem | undefined, name: string): string | undefined {
  const error = problem?.errors.find(({ field }) => field === name || field.startsWith(`${name}.`))
  return error && sentence(error.expected)
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(whole) ? whole : `${whole}.`
}
