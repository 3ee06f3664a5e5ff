/** Where a name stands on the screen: its upper left corner and how wide it is. */
export type NameBox = { x: number; y: number; width: number }

/**
 * Finds room for boxes of one height in the order in which they ask, which is to say who wins. Whether one has room
 * depends on nothing that was before, so that a moment always looks the same.
 */
export function createRoom() {
  const rows = new Map<number, NameBox[]>()
  let height = 1
  return { begin, take }

  /** Makes all room free, for boxes of this height. */
  function begin(heightNow: number): void {
    height = heightNow
    rows.clear()
  }

  /** Takes the room that a box needs, or answers false where another box is. */
  function take(box: NameBox): boolean {
    const row = Math.floor(box.y / height)
    for (let near = row - 1; near <= row + 1; near++)
      if (rows.get(near)?.some((other) => overlap(box, other, height)) === true) return false
    const boxes = rows.get(row)
    if (boxes === undefined) rows.set(row, [box])
    else boxes.push(box)
    return true
  }
}

function overlap(a: NameBox, b: NameBox, height: number): boolean {
  return Math.abs(a.y - b.y) < height && a.x < b.x + b.width && b.x < a.x + a.width
}
