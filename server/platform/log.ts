import { format } from 'node:util'
import { pino, type Logger } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

const secretFields = ['token', 'authorization', 'password', 'cookie']
// A token that slips into a message or a URL; the shape is that of server/domains/agents/token.ts.
const tokenPattern = /avt_[A-Za-z0-9_-]{8,}/g

/** Makes the log of a process: one JSON object a line, or readable lines. Tokens and passwords never reach it. */
export function createLog(level: string, format: 'json' | 'pretty'): Log {
  const paths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`])
  const sink = format === 'pretty' ? pretty({ colorize: process.stdout.isTTY, ignore: 'pid,hostname' }) : process.stdout
  const stream = { write: (line: string) => void sink.write(line.replace(tokenPattern, 'avt_[redacted]')) }
  return pino({ level, redact: { paths, censor: '[redacted]' } }, stream)
}

/** Turns what libraries print on the console into debug lines of the log: most of it tells of clients' mistakes. */
export function captureConsole(log: Log): void {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[method] = (...args: unknown[]) => log.debug({ from: 'library' }, format(...args))
  }
}
