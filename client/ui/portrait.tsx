import { useEffect, useRef } from 'preact/hooks'
import { dollHeight, dollWidth } from '#client/scene/person/doll.ts'
import { atEase, drawPerson } from '#client/scene/person/draw-person.ts'
import { lookOf } from '#client/scene/person/look.ts'

/** An agent as it looks in town, enlarged. */
export function Portrait({ look }: { look: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const picture = new ImageData(drawPerson(lookOf(look), atEase), dollWidth)
    canvas.current?.getContext('2d')?.putImageData(picture, 0, 0)
  }, [look])
  return <canvas class="portrait" ref={canvas} width={dollWidth} height={dollHeight} aria-hidden="true" />
}
