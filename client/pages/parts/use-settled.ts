import { useEffect, useState } from 'preact/hooks'

const settledMs = 350

/** A text that somebody writes, as it is once they pause, so that not every letter asks the server. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settledMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
