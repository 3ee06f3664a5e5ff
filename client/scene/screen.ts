/** Tells how large `host` is in whole device pixels, now and whenever that changes, and how many make a CSS pixel. */
export function fitScreen(host: HTMLElement, fit: (width: number, height: number, ratio: number) => void): void {
  const observer = new ResizeObserver(([entry]) => {
    const ratio = window.devicePixelRatio
    const box = entry?.devicePixelContentBoxSize?.[0]
    const width = box?.inlineSize ?? Math.round(host.clientWidth * ratio)
    const height = box?.blockSize ?? Math.round(host.clientHeight * ratio)
    fit(Math.max(1, width), Math.max(1, height), ratio)
  })
  try {
    observer.observe(host, { box: 'device-pixel-content-box' })
  } catch {
    observer.observe(host) // Safari knows no device pixel boxes.
  }
}
