const prefix = 'ai-village.'

/** What this browser was told to remember under a name; undefined when it was told nothing, or keeps nothing. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined
  } catch {
    return undefined
  }
}

/** Has this browser remember a word under a name, if it keeps anything. */
export function remember(name: string, word: string): void {
  try {
    localStorage.setItem(prefix + name, word)
  } catch {
    // Then it is asked again next time.
  }
}
