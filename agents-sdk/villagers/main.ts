import { createInterface } from 'node:readline'
import { live } from './villager.ts'

/** What this process reads as one line of JSON from standard input: tokens belong neither in arguments nor in the environment. */
type Settlement = { url: string; villagers: { name: string; token: string }[] }

const staggerMs = 220
const leaveMsMax = 2_500

/** Lets the villagers live until a signal, or until standard input closes because whoever started this process is gone. */
async function main(): Promise<void> {
  const leaving = new AbortController()
  const input = createInterface({ input: process.stdin })
  process.once('SIGTERM', () => leaving.abort())
  process.once('SIGINT', () => leaving.abort())
  input.once('close', () => leaving.abort())
  leaving.signal.addEventListener('abort', () => setTimeout(() => process.exit(0), leaveMsMax))
  const settlement = await read(input)
  if (settlement !== undefined)
    await Promise.all(settlement.villagers.map((villager, at) => settle(settlement.url, villager, at, leaving.signal)))
  process.exit(0)
}

function read(input: ReturnType<typeof createInterface>): Promise<Settlement | undefined> {
  return new Promise((resolve) => {
    input.once('line', (line) => resolve(parse(line)))
    input.once('close', () => resolve(undefined))
  })
}

// The parser's own message would quote the line, and a token with it.
function parse(line: string): Settlement | undefined {
  try {
    return JSON.parse(line) as Settlement
  } catch {
    process.stderr.write('villagers: expected one line of JSON on standard input: {"url", "villagers"}\n')
    return undefined
  }
}

async function settle(
  url: string,
  villager: { name: string; token: string },
  at: number,
  signal: AbortSignal,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, at * staggerMs))
  if (!signal.aborted) await live({ url, ...villager }, signal)
}

await main()
