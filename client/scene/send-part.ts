import type { TextureSource, WebGLRenderer } from 'pixi.js'

/** Sends a part of a picture that has changed to the graphics card, to where it is in the whole. */
export type SendPart = (source: TextureSource, part: ImageData, left: number, top: number) => void

/** pixi.js itself sends a picture as a whole, which for a page of a thousand small ones takes milliseconds. */
export function createSendPart(renderer: WebGLRenderer): SendPart {
  return (source, part, left, top) => {
    const { gl } = renderer
    // What is bound already is not bound again, and then another unit may be the active one.
    renderer.texture.unbind(source)
    renderer.texture.bindSource(source, 0) // a source that is not there yet is sent as a whole
    const before: unknown = gl.getParameter(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL)
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true)
    gl.texSubImage2D(gl.TEXTURE_2D, 0, left, top, gl.RGBA, gl.UNSIGNED_BYTE, part)
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, before === true)
  }
}
