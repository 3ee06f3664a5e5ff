// zzfx brings no types; this is the part of it that is used here. Importing it opens an AudioContext.
declare module 'zzfx' {
  export const ZZFX: {
    volume: number
    audioContext: AudioContext
    buildSamples(...parameters: (number | undefined)[]): number[]
    playSamples(
      channels: readonly (readonly number[])[],
      volumeScale: number,
      rate: number,
      pan: number,
    ): AudioBufferSourceNode
  }
}
