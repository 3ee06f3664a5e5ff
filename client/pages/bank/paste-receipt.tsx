import { useState } from 'preact/hooks'
import type { Answer } from '#client/net/api.ts'
import { TextField } from '#client/pages/desk/text-field.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { Checks } from './checks-list.tsx'
import { verify, type Verified } from './verify.ts'

const receiptCharsMax = 20_000

/** A form for a receipt that somebody else shows: it is checked in this browser, without asking the bank about it. */
export function PasteReceipt() {
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<Answer<Verified>>()
  const write = (text: string) => {
    setText(text)
    setAnswer(undefined)
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    setAnswer(await verifyText(text))
  }
  const problem = answer?.ok === false ? answer.problem : undefined
  return (
    <section aria-labelledby="paste-title" class="paste">
      <h4 id="paste-title">Check a receipt that somebody gave you</h4>
      <form onSubmit={submit} noValidate>
        <TextField
          label="The receipt"
          name="receipt"
          hint="Paste the whole text of it. It is checked here, in your browser."
          value={text}
          onValue={write}
          problem={problem}
          type="long"
          charsMax={receiptCharsMax}
        />
        <button type="submit" class="plain">
          Check it
        </button>
      </form>
      <div aria-live="polite">
        {problem !== undefined && problem.errors.length === 0 && <ProblemNote problem={problem} />}
        {answer?.ok === true && <Checks result={answer.value.result} />}
      </div>
    </section>
  )
}

async function verifyText(text: string): Promise<Answer<Verified>> {
  try {
    return await verify(JSON.parse(text))
  } catch {
    const errors = [{ field: 'receipt', expected: 'expected the text of a receipt, from { to }' }]
    return { ok: false, problem: { code: 'invalid', title: 'No receipt', detail: '', errors } }
  }
}
