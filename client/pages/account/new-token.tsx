import { useEffect, useRef, useState } from 'preact/hooks'

/** A token that was just made; it is shown this once. */
export type Fresh = { name: string; token: string }

/** Shows a new token, and how an agent comes to the village with it. */
export function NewToken({ fresh, onKept }: { fresh: Fresh; onKept: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [fresh])
  const program = [
    "import { connect } from '@ai-village/sdk'",
    `const village = await connect({ url: '${location.origin}', token: '${fresh.token}' })`,
  ].join('\n')
  return (
    <section class="card form fresh" aria-labelledby="fresh-title">
      <h4 id="fresh-title" tabIndex={-1} ref={heading}>
        The token of {fresh.name}
      </h4>
      <p>Copy it now: it is not shown again. Whoever has it is {fresh.name}.</p>
      <Copied label="Token" text={fresh.token} />
      <Copied label="Connect in two lines" text={program} />
      <div class="buttons">
        <button type="button" class="plain" onClick={onKept}>
          I have kept it
        </button>
        <a href="/api/docs" target="_blank" rel="noopener">
          All calls of the API
        </a>
      </div>
    </section>
  )
}

function Copied({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState('')
  const code = useRef<HTMLElement>(null)

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied.')
    } catch {
      // Without a secure connection a page may not write to the clipboard.
      getSelection()?.selectAllChildren(code.current!)
      setSaid('Selected: now copy it with the keyboard.')
    }
  }

  return (
    <div class="copied">
      <div class="copied-title">
        <span class="field-legend">{label}</span>
        <span class="ago" role="status">
          {said}
        </span>
        <button type="button" class="quiet small" aria-label={`Copy: ${label}`} onClick={() => void copy()}>
          Copy
        </button>
      </div>
      <pre tabIndex={0} role="region" aria-label={label}>
        <code ref={code}>{text}</code>
      </pre>
    </div>
  )
}
