// Fills arrays up to half a gigabyte and says how far it came.
export default {
  act() {
    const kept = []
    const gotMb = () => kept.length * 8
    try {
      while (gotMb() < 512) kept.push(new Array(1_048_576).fill(kept.length + 0.5))
    } catch {
      const reached = gotMb()
      kept.length = 0
      return { gotMb: reached }
    }
    return { gotMb: gotMb() }
  },
}
