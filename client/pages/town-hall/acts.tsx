import { useRef, useState } from 'preact/hooks'
import type { Store } from '#client/state/store.ts'
import { Reasoned, type Act } from './reasoned.tsx'

type Props = { store: Store; acts: readonly Act[]; about: string; done: () => void }

/** Buttons for what can be done with something; each asks first. */
export function Acts({ store, acts, about, done }: Props) {
  const [asked, setAsked] = useState<string>()
  const buttons = useRef<HTMLDivElement>(null)
  const act = acts.find(({ title }) => title === asked)
  const close = () => {
    setAsked(undefined)
    // Where it was asked for, once that is there again.
    requestAnimationFrame(() => buttons.current?.querySelector<HTMLElement>('button')?.focus())
  }
  if (act !== undefined)
    return (
      <Reasoned
        store={store}
        act={act}
        cancelled={close}
        done={() => {
          close()
          done()
        }}
      />
    )
  return (
    <div class="buttons" ref={buttons}>
      {acts.map(({ title }) => (
        <button
          key={title}
          type="button"
          class="quiet small"
          aria-label={`${title}: ${about}`}
          onClick={() => setAsked(title)}
        >
          {title}…
        </button>
      ))}
    </div>
  )
}
