/** SHA-256, given by who has one: Node's is at once, the browser's is not. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/** The hash of a leaf (RFC 6962, 2.1): a prefix keeps leaves and nodes apart, so that no node passes for a transfer. */
export function leafInput(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return joined([0], bytes)
}

/** What the hash of a node is made from. */
export function nodeInput(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  return joined([1], left, right)
}

/** The root of the tree over these leaf hashes, at least one (RFC 6962, 2.1). */
export function rootOf(leaves: readonly Uint8Array[], hash: Hash): Uint8Array {
  if (leaves.length === 1) return leaves[0]!
  const split = splitOf(leaves.length)
  return hash(nodeInput(rootOf(leaves.slice(0, split), hash), rootOf(leaves.slice(split), hash)))
}

/** The audit path of a leaf, nearest sibling first (RFC 6962, 2.1.1). */
export function pathOf(leaves: readonly Uint8Array[], index: number, hash: Hash): Uint8Array[] {
  if (leaves.length === 1) return []
  const split = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split
    ? [...pathOf(left, index, hash), rootOf(right, hash)]
    : [...pathOf(right, index - split, hash), rootOf(left, hash)]
}

/** For each step of an audit path from the leaf up, on which side the sibling stands; undefined if there is no such leaf. */
export function sidesOf(index: number, count: number): ('left' | 'right')[] | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(count) || index < 0 || index >= count) return undefined
  if (count === 1) return []
  const split = splitOf(count)
  return index < split ? [...sidesOf(index, split)!, 'right'] : [...sidesOf(index - split, count - split)!, 'left']
}

// The largest power of two below the count.
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

function joined(prefix: number[], ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(prefix.length + parts.reduce((length, part) => length + part.length, 0))
  bytes.set(prefix)
  let at = prefix.length
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
