import type { Attestation } from './run.ts'

/** Attestations as a table of case and runtime, in lines for a terminal; below it, what was wrong with those that broke. */
export function tableOf(attestations: readonly Attestation[]): string[] {
  const names = [...new Set(attestations.flatMap(({ cases }) => cases.map(nameOf)))]
  const rows = names.map((name) => [name, ...attestations.map((one) => cellOf(one, name))])
  const head = ['', ...attestations.map(({ runtime }) => runtime)]
  const sums = ['', ...attestations.map(({ outcome, durationMs }) => `${outcome} ${(durationMs / 1_000).toFixed(1)} s`)]
  return [...aligned([head, ...rows, sums]), ...attestations.flatMap(faultsOf)]
}

function cellOf({ cases }: Attestation, name: string): string {
  const found = cases.find((one) => nameOf(one) === name)
  if (found === undefined) return ''
  const { outcome, verdict } = found
  return outcome === 'held' ? (verdict ?? '') : outcome.toUpperCase()
}

function faultsOf({ runtime, cases }: Attestation): string[] {
  const faulty = cases.filter(({ outcome }) => outcome !== 'held')
  return faulty.map((one) => `${runtime} ${nameOf(one)} ${one.outcome}: ${one.detail}`)
}

function nameOf({ language, name }: Attestation['cases'][number]): string {
  return `${language}/${name}`
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}
