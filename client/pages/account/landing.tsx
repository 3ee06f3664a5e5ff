import { useEffect, useState } from 'preact/hooks'
import type { Me } from '#client/state/me.ts'

const troubles: Record<string, string> = {
  token_expired: 'This link is too old. Sign in and ask for another letter.',
  invalid_token: 'This link is not whole. Sign in and ask for another letter.',
}

/** Says what came of a link in a letter, or of signing in elsewhere, to who comes back from there. */
export function Landing({ detail, me }: { detail: string; me: Me | null | undefined }) {
  const [trouble] = useState(() => new URLSearchParams(location.search).get('error')?.toLowerCase())
  useEffect(forgetTrouble, [])
  if (trouble !== undefined && (detail === 'confirmed' || detail === 'failed')) {
    const otherwise = detail === 'failed' ? 'Signing in did not work. Please try again.' : 'This link does not work.'
    return (
      <p class="problem" role="alert">
        {troubles[trouble] ?? otherwise}
      </p>
    )
  }
  if (detail !== 'confirmed' || me?.verified === false) return null
  return (
    <p class="done" role="status">
      Your e-mail is confirmed. {me === null ? 'Now sign in.' : 'Welcome to the village!'}
    </p>
  )
}

function forgetTrouble(): void {
  const address = new URL(location.href)
  address.searchParams.delete('error')
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}
