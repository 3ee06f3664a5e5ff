/** The screen in whole device pixels, and how many of them make a CSS pixel. */
export type Screen = { width: number; height: number; ratio: number }

/** Watches how large `host` is; what it promises is a function that tells. */
export function watchScreen(host: HTMLElement): () => Screen {
  let screen = screenOf(host, undefined)
  const observer = new ResizeObserver(([entry]) => (screen = screenOf(host, entry?.devicePixelContentBoxSize?.[0])))
  try {
    observer.observe(host, { box: 'device-pixel-content-box' })
  } catch {
    observer.observe(host) // Safari knows no device pixel boxes.
  }
  return () => screen
}

function screenOf(host: HTMLElement, box: ResizeObserverSize | undefined): Screen {
  const ratio = window.devicePixelRatio
  const width = closeTo(host.clientWidth * ratio, box?.inlineSize)
  const height = closeTo(host.clientHeight * ratio, box?.blockSize)
  return { width, height, ratio }
}

// The browser knows best how it rounds, but where a screen is only emulated it counts in CSS pixels.
function closeTo(expected: number, told: number | undefined): number {
  const size = told !== undefined && Math.abs(told - expected) < 2 ? told : Math.round(expected)
  return Math.max(1, size)
}
