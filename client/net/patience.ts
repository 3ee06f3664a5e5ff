import type { Millis } from '#kernel/time'

const waitMsMin = 500
const waitMsMax = 5_000

/** How long to wait before trying again; spread out, so that a crowd of viewers does not return all at once. */
export function waitMsAfter(failures: number): Millis {
  const longest = Math.min(waitMsMax, waitMsMin * 2 ** Math.min(failures, 8))
  return longest * (0.5 + Math.random() / 2)
}

export function wait(durationMs: Millis): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}

/** The promised value, or a rejection when it does not come in time. */
export async function within<T>(durationMs: Millis, promise: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${durationMs} ms`)), durationMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
