import type { Millis } from '#kernel/time'
import type { Point } from './camera.ts'

const doubleMsMax = 280
const doublePixelsMax = 30

type Tap = { point: Point; at: Millis; ratio: number }

/**
 * Tells two taps at one point from two single ones. `single` may say that it can be done at once; else it is done when
 * no second tap has followed. `point` is in device pixels, `ratio` of them to a CSS pixel; `at` on the page's clock.
 */
export function createTaps(single: (point: Point) => void, double: (point: Point) => void) {
  let last: { point: Point; at: Millis } | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  return { tap }

  function tap({ point, at, ratio }: Tap, isUrgent: boolean): void {
    const isSecond =
      last !== undefined &&
      at - last.at < doubleMsMax &&
      Math.hypot(point.x - last.point.x, point.y - last.point.y) < doublePixelsMax * ratio
    clearTimeout(waiting)
    last = isSecond ? undefined : { point, at }
    if (isSecond) double(point)
    else if (isUrgent) single(point)
    else waiting = setTimeout(() => single(point), doubleMsMax)
  }
}
