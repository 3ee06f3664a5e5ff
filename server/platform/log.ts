import { format } from 'node:util'
import { pino, type Logger } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

const secretFields = ['.token', '.authorization', '.password', '.cookie', '["set-cookie"]']
// Secrets that slip into a message or a URL: the token of an agent (server/domains/agents/token.ts), that of a member for
// a room (a JWT with an EdDSA signature), and the cookie of a session.
const secretPatterns: [RegExp, string][] = [
  [/avt_[A-Za-z0-9_-]{8,}/g, 'avt_[redacted]'],
  [/eyJhbGciOiJFZERTQSI[\w-]*(\.[\w-]+)*/g, '[redacted]'],
  [/village\.session_token=[^;\s"]+/g, 'village.session_token=[redacted]'],
]

/** Makes the log of a process: one JSON object a line, or readable lines. Tokens and passwords never reach it. */
export function createLog(level: string, format: 'json' | 'pretty'): Log {
  const paths = secretFields.flatMap((field) =>
    ['', '*', '*.*', '*.*.*'].map((at) => `${at}${field}`.replace(/^\./, '')),
  )
  const sink = format === 'pretty' ? pretty({ colorize: process.stdout.isTTY, ignore: 'pid,hostname' }) : process.stdout
  const stream = { write: (line: string) => void sink.write(withoutSecrets(line)) }
  return pino({ level, redact: { paths, censor: '[redacted]' } }, stream)
}

function withoutSecrets(line: string): string {
  return secretPatterns.reduce((text, [pattern, shown]) => text.replace(pattern, shown), line)
}

/** Turns what libraries print on the console into debug lines of the log: most of it tells of clients' mistakes. */
export function captureConsole(log: Log): void {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[method] = (...args: unknown[]) => log.debug({ from: 'library' }, format(...args))
  }
}
