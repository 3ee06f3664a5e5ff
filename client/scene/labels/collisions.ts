import type { NameLabel } from './names.ts'

/**
 * Hides names that would stand over another one. A name that is important wins, then one that is shown already, so
 * that names do not flicker as people pass one another.
 */
export function hideCollisions(labels: NameLabel[], height: number): void {
  labels.sort((a, b) => rank(a) - rank(b))
  const shown: NameLabel[] = []
  for (const label of labels) {
    const hidden = shown.some((other) => overlap(label, other, height))
    if (!hidden) shown.push(label)
    if (hidden !== label.hidden) label.element.classList.toggle('hidden', hidden)
    label.hidden = hidden
  }
}

function rank(label: NameLabel): number {
  if (label.important) return 0
  return label.hidden ? 2 : 1
}

function overlap(a: NameLabel, b: NameLabel, height: number): boolean {
  return Math.abs(a.y - b.y) < height && a.x < b.x + b.width && b.x < a.x + a.width
}
