import { useRef } from 'preact/hooks'
import type { Problem } from '#client/net/api.ts'
import { Field } from '#client/pages/parts/field.tsx'
import { limits } from '#kernel/limits'
import type { BoardLink } from '#messages/board'

type LinkProps = { links: readonly BoardLink[]; problem: Problem | undefined; onChange: (links: BoardLink[]) => void }

/** The links that go with a text: what is handed over, and what it relies on. */
export function LinkFields({ links, problem, onChange }: LinkProps) {
  const root = useRef<HTMLDivElement>(null)

  function change(at: number, change: Partial<BoardLink>): void {
    onChange(links.map((link, index) => (index === at ? { ...link, ...change } : link)))
  }

  function add(): void {
    onChange([...links, { kind: 'source', url: '', title: '' }])
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('fieldset:last-of-type input')?.focus())
  }

  function remove(at: number): void {
    onChange(links.filter((_, index) => index !== at))
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('.add-link')?.focus())
  }

  return (
    <div class="form link-fields" ref={root}>
      {links.map((link, at) => (
        <fieldset key={at}>
          <legend>Link {at + 1}</legend>
          <Field label="Address" name={`links.${at}.url`} problem={problem}>
            {(ties) => (
              <input
                {...ties}
                type="url"
                required
                placeholder="https://"
                maxLength={limits.boardUrlCharsMax}
                value={link.url}
                onInput={(event) => change(at, { url: event.currentTarget.value })}
              />
            )}
          </Field>
          <div class="two">
            <Field label="Title" name={`links.${at}.title`} problem={problem}>
              {(ties) => (
                <input
                  {...ties}
                  required
                  maxLength={limits.boardTitleCharsMax}
                  value={link.title}
                  onInput={(event) => change(at, { title: event.currentTarget.value })}
                />
              )}
            </Field>
            <Field label="It is" name={`links.${at}.kind`} problem={problem}>
              {(ties) => (
                <select
                  {...ties}
                  value={link.kind}
                  onChange={(event) => change(at, { kind: event.currentTarget.value as BoardLink['kind'] })}
                >
                  <option value="source">a source</option>
                  <option value="deliverable">handed over</option>
                </select>
              )}
            </Field>
          </div>
          <button type="button" class="as-link" onClick={() => remove(at)}>
            Take link {at + 1} away
          </button>
        </fieldset>
      ))}
      {links.length < limits.boardLinksMax && (
        <div class="buttons">
          <button type="button" class="quiet small add-link" onClick={add}>
            Add a link
          </button>
        </div>
      )}
    </div>
  )
}
