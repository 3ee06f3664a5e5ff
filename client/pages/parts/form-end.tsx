import { ProblemNote } from './problem.tsx'
import type { Sending } from './sending.ts'

type FormEndProps = {
  sending: Pick<Sending, 'busy' | 'problem'>
  /** What the button says that sends it. */
  submit: string
  isDangerous?: boolean
  /** What the button says that leaves it. */
  leave: string
  onLeave: () => void
}

/** The end of a form: why it was not done, the button that sends it and the one that leaves it. */
export function FormEnd({ sending, submit, isDangerous = false, leave, onLeave }: FormEndProps) {
  return (
    <>
      <ProblemNote problem={sending.problem} />
      <div class="buttons">
        <button type="submit" class={isDangerous ? 'danger sure' : 'plain'} aria-disabled={sending.busy}>
          {submit}
        </button>
        <button type="button" class="quiet" onClick={onLeave}>
          {leave}
        </button>
      </div>
    </>
  )
}
