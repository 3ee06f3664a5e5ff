type Detail = Record<string, unknown>

/** What an entry says beyond who, what and whom: what it was before and after, and whatever else was noted. */
export function AuditDetail({ detail, ids }: { detail: Detail; ids: Record<string, string> }) {
  const { from, to, before, after, ...rest } = detail
  const changes = changesOf(before ?? from, after ?? to)
  const facts = [...Object.entries(rest), ...Object.entries(ids)]
  return (
    <div class="detail">
      {changes.length > 0 && (
        <table>
          <caption class="unseen">What changed</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, was, is }) => (
              <tr key={name} data-changed={was !== is}>
                <th scope="row">{name}</th>
                <td>{was}</td>
                <td>{is}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{textOf(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

type Change = { name: string; was: string; is: string }

function changesOf(before: unknown, after: unknown): Change[] {
  if (before === undefined && after === undefined) return []
  if (!isRecord(before) || !isRecord(after)) return [{ name: 'state', was: textOf(before), is: textOf(after) }]
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].map((name) => ({ name, was: textOf(before[name]), is: textOf(after[name]) }))
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isRecord(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
