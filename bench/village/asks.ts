/** What a child process can be asked: names and what answers them. */
export type Asks = Record<string, (given: never) => unknown>

/** One question over IPC, and its answer. */
export type Ask = { id: number; name: string; given: unknown }
export type Answer = { id: number; result?: unknown; error?: string }

/** Answers what the parent asks. The child ends with its parent, so that none is left behind. */
export function answerAsks(asks: Asks): void {
  process.on('message', (ask: Ask) => {
    void answerTo(asks, ask).then((answer) => process.send!(answer))
  })
  process.on('disconnect', () => process.exit(1))
}

async function answerTo(asks: Asks, { id, name, given }: Ask): Promise<Answer> {
  try {
    return { id, result: await asks[name]!(given as never) }
  } catch (error) {
    return { id, error: (error as Error).stack ?? String(error) }
  }
}
