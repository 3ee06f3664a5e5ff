/** The screen in whole device pixels, and how many of them make a CSS pixel. */
export type Screen = { width: number; height: number; ratio: number }

/** Watches how large `host` is; what it promises is a function that tells. */
export function watchScreen(host: HTMLElement): () => Screen {
  let screen = screenOf(host)
  const observer = new ResizeObserver(([entry]) => (screen = screenOf(host, entry)))
  try {
    observer.observe(host, { box: 'device-pixel-content-box' })
  } catch {
    observer.observe(host) // Safari knows no device pixel boxes.
  }
  return () => screen
}

function screenOf(host: HTMLElement, entry?: ResizeObserverEntry): Screen {
  const ratio = window.devicePixelRatio
  const box = entry?.devicePixelContentBoxSize?.[0]
  const width = box?.inlineSize ?? Math.round(host.clientWidth * ratio)
  const height = box?.blockSize ?? Math.round(host.clientHeight * ratio)
  return { width: Math.max(1, width), height: Math.max(1, height), ratio }
}
