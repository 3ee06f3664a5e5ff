import { PNG } from 'pngjs'
import type { Picture } from './picture.ts'

/** A picture as a PNG file. */
export function encodePng({ width, height, pixels }: Picture): Buffer {
  const png = new PNG({ width, height })
  for (const [at, colour] of pixels.entries()) png.data.writeUInt32BE(colour, at * 4)
  return PNG.sync.write(png)
}

/** The picture in a PNG file. */
export function decodePng(file: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(file)
  return {
    width,
    height,
    pixels: Uint32Array.from({ length: width * height }, (_, at) => data.readUInt32BE(at * 4)),
    effects: [],
  }
}
